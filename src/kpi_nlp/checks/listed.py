"""How many items a list has: ordinals, clauses between 「；」, clauses that each begin with a time, names between 「、」, titles in quotes."""

import re
from collections.abc import Iterable, Sequence

Style = Sequence[re.Pattern[str]]
"""The marks of the items of a list, from the first on."""

_HAN = "一二三四五六七八九十"
RUNNING, NUMBERED = (
    tuple([re.compile(form.format(number)) for number in numbers] for form, numbers in styles)
    for styles in (
        (
            (r"(?<![统唯单同]){}是(?!否)", _HAN),
            (r"第{}(?=[，,、:]|阶段|步|批|类|方面|点|层|个|期|组|次|场|轮|部分)", _HAN),
            (r"其{}(?=[，,、是:])", _HAN),
            ("{}", "①②③④⑤⑥⑦⑧⑨⑩"),
        ),
        (
            (r"[(]{}[)]", _HAN),
            (r"[(]{}[)]", range(1, 11)),
            (r"(?<![\d.(]){}[)]", range(1, 11)),
            (r"(?<![\d.]){}[.、](?!\d)", range(1, 11)),
            (r"(?<![A-Za-z]){}[.、]", "ABCDEFGH"),
        ),
    )
)  # 「一是」 runs on through the prose; 「1.」 may as well number the chapters around a list
FIRST = r"(?=\s*(?:一是|首先|第一(?:[，,、]|阶段|步|类)|其一|①|一方面))"
_IN_ORDER = [re.compile(form) for form in ("首先", "其次", "再次|第三", "最后")]
_ONE_SIDE, _OTHER_SIDE = re.compile(r"一方面"), re.compile(r"另一方面|另外一方面")
_OPEN = re.compile(r"等|如|例如|…|之类|为主")
_JOINS = re.compile(r"[和及与以并]")
_INSIDE = re.compile(r"[，,；;:：]")
_BETWEEN = re.compile(r"[,，;；、]")
_GOES_ON = re.compile(
    r"^(?:共|均|全|并|各|已|总|合计|累计|由|用于|有效|收回|发放|回收|每|确保|实现|完成|覆盖|涉及|为|年|按|对|从|在|经|分别|目前|\d)"
)
_TIME = re.compile(
    r"^(?:(?:20\d\d|当|次|本|上)年)?(?:\d{1,2}(?:[-—~至到]\d{1,2})?月|第?[一二三四]季度|[上下]半年|年[初中底末]|[春夏秋冬]季|\d{1,2}日)"
)
_BESIDES = re.compile(r"^(?:同时|此外|另|并|其中|以及|各|均|以上|上述|确保|从而|为|由|详见|具体)")
TITLE = re.compile(r"[“\"《][^”\"》]{1,30}[”\"》]")
_TITLES = re.compile(rf"^(?:{TITLE.pattern}[、,和及与]?\s*){{2,}}(?=(?P<behind>.))")
_CLOSES = re.compile(r"[。;；)]")
_LONGEST_NAME, _FEWEST = 14, 2


def items_in(text: str, announced: int, styles: Iterable[Style], *, named: bool = False) -> int | None:
    """Return how many items a list has, None where that is not certain; `named` where 「即」 or 「分别为」 opens it."""
    text = text.lstrip()
    if _IN_ORDER[0].match(text):
        return sum(1 for mark in _IN_ORDER if mark.search(text)) if "最后" in text else None
    if _ONE_SIDE.match(text):
        return _FEWEST if _OTHER_SIDE.search(text) and announced > _FEWEST else None
    style = next((style for style in styles if style[0].match(text)), None)
    if style is not None:
        return _marked(style, text) if announced <= len(style) else None
    return _titled(text) or _timed(text) or _listed(text, announced, named=named)


def _marked(style: Style, text: str) -> int | None:
    """Return how many items a list has, each with its number; a first item again opens another list. None for a single one."""
    again = style[0].search(text, 1)
    text = text[: again.start()] if again else text
    at = count = 0
    for mark in style:
        found = mark.search(text, at)
        if found is None:
            break
        at, count = found.end(), count + 1
    return count if count > 1 else None


def _titled(text: str) -> int | None:
    """「《甲办法》《乙办法》和《丙办法》。」."""
    found = _TITLES.match(text)
    return len(TITLE.findall(found[0])) if found and _CLOSES.match(found["behind"]) else None


def _timed(text: str) -> int | None:
    """「2月动员部署，3月上旬填报，3月下旬审定。」: each item begins with its own time."""
    listed, stop, _ = text.partition("。")
    items = [item.strip() for item in _BETWEEN.split(listed)]
    if not stop or len(items) < _FEWEST or _OPEN.search(listed) or not all(map(_TIME.match, items)):
        return None
    return len(items)


def clauses(text: str) -> int | None:
    """Return how many clauses stand between 「；」 up to the full stop: 「做好三项工作：提前储备项目；按月通报进度。」."""
    listed, stop, _ = text.partition("。")
    items = [item.strip() for item in re.split("[;；]", listed)]
    if not stop or len(items) < _FEWEST or _OPEN.search(items[-1][-2:]) or any(map(_BESIDES.match, items)):
        return None
    return len(items) if all(items) and not any(":" in item for item in items) else None


def _listed(text: str, announced: int, *, named: bool) -> int | None:
    """Return how many items stand between 「、」, None where the list may have as many as announced."""
    listed, stop = _ended(text, named=named)
    if not stop or "、" not in listed or _OPEN.search(listed) or _INSIDE.search(listed):
        return None
    names, joins = listed.split("、"), len(_JOINS.findall(listed))
    if any(map(str.isdigit, listed)):
        return None
    if len(names) > announced and not joins and all(name[-1:] == names[0][-1:] for name in names):
        return len(names)  # each is a name of its own: 「人员经费、公用经费、项目经费」
    return len(names) + joins if len(names) + joins < announced else None


def _ended(text: str, *, named: bool) -> tuple[str, str]:
    """Return a list and what closes it: a full stop, or a comma behind short names where the sentence then says something else."""
    listed, stop, _ = text.partition("。")
    head, comma, behind = listed.partition(",")
    short = all(len(item) <= _LONGEST_NAME for item in head.split("、"))
    if named and comma and "、" in head and short and _GOES_ON.match(behind):
        return head, comma
    return listed, stop
