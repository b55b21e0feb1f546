"""manifest.csv of a folder: whose paper each file is, where the file itself does not say or says it wrongly."""

import csv
import difflib
from pathlib import Path

from kpi_nlp import lexicon
from kpi_nlp.model import MANIFEST, MANIFEST_COLUMNS, STAGES, Identity, ManifestEntry, Stage
from kpi_nlp.readers.errors import CorruptFile

_YES = frozenset({"1", "是", "y", "yes", "true", "跳过"})
_HINT = "请用 kpi-nlp manifest 重新生成一份作参照"


def read_manifest(folder: Path) -> dict[str, ManifestEntry]:
    """Return the entries of a folder's manifest by path, none where there is no manifest.

    Raises CorruptFile where it cannot be read, has unknown columns, or a year or stage that makes no sense.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    rows = csv.DictReader(_text(path).splitlines())
    for column in rows.fieldnames or ():
        if column not in MANIFEST_COLUMNS:
            close = difflib.get_close_matches(column, MANIFEST_COLUMNS, n=1)
            raise CorruptFile(MANIFEST, f"不认识的列「{column}」{f'，是否要写「{close[0]}」' if close else ''}", _HINT)
    entries = [
        ManifestEntry(**{column: (row.get(column) or "").strip() for column in MANIFEST_COLUMNS}) for row in rows
    ]
    for number, entry in enumerate(entries, 2):
        if entry.year and not entry.year.isdigit():
            raise CorruptFile(MANIFEST, f"第{number}行的年度「{entry.year}」不是四位数字", _HINT)
        if entry.stage and stage_named(entry.stage) is None:
            raise CorruptFile(
                MANIFEST, f"第{number}行的阶段「{entry.stage}」不认识", f"可填：{'、'.join(_titles().values())}"
            )
    return {entry.path: entry for entry in entries}


def _text(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CorruptFile(MANIFEST, "文字编码无法识别", "请另存为 UTF-8 或 GBK 编码的 CSV 后重试")


def _titles() -> dict[Stage, str]:
    titles = lexicon.stages().titles
    return {stage: titles[stage] for stage in STAGES if stage != "other"}


def stage_named(text: str) -> Stage | None:
    """Return the stage that a person wrote, in Chinese or English."""
    return next((stage for stage, title in _titles().items() if text in (stage, title)), None)


def skipped(entry: ManifestEntry) -> bool:
    """Return whether the person wants this file left out."""
    return entry.skip.lower() in _YES


def identity_of(entry: ManifestEntry) -> Identity:
    """Return what an entry says, its empty fields unknown."""
    said = {name: MANIFEST for name in ("department", "year", "stage") if getattr(entry, name)}
    return Identity(
        department=entry.department or None,
        year=int(entry.year) if entry.year else None,
        stage=stage_named(entry.stage) or "other",
        project=entry.project or None,
        revision=entry.revision or None,
        sources=tuple(said.items()),
    )
