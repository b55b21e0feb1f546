"""Files of labelled pairs to pairs: JSONL, or a table with a header, in our words or in those that other tools use."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi_nlp.model import Label, LabelledPair, Named, Table
from kpi_nlp.readers import CorruptFile, load, read

_ALIASES = {
    "left_text": ("left_text", "left", "指标A", "左", "名称A", "text_l", "name_l", "unique_id_l"),
    "right_text": ("right_text", "right", "指标B", "右", "名称B", "text_r", "name_r", "unique_id_r"),
    "label": ("label", "是否匹配", "标注", "匹配", "clerical_match_score"),
    "stratum": ("stratum", "类型", "层"),
    "source": ("source", "来源"),
    "document": ("document", "department", "部门", "文件"),
}
_DETAILS = {
    "levels": ("levels", "级别"), "target": ("target", "目标值"), "unit": ("unit", "单位"), "stage": ("stage", "阶段"), "year": ("year", "年度"),
}  # fmt: skip
_LABELS: dict[str, Label] = {
    **dict.fromkeys(("1", "1.0", "是", "匹配", "same", "true", "相同", "match"), "same"),
    **dict.fromkeys(("0", "0.0", "否", "不匹配", "different", "false", "不同"), "different"),
    **dict.fromkeys(("part", "部分", "包含"), "part"),
}
_DOUBTFUL = frozenset({"", "不确定", "unsure", "?", "？", "0.5"})
_HINT = (
    "必须有 left_text、right_text、label 三列（或 指标A、指标B、是否匹配）；label 写 1/0、是/否 或 same/part/different"
)


@dataclass(frozen=True, slots=True)
class PairSet:
    """The pairs of a file in their order, and how many were left out because whoever labelled them was not sure."""

    pairs: tuple[LabelledPair, ...]
    doubtful: int = 0


def read_pairs(path: Path) -> PairSet:
    """Return the labelled pairs of a .jsonl, .csv, .tsv or .xlsx; raises ReadError with the line where one makes no sense."""
    records = list(_json_lines(path) if path.suffix.lower() in {".jsonl", ".json"} else _table_rows(path))
    pairs = [pair for number, record in enumerate(records, 1) if (pair := _pair(path.name, number, record))]
    if not pairs:
        raise CorruptFile(path.name, "没有标注好的样本对", _HINT)
    return PairSet(tuple(pairs), len(records) - len(pairs))


def _json_lines(path: Path) -> Iterator[Mapping[str, object]]:
    for number, line in enumerate(load(path, path.name).data.decode("utf-8-sig", errors="replace").splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError as error:
                raise CorruptFile(path.name, f"第{number}行不是 JSON", "每行应是一个 JSON 对象") from error
            if not isinstance(record, dict):
                raise CorruptFile(path.name, f"第{number}行不是 JSON 对象", "每行应是一个 JSON 对象")
            yield record


def _table_rows(path: Path) -> Iterator[Mapping[str, object]]:
    tables = [block for block in read(load(path, path.name)).blocks if isinstance(block, Table)]
    if not tables:
        raise CorruptFile(path.name, "没有表格", _HINT)
    header, *rows = ([cell.text.strip() for cell in row] for row in tables[0].rows)
    yield from (dict(zip(header, row, strict=False)) for row in rows)


def _pair(name: str, number: int, record: Mapping[str, object]) -> LabelledPair | None:
    said = {field: _first(record, names) for field, names in _ALIASES.items()}
    left, right = str(said["left_text"] or "").strip(), str(said["right_text"] or "").strip()
    label = "" if said["label"] is None else str(said["label"]).strip().lower()
    if not left or not right:
        raise CorruptFile(name, f"第{number}对缺少名称", _HINT)
    if label in _DOUBTFUL:
        return None
    if label not in _LABELS:
        raise CorruptFile(name, f"第{number}对的标注「{label}」不认识", _HINT)
    return LabelledPair(
        _named(left, record, "left", "A"),
        _named(right, record, "right", "B"),
        _LABELS[label],
        stratum=str(said["stratum"] or ""),
        source=str(said["source"] or ""),
        document=str(said["document"] or ""),
    )


def _named(text: str, record: Mapping[str, object], side: str, letter: str) -> Named:
    said = {
        field: _first(record, (f"{side}_{english}", f"{chinese}{letter}"))
        for field, (english, chinese) in _DETAILS.items()
    }
    levels, year = said["levels"] or "", str(said["year"] or "").strip()
    return Named(
        text,
        tuple(map(str, levels)) if isinstance(levels, list) else tuple(filter(None, str(levels).split("/"))),
        target=str(said["target"] or "").strip(),
        unit=str(said["unit"] or "").strip(),
        stage=str(said["stage"] or "").strip(),
        year=int(year) if year.isdigit() else None,
    )


def _first(record: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((record[name] for name in names if name in record), None)
