"""Whose paper it is, of which year and stage: from labels and title, then the form, then the file name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kpi_nlp import lexicon
from kpi_nlp.extract.forms.form import Form
from kpi_nlp.extract.forms.parts import is_lone
from kpi_nlp.extract.narrative.outline import numbered
from kpi_nlp.extract.terms.labels import labels_in_line, labels_in_row
from kpi_nlp.model import Block, Document, Heading, Identity, Indicator, Paragraph, Stage, Table
from kpi_nlp.quantities import parse_periods
from kpi_nlp.quantities.numerals import number_of
from kpi_nlp.text import fold, join_lines, squeeze

_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*(?:[-—~至]\s*(20[0-4]\d)\s*)?年?(?:度)?(?!\d)")
_YEAR_WORD = re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
_TITLE_LINES, _TITLE_ROWS, _LONGEST_TITLE_LINE, _LABEL_ROWS = 7, 3, 70, 12
_ATTACHMENT = re.compile(r"^附[件表]\s*\d*[-—.\d]*\s*[:：]?")
_PROVINCE = re.compile(r"^.{2,3}(?:省|自治区)(?=.{2,4}(?:市|州|县|区))")
_BRACKETED = re.compile(r"[(]([^()]{4,30})[)]")
_QUOTES = ("“", "《", "「", "”", "《", "(")
_HAN_YEAR = re.compile(r"二[〇○Oo0零][〇○Oo0零一二三四五六七八九]{2}(?=年)")
_PROJECT_IN_TITLE = re.compile(
    r"(?:年度?|[)])([“《「][^“”《》]{2,20}[”》」][^“”]{0,12}?(?:专项资金|专项经费|专项|经费|资金|项目|工程))(?:支出)?(?:绩效|预算)"
    r"|[—-]{1,2}([^—-]{2,24}?(?:项目|专项|专项资金|专项经费|经费|工程))$"
    r"|^([^\d局委办会院校厅]{3,24}?(?:专项资金|专项经费|专项|工程))(?:项目)?(?:支出)?绩效"
)
_CODE = re.compile(r"^[\[【(]?\d{3,}[\]】)]?[-—_]*")
_OWN_LEVEL = re.compile(r"[(]本级[)]")
_BODIES = frozenset({"department", "unit_in_charge"})
_SHORTEST_NAME, _LONGEST_NAME = 3, 30
_MONITORING_HEADER = re.compile(r"\d{1,2}\s*[-—~]\s*\d{1,2}\s*月|上半年|监控")


@dataclass(slots=True)
class _Draft:
    """Fields as they are found; the first source that tells wins."""

    found: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def offer(self, name: str, value: str | None, source: str) -> None:
        if value and name not in self.found:
            self.found[name], self.sources[name] = value, source


def identify(document: Document, forms: Sequence[Form], indicators: Sequence[Indicator]) -> Identity:
    """Return what the paper says of itself; what it does not say stays None and is never guessed."""
    draft = _Draft()
    title = _title(document)
    for role, value in _labels(document):
        if role == "year" and _year(value) is None:
            continue  # 「年度 | 实际」 are titles
        draft.offer(role, _CODE.sub("", value) if role in _BODIES else value, "表头")
    draft.offer("department", draft.found.get("unit_in_charge"), "表头")
    captions = " ".join(form.caption for form in forms)
    for text, source in ((title, "标题"), (captions, "表题")):
        draft.offer("year", _year(text), source)
        draft.offer("stage", _stage(text), source)
    draft.offer("department", _department(title), "标题")
    draft.offer("project", _project(title), "标题")
    draft.offer("stage", _stage_of_forms(forms), "表格栏目")
    draft.offer("year", _year_of_values(indicators), "表内时间")
    for text, source in _names_around(document):
        draft.offer("year", _year(text), source)
        draft.offer("stage", _stage(text), source)
        draft.offer("department", _department(text), source)
    if len({form.project for form in forms if form.is_of_indicators}) > 1:
        draft.found.pop("project", None)  # a paper of several projects, or of a department and its projects
    revision = next((word for word in lexicon.stages().revisions if word in title + _stem(document)), None)
    return _identity(draft, revision)


def _stem(document: Document) -> str:
    return document.name.rsplit(".", 1)[0]


def _names_around(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the names that people gave the file, its only sheet and its folders, the nearest first, each with its source."""
    yield _stem(document), "文件名"
    sheets = [block.text for block in document.blocks if _is_sheet_name(block) and not isinstance(block, Table)]
    if len(sheets) == 1:
        yield sheets[0], "工作表"
    yield from ((folder, "文件夹") for folder in reversed(document.path.split("/")[:-1]))


def _identity(draft: _Draft, revision: str | None) -> Identity:
    department = draft.found.get("department")
    year = _YEAR.search(draft.found.get("year", ""))
    return Identity(
        department=department,
        department_key=department_key(department) if department else None,
        year=int(year[2] or year[1]) if year else None,
        stage=_stage_named(draft.found.get("stage")),
        project=draft.found.get("project"),
        revision=revision,
        sources=tuple((name, draft.sources[name]) for name in ("department", "year", "stage") if name in draft.sources),
    )


def _stage_named(name: str | None) -> Stage:
    stages: tuple[Stage, ...] = ("declaration", "adjustment", "monitoring", "self_evaluation")
    return next((stage for stage in stages if stage == name), "other")


def department_key(department: str) -> str:
    """Return the spelling under which a department's papers are grouped: full name, without province and 本级."""
    name = _PROVINCE.sub("", _OWN_LEVEL.sub("", squeeze(department)))
    for short, full in lexicon.stages().abbreviations.items():
        if name.endswith(short) and not name.endswith(full):
            return name.removesuffix(short) + full
    return name


def _title(document: Document) -> str:
    """Return the lines above the first chapter or table, which are the title and what stands under it."""
    lines: list[str] = []
    for block in document.blocks[:_TITLE_LINES]:
        if isinstance(block, Table):
            lines += _title_rows(block)
            break
        if _is_sheet_name(block):
            continue
        text = join_lines(block.text)
        if len(text) > _LONGEST_TITLE_LINE or (isinstance(block, Paragraph) and numbered(text)):
            break
        lines.append(_ATTACHMENT.sub("", text))
    return " ".join(line for line in lines if line)


def _title_rows(table: Table) -> Iterator[str]:
    """Yield the first rows of a table that are one line of text each: the title is often printed inside."""
    for row in table.rows[:_TITLE_ROWS]:
        text = join_lines(row[0].text) if row else ""
        if not is_lone(row) or len(text) > _LONGEST_TITLE_LINE:
            return
        yield _ATTACHMENT.sub("", text)


def _is_sheet_name(block: Block) -> bool:
    return isinstance(block, Heading) and block.text == block.location.sheet


def _labels(document: Document) -> Iterator[tuple[str, str]]:
    """Yield role and value of each label that tells whose paper it is, in lines and in cells of forms."""
    for block in document.blocks:
        match block:
            case Paragraph() | Heading():
                yield from labels_in_line(block.text)
            case Table():
                for row in block.rows[:_LABEL_ROWS]:
                    yield from labels_in_row(row)


def _year(text: str) -> str | None:
    text = _arabic_years(text)
    word = _YEAR_WORD.search(text)
    match = _YEAR.search(text, word.start() if word else 0)
    return match[0] if match else None


def _stage(text: str) -> str | None:
    squeezed = squeeze(text)
    return next(
        (stage for stage, words in lexicon.stages().words.items() if any(word in squeezed for word in words)), None
    )


def _stage_of_forms(forms: Iterable[Form]) -> str | None:
    """A form with actuals is a self-evaluation, one with targets alone a declaration."""
    roles: set[str] = set()
    for form in forms:
        labels = form.header.labels.values()
        if any(_MONITORING_HEADER.search(fold(label)) for label in labels):
            return "monitoring"
        roles |= set(form.header.roles.values())
    if roles & {"actual", "score"}:
        return "self_evaluation"
    return "declaration" if "target" in roles else None


def _year_of_values(indicators: Iterable[Indicator]) -> str | None:
    """Return the one year that all deadlines of the rows name, if there is one."""
    years = Counter(
        period.end.year
        for indicator in indicators
        for value in (indicator.target, indicator.actual)
        if value is not None
        for period in parse_periods(value.text)
    )
    return f"{next(iter(years))}年" if len(years) == 1 else None


def _department(text: str) -> str | None:
    """Cut the name of a public body out of a title or a file name, None where it does not end like one."""
    titles = lexicon.stages()
    whole = _arabic_years(squeeze(text))
    for phrase in (whole, *_BRACKETED.findall(whole)):
        name = _YEAR.sub("", phrase).removeprefix("关于")
        for word in (*_QUOTES, *titles.strip):
            name = name.split(word, 1)[0] or name
        name = re.sub(r"^[\d\-_. ]+|[\d\-_. ]+$", "", name)
        plain = _OWN_LEVEL.sub("", name)
        if _SHORTEST_NAME < len(plain) <= _LONGEST_NAME and plain.endswith(titles.bodies):
            return name
    return None


def _project(title: str) -> str | None:
    """Return the project of a title: 「某局2023年度“林长制”专项经费绩效自评报告」, 「…绩效自评报告——国土绿化项目」."""
    match = _PROJECT_IN_TITLE.search(squeeze(title))
    return next((name for name in match.groups() if name), None) if match else None


def _arabic_years(text: str) -> str:
    """「二〇二三年」 is 2023年; ○, O and 零 are printed for 〇 as well."""
    return _HAN_YEAR.sub(lambda match: str(number_of(re.sub("[○Oo0零]", "〇", match[0]))), text)
