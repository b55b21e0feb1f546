"""Arguments that several verbs share, and the reading of `-o FORMAT=PATH`."""

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[Path], typer.Argument(help="文件、文件夹或 .zip，可以有多个。", show_default=False, readable=False)
]
Format = Annotated[str, typer.Option("--format", "-f", help="屏幕输出的格式：text、json、jsonl、csv。")]
Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FORMAT=PATH",
        help="另存为文件，可重复，如 -o xlsx=疑点清单.xlsx（text、json、jsonl、csv、xlsx；check 还有 html、sarif）。",
    ),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="评分口径：auto（按报告内容判断）、national、gd-gz、gd-sz、sc、jx，或本单位 --lexicons 文件夹 profiles 下的名称。",
        show_default=False,
    ),
]
Anonymize = Annotated[
    bool,
    typer.Option("--anonymize", help="在所有输出和保存的结果中隐去个人姓名、电话、证件号、邮箱；文件名不变。"),
]
Embedder = Annotated[
    str | None,
    typer.Option(
        "--embedder",
        help="向量模型：static（随程序）、st:模型文件夹或模型名、onnx:模型文件夹、none（只按词语与口径匹配）。",
        show_default=False,
    ),
]
AllowDownload = Annotated[
    bool, typer.Option("--allow-download", help="允许从网上下载 st: 后面写的模型；不写则从不联网。")
]
Matcher = Annotated[
    Path | None,
    typer.Option(
        "--matcher",
        metavar="FILE.json",
        help="自己训练的匹配器（kpi-nlp train 的输出）；默认用内置的。",
        show_default=False,
        readable=False,
    ),
]
Lexicons = Annotated[
    Path | None,
    typer.Option(
        "--lexicons", help="本单位自己的词库文件夹（TOML），补充内置词库。", show_default=False, readable=False
    ),
]

Pairs = Annotated[
    Path | None,
    typer.Argument(
        help="标注好的样本对：.jsonl、.csv、.tsv、.xlsx，或装有它们的文件夹；用 --store 时不写。",
        show_default=False,
        readable=False,
    ),
]
Precision = Annotated[
    float,
    typer.Option("--precision", metavar="0.5-0.999", min=0.5, max=0.999, help="要保证的精确率（单侧 95% 下限）。"),
]
Strict = Annotated[bool, typer.Option("--strict", help="部分对应（part）不算对应。")]

SCREEN = ("text", "json", "jsonl", "csv")
FILES = (*SCREEN, "xlsx")
FINDINGS = (*FILES, "html", "sarif")


def screen_format(text: str) -> str:
    """Return a format for the screen; raises BadParameter for another."""
    if text not in SCREEN:
        message = f"--format 不支持「{text}」，可用：{'、'.join(SCREEN)}" + (
            "；xlsx 请用 -o xlsx=文件名.xlsx" if text == "xlsx" else ""
        )
        raise typer.BadParameter(message)
    return text


def outputs(
    options: list[str] | None, formats: tuple[str, ...] = FILES, example: str = "xlsx=疑点清单.xlsx"
) -> list[tuple[str, Path]]:
    """Return format and path of each `-o`; raises BadParameter with an example where one makes no sense."""
    parsed = []
    for option in options or ():
        format_, separator, path = option.partition("=")
        if separator and path and format_.isalnum() and format_ not in formats:
            message = f"-o 不支持格式「{format_}」，可用：{'、'.join(formats)}"
            raise typer.BadParameter(message)
        if not separator or not path or format_ not in formats:
            message = f"-o「{option}」写法不对，应为 格式=文件名，如 -o {example}；格式可用：{'、'.join(formats)}"
            raise typer.BadParameter(message)
        parsed.append((format_, Path(path)))
    return parsed
