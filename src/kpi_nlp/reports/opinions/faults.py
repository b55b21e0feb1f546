"""What is wrong with a template, told to the person who wrote it in Word: the file, the place, the reason, what to do."""

import re
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import fields
from difflib import get_close_matches

from kpi_nlp.reports.opinions.fields import SHAPES
from kpi_nlp.text import clip

_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
_MARKUP = re.compile(r"<[^>]+>")
_BLOCK = re.compile(r"\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(for|if|endfor|endif)\b")
_LONGEST_PLACE = 60
_FIELDS = "可用的项见 kpi-nlp opinion --fields"
_REFUSED = (
    (
        re.compile(r"[{｛]\s*[｛％]|｛\s*[{%]|[｝％]\s*[}｝]|%\s*｝"),
        "标记的括号或百分号是全角的",
        "请改用半角，如 {{ 部门 }}",
    ),
    (re.compile(r"\{\{(?:p|r|tr|tc)\s"), "{{ 后面多了 p、r、tr 或 tc", "各项都是文字，请写 {{ 部门 }} 这样的标记"),
    (
        re.compile(r"\{%[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(?:autoescape|include|import|from|extends)\b"),
        "用了不支持的标记",
        "模板中只用 {{ }}、for、if",
    ),
)
_PAIRS = (("{{", "}}"), ("{%", "%}"))
_SAID = (
    (re.compile(r"No filter named '([^']*)'"), r"没有过滤器「\1」"),
    (re.compile(r"Encountered unknown tag '([^']*)'"), r"没有标记「\1」，或它多余、次序不对"),
)


class FaultyTemplate(Exception):
    """A template that cannot be used, with the reason and what to do."""

    def __init__(self, name: str, reason: str, hint: str, place: str = "") -> None:
        where = f"，在「{clip(place, _LONGEST_PLACE)}」处" if place else ""
        super().__init__(f"模板「{name}」不能用：{reason}{where}。{hint}")


def refuse_tags(name: str, paragraphs: Sequence[str]) -> None:
    """Raise FaultyTemplate for what docxtpl would pass over in silence, or would lose text by."""
    for paragraph in paragraphs:
        for pattern, reason, hint in _REFUSED:
            if pattern.search(paragraph):
                raise FaultyTemplate(name, reason, hint, paragraph)
        if any(paragraph.count(opening) != paragraph.count(closing) for opening, closing in _PAIRS):
            raise FaultyTemplate(
                name, "标记的括号没有配对", "每个 {{ 要有 }}，每个 {% 要有 %}，写在同一段里", paragraph
            )
    if not any("{{" in paragraph for paragraph in paragraphs):
        raise FaultyTemplate(
            name,
            "里面没有 {{ }} 标记，填不进任何内容",
            f"请从 kpi-nlp opinion --copy-template 复制的模板改起；{_FIELDS}",
        )
    for block, paragraph in _unmatched(paragraphs):
        raise FaultyTemplate(
            name,
            f"「{block}」没有配对",
            "每个 for 要有 endfor，每个 if 要有 endif，写法相同（都带 p，或都带 tr）",
            paragraph,
        )


def _unmatched(paragraphs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the first block that is closed and was not open, or else each that stays open."""
    opened: list[tuple[str, str]] = []
    for paragraph in paragraphs:
        for tag in _BLOCK.finditer(paragraph):
            if not tag[1].startswith("end"):
                opened.append((tag[1], paragraph))
            elif opened and opened[-1][0] == tag[1].removeprefix("end"):
                opened.pop()
            else:
                yield tag[1], paragraph
                return
    yield from opened


def fault_of(error: Exception, name: str, source: str, paragraphs: Sequence[str]) -> FaultyTemplate:
    """Return what went wrong while a source was rendered, in words."""
    from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

    said = str(getattr(error, "message", None) or error)
    line = _line(error, source)
    if isinstance(error, SecurityError):
        return FaultyTemplate(name, f"不允许使用「{said}」", _FIELDS, _place(line, said, paragraphs))
    if isinstance(error, UndefinedError):
        return unknown_field(name, said, _place(line, said, paragraphs))
    if isinstance(error, TemplateSyntaxError):
        told = next((pattern.sub(words, said) for pattern, words in _SAID if pattern.match(said)), "标记写法不对")
        return FaultyTemplate(
            name, told.split(".")[0], "请检查标记的括号、引号和标点，都用半角", _place(line, "", paragraphs)
        )
    return FaultyTemplate(name, "标记算不出结果", f"请检查标记里的写法；{_FIELDS}", _place(line, "", paragraphs))


def unknown_field(name: str, field: str, place: str) -> FaultyTemplate:
    """Return the fault of a field that no opinion has, with what may have been meant."""
    alike = get_close_matches(field, _names(), n=4, cutoff=0.4)
    near = [other for other in alike if other[0] == field[0] or other in field or field in other]
    asked = f"，是否要写 {'、'.join(near)}" if near else ""
    return FaultyTemplate(name, f"没有「{field}」这一项{asked}", _FIELDS, place)


def _names() -> list[str]:
    return list(dict.fromkeys(entry.metadata["name"] for shape in SHAPES for entry in fields(shape)))


def _line(error: Exception, source: str) -> str:
    """Return the line of the source at which an error arose: docxtpl puts each paragraph on one."""
    rendered = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    number = getattr(error, "lineno", None) or next(reversed(rendered), None)
    lines = source.splitlines()
    return _MARKUP.sub("", lines[number - 1]) if number and number <= len(lines) else ""


def _place(line: str, name: str, paragraphs: Sequence[str]) -> str:
    """Return the paragraph as it stands in Word, that of the tag with a name where there is one."""
    tags = [tag for tag in _TAG.findall(line) if name in tag] or _TAG.findall(line)[-1:]
    inside = [tag[2:-2].strip("-+ ") for tag in tags]
    return next((paragraph for words in inside for paragraph in paragraphs if words and words in paragraph), line)
