"""Labelled pairs from files, under our headers or those that other tools use."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kpi_nlp.evaluate.records import Listing, Record, files_of, listings
from kpi_nlp.model import DRAWN_TITLES, Label, LabelledPair, Labels, Named, RuleVerdict
from kpi_nlp.readers import CorruptFile

_ALIASES = {
    "left_text": ("left_text", "left", "指标a", "名称a", "左", "左指标", "text_l", "name_l", "unique_id_l"),
    "right_text": ("right_text", "right", "指标b", "名称b", "右", "右指标", "text_r", "name_r", "unique_id_r"),
    "label": ("label", "是否匹配", "是否对应", "标注", "匹配", "clerical_match_score"),
    "stratum": ("stratum", "类型", "层"),
    "source": ("source", "来源"),
    "document": ("document", "department", "文件", "部门"),
    "drawn": ("drawn", "抽取方式"),
    "blind": ("blind", "盲标"),
    "disputed": ("disputed", "意见不一"),
}
_LABELS: dict[str, Label] = {
    **dict.fromkeys(("1", "是", "匹配", "对应", "相同", "same", "true", "yes", "match"), "same"),
    **dict.fromkeys(("0", "否", "不匹配", "不对应", "不同", "different", "false", "no"), "different"),
    **dict.fromkeys(("part", "部分", "包含"), "part"),
    **dict.fromkeys(("", "0.5", "不确定", "存疑", "待定", "无法判断", "unsure", "uncertain", "?"), "unsure"),
}
_REQUIRED = ("left_text", "right_text", "label")
_COLUMNS = "必须有 left_text、right_text、label 三列（或 指标A、指标B、是否匹配）"
_WORDS = "label 写 1 或 0、是 或 否、匹配 或 不匹配、same、part 或 different；拿不准写 不确定"
_RULING = "ruling"
_YES, _NO = ({word for word, label in _LABELS.items() if label == wanted} for wanted in ("same", "different"))
_YEAR = re.compile(r"(?:19|20)\d\d")
_STEPS = re.compile(r"[/>→]")


@dataclass(frozen=True, slots=True)
class PairSet:
    """The pairs of some files in their order, those without a sure label too; `notes` tell what was noticed on the way.

    `rules` are the verdicts on findings, which lie in the same files where these come out of a review.
    """

    pairs: tuple[LabelledPair, ...]
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    rules: tuple[RuleVerdict, ...] = ()


def read_pairs(path: Path) -> PairSet:
    """Return the pairs of a .jsonl, .csv, .tsv or .xlsx, or of all of these in a folder.

    Raises ReadError with file, line and what to do. In a folder a file that names no documents is one itself.
    """
    files = files_of(path)
    read = [_of_file(file, file.stem if path.is_dir() else "") for file in files]
    pairs, rules, notes = (tuple(chain.from_iterable(found)) for found in zip(*read, strict=True))
    if not rules and all(pair.label == "unsure" for pair in pairs):
        raise CorruptFile(path.name, "没有标注好的样本对", _WORDS if pairs else _COLUMNS)
    return PairSet(pairs, tuple(files), (*notes, *_disputed(pairs), *_repeated(pairs)), rules)


def pairs_from(labels: Labels) -> PairSet:
    """Return what a review teaches, as if it had been written to a file and read."""
    lost = (f"{labels.purged} 对标注没有留存名称（已用 purge 清除），无法使用",) if labels.purged else ()
    return PairSet(labels.pairs, (), (*lost, *_disputed(labels.pairs), *_repeated(labels.pairs)), labels.rules)


def _of_file(path: Path, document: str) -> tuple[list[LabelledPair], list[RuleVerdict], list[str]]:
    found, notes = listings(path)
    usable = [listing for listing in found if listing.headers is None or not _missing(listing)]
    if not usable:
        said = "、".join(filter(None, found[0].headers or ())) if found else ""
        lacking = "、".join(_missing(found[0])) if found else "表头"
        raise CorruptFile(path.name, f"缺少 {lacking} 列" + (f"；现有的列：{said}" if said else ""), _COLUMNS)
    notes += [f"{path.name}：工作表「{left.title}」没有样本的表头，未读取" for left in found if left not in usable]
    records = [record for listing in usable for record in listing.records]
    told = [record for record in records if record.values.get("kind") == _RULING]
    pairs = [_pair(path.name, record, document) for record in records if record.values.get("kind") != _RULING]
    return pairs, [_rule(path.name, record) for record in told], notes


def _rule(name: str, record: Record) -> RuleVerdict:
    """Return the verdict on a finding, as `kpi-nlp labels` writes it."""
    code, right = _text(record.values.get("code")), record.values.get("right")
    if not code or not (right is None or isinstance(right, bool)):
        raise CorruptFile(name, f"{record.place}的复核意见不完整", "请用 kpi-nlp labels 重新导出，不要手工改动")
    return RuleVerdict(code, _text(record.values.get("title")), right)


def _missing(listing: Listing) -> list[str]:
    return [field for field in _REQUIRED if not set(_ALIASES[field]) & set(listing.headers or ())]


def _pair(name: str, record: Record, document: str) -> LabelledPair:
    said = {field: _first(record.values, names) for field, names in _ALIASES.items()}
    for field in ("left_text", "right_text"):
        if not said[field]:
            raise CorruptFile(name, f"{record.place}没有 {field}（名称）", "请补上名称，或删去这一行")
    return LabelledPair(
        _named(said["left_text"], record.values, "left", "a"),
        _named(said["right_text"], record.values, "right", "b"),
        _label(name, record),
        stratum=said["stratum"],
        source=said["source"],
        document=said["document"] or document,
        drawn=_drawn(said["drawn"]),
        blind=said["blind"].lower() not in _NO,
        disputed=said["disputed"].lower() in _YES,
    )


def _drawn(said: str) -> str:
    """Return how a pair was drawn, in our word where it is one of the words of our tables."""
    return next((name for name, title in DRAWN_TITLES.items() if title == said), said.lower())


def _label(name: str, record: Record) -> Label:
    """Return the label of a record; several columns of labels must agree."""
    printed = [_text(record.values[key]) for key in _ALIASES["label"] if key in record.values]
    if not printed:
        raise CorruptFile(name, f"{record.place}没有 label（标注）", _COLUMNS)
    unknown = [text for text in printed if _plain(text) not in _LABELS]
    if unknown:
        raise CorruptFile(name, f"{record.place}的标注「{unknown[0]}」不认识", _WORDS)
    labels = {_LABELS[_plain(text)] for text in printed}
    if len(labels) > 1:
        raise CorruptFile(name, f"{record.place}的几列标注不一致（{'、'.join(printed)}）", "请只留一列标注")
    return labels.pop()


def _plain(label: str) -> str:
    """Return a label in one spelling: 「1.0」 and 「1.00」 are 「1」, 「？」 is 「?」."""
    folded = label.lower().replace("？", "?")
    return re.sub(r"^(\d)(?:\.0+|(\.[1-9]\d*?)0*)$", r"\1\2", folded)


def _named(text: str, values: Mapping[str, object], side: str, letter: str) -> Named:
    def said(english: str, chinese: str) -> object:
        return values.get(f"{side}_{english}") or values.get(f"{chinese}{letter}")

    year = _YEAR.search(_text(said("year", "年度")))
    return Named(
        text,
        _levels(said("levels", "级别")),
        target=_text(said("target", "目标值")),
        unit=_text(said("unit", "单位")),
        stage=_text(said("stage", "阶段")),
        year=int(year[0]) if year else None,
    )


def _levels(said: object) -> tuple[str, ...]:
    steps = map(_text, said) if isinstance(said, list) else map(str.strip, _STEPS.split(_text(said)))
    return tuple(filter(None, steps))


def _first(values: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(values.get(name)))), "")


def _text(value: object) -> str:
    """Return what a value says, nothing for what is no text: an object, a list, half a character."""
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).encode(errors="replace").decode().strip()


def _disputed(pairs: tuple[LabelledPair, ...]) -> Iterator[str]:
    if disputed := sum(pair.disputed for pair in pairs):
        yield f"有 {disputed} 对各人标注不一，训练时不用"


def _repeated(pairs: tuple[LabelledPair, ...]) -> Iterator[str]:
    """Tell of pairs that stand in the set more than once: they count each time, and may be labelled otherwise."""
    labels: dict[tuple[Named, Named], list[Label]] = {}
    for pair in pairs:
        labels.setdefault((pair.left, pair.right), []).append(pair.label)
    if twice := sum(len(given) - 1 for given in labels.values()):
        yield f"有 {twice} 对与前面的完全相同（名称和上下文），每次都计入；请核对是否重复抄录"
    against = [key for key, given in labels.items() if len(set(given) - {"unsure"}) > 1]
    if against:
        yield f"有 {len(against)} 对前后标注不一，如「{against[0][0].text}」与「{against[0][1].text}」，请核对标注"
