"""How long workbooks take, from the file to its indicators, beside openpyxl that merely walks over the same cells.

    python benchmarks/sheets.py [FOLDER]

FOLDER holds .xlsx files; without it the demo set is read. Behind it: a form of 400 rows without any formatting, a sheet
of 200,000 cells, and one that is formatted to its last row. openpyxl loads and yields values (`data_only`) in its usual
mode; `read_only` is shown beside it, which gives no merged ranges and stops where the file says that it ends. Times are
those of the processor, medians of rounds taken in turn.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter
from timing import forget

from kpi_nlp import resources
from kpi_nlp.extract import extract
from kpi_nlp.readers import Source, read

ROUNDS = 5
_TITLES = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "完成率", "分值", "得分"]
_LAST_ROW = 1_048_576


def main(paths: list[Path]) -> None:
    """Print the ratios of each file, and of them all."""
    files = {path.name: path.read_bytes() for path in paths}
    _compare("all of these files", list(files.values()))
    for name, data in files.items():
        _compare(name, [data])
    _compare("a form of 400 rows, no formatting", [_form(400)])
    _compare("200,000 cells, text and numbers", [_cells(780, 256)], rounds=1)
    _compare("two rows, formatted to the last one", [_formatted_to_the_end()], rounds=1)


def _compare(what: str, files: list[bytes], *, rounds: int = ROUNDS) -> None:
    """Time reading, reading with extraction, and openpyxl in both modes, in turn."""
    sources = [Source("表.xlsx", data) for data in files]
    calls: dict[str, Callable[[], object]] = {
        "read": lambda: [read(source) for source in sources],
        "indicators": lambda: [extract(read(source)) for source in sources],
        "openpyxl": lambda: [_walk(data, read_only=False) for data in files],
        "read_only": lambda: [_walk(data, read_only=True) for data in files],
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            forget()
            start = time.process_time()
            call()
            times[name].append(time.process_time() - start)
    spent = {name: statistics.median(taken) for name, taken in times.items()}
    ratios = (spent["indicators"] / spent["openpyxl"], spent["indicators"] / spent["read_only"])
    shown = ", ".join(f"{name} {seconds * 1000:.1f} ms" for name, seconds in spent.items())
    print(f"{what}: {shown}; indicators / openpyxl = {ratios[0]:.2f} (read_only: {ratios[1]:.2f})")


def _walk(data: bytes, *, read_only: bool) -> int:
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=read_only, data_only=True)
    return sum(1 for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True) for _ in row)


def _written(rows: Sequence[Sequence[str | float]]) -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    sheet = workbook.add_worksheet()
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    workbook.close()
    return stream.getvalue()


def _form(rows: int) -> bytes:
    lines: list[list[str | float]] = [
        ["产出指标", "数量指标", f"第{at}类培训期数", f"≥{at}期", f"{at + 1}期", "100%", 2, 2] for at in range(rows)
    ]
    return _written([_TITLES, *lines])


def _cells(rows: int, columns: int) -> bytes:
    return _written([[f"甲{row}" if column % 2 else row for column in range(columns)] for row in range(rows)])


def _formatted_to_the_end() -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    for at, cells in enumerate((["三级指标", "年度指标值"], ["培训期数", "12期"])):
        sheet.write_row(at, 0, cells)
    for at in range(2, _LAST_ROW):
        sheet.set_row(at, 14)
        sheet.write_blank(at, 0, None, bold)
        sheet.write_blank(at, 1, None, bold)
    workbook.close()
    return stream.getvalue()


if __name__ == "__main__":
    main(sorted((Path(sys.argv[1]) if len(sys.argv) > 1 else resources.data("corpora/reports/clean")).glob("*.xlsx")))
