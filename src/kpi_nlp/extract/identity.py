"""Whose paper it is, of which year and stage: from labels and title, then the form, then the file name."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kpi_nlp import lexicon
from kpi_nlp.extract.forms import Form
from kpi_nlp.extract.outline import numbered
from kpi_nlp.model import Document, Heading, Identity, Indicator, Paragraph, Stage, Table
from kpi_nlp.quantities import parse_periods
from kpi_nlp.text import fold, join_lines, squeeze

_LABELLED = re.compile(r"^([^:：\s]{2,10})\s*[:：]\s*(.{2,40})$")
_IN_BRACKETS = re.compile(r"^[(（](.*)[)）]$")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*(?:[-—~至]\s*(20[0-4]\d)\s*)?年?(?:度)?(?!\d)")
_YEAR_WORD = re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
_TITLE_LINES, _LONGEST_TITLE_LINE, _LABEL_ROWS = 7, 70, 12
_ATTACHMENT = re.compile(r"^附[件表]\s*\d*[-—.\d]*\s*[:：]?")
_PROVINCE = re.compile(r"^.{2,3}(?:省|自治区)(?=.{2,4}(?:市|州|县|区))")
_OWN_LEVEL = re.compile(r"[(]本级[)]")
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
    stem = document.name.rsplit(".", 1)[0]
    for role, value in _labels(document):
        draft.offer(role, value, "表头")
    draft.offer("department", draft.found.get("unit_in_charge"), "表头")
    captions = " ".join(form.caption for form in forms)
    for text, source in ((title, "标题"), (captions, "表题")):
        draft.offer("year", _year(text), source)
        draft.offer("stage", _stage(text), source)
    draft.offer("department", _department(title), "标题")
    draft.offer("stage", _stage_of_forms(forms), "表格栏目")
    draft.offer("year", _year_of_values(indicators), "表内时间")
    folders = document.path.split("/")[:-1]
    for text, source in ((stem, "文件名"), *((folder, "文件夹") for folder in reversed(folders))):
        draft.offer("year", _year(text), source)
        draft.offer("stage", _stage(text), source)
        draft.offer("department", _department(text), source)
    revision = next((word for word in lexicon.stages().revisions if word in title + stem), None)
    return _identity(draft, revision)


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
            break
        text = join_lines(block.text)
        if len(text) > _LONGEST_TITLE_LINE or (isinstance(block, Paragraph) and numbered(text)):
            break
        lines.append(_ATTACHMENT.sub("", text))
    return " ".join(line for line in lines if line)


def _labels(document: Document) -> Iterator[tuple[str, str]]:
    """Yield role and value of each label that tells whose paper it is, in lines and in cells of forms."""
    for block in document.blocks:
        match block:
            case Paragraph() | Heading():
                line = _IN_BRACKETS.sub(r"\1", join_lines(block.text))
                if (labelled := _LABELLED.match(line)) and (role := _label(labelled[1])):
                    yield role, labelled[2].strip()
            case Table():
                for row in block.rows[:_LABEL_ROWS]:
                    yield from _labels_in_row([cell.text for cell in row if cell.text.strip() and not cell.covered])


def _labels_in_row(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for label, cell in pairwise(texts):
        role, value = _label(label), join_lines(cell)
        if (
            role
            and _label(value) is None
            and lexicon.header_key(value) not in lexicon.headers().roles
            and len(value) <= _LONGEST_NAME
        ):
            yield role, value


def _label(text: str) -> str | None:
    return lexicon.headers().labels.get(lexicon.header_key(text))


def _year(text: str) -> str | None:
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
    words = lexicon.stages()
    name = _YEAR.sub("", squeeze(text))
    for word in words.strip:
        name = name.split(word, 1)[0] or name
    name = re.sub(r"^[\d\-_. ]+|[\d\-_. ]+$", "", name)
    plain = _OWN_LEVEL.sub("", name)
    if _SHORTEST_NAME < len(plain) <= _LONGEST_NAME and plain.endswith(words.bodies):
        return name
    return None
