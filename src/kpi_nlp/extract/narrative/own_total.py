"""The total of a self-evaluation in whatever words: 「我局得95.5分」, 「本次自评（95.5分）」, 「从自评95.5分的结果看」."""

import re
from decimal import Decimal
from functools import cache

from kpi_nlp.lexicon import either, judgements
from kpi_nlp.quantities.numerals import number_of

_NUMBER = r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十]{2,4}(?:点[零一二三四五六七八九]+)?)"
_POINTS = re.compile(
    rf"(?<![\d.一二三四五六七八九十点])(?P<points>{_NUMBER})\s*分(?![钟值制段线档类以及块至—~-])(?!左右|的(?:目标|标准|要求|水平|指标|项|题)|[(,]?\s*(?:含|不含))"
)
_BREAK = re.compile(r"[,;。!?]")
_YEAR = re.compile(r"20\d\d")
_FULL = re.compile(r"满分(?:为|是|:)?\s*100分?|(?<!\d)100分(?:满分|制)?")
_OFF = re.compile(r"扣(?:分|减|除|了)?\s*[\d.]+\s*分")
_TELLS = re.compile(r"自评|自我评价|评价|得|打|评|总|综合|合计|整体|部门|单位")
_OF_OTHERS = re.compile(
    r"指标|产出|效益|满意度|数量|质量|时效|成本|项目|方面|部分|[一二三]级|其中|政策|问卷|调查|测评|考核|考评|平均|财政|复[核评]|抽查|审核|第三方|专家|上年|去年|上一?年度|所属|下属|二级"
)
_LEAST, _FULL_MARKS = 50, 100  # fewer points are those of a part


def own_total(text: str) -> tuple[str, Decimal] | None:
    """Return the words of a sentence (in half width) up to its total, and the total; None where no words of the whole lead to it."""
    if "分" not in text:
        return None
    for found in _POINTS.finditer(text):
        points = number_of(found["points"])
        if points is not None and _LEAST <= points < _FULL_MARKS and _is_whole(text[: found.start()]):
            return text[: found.start()].strip(" ,"), points
    return None


def _is_whole(before: str) -> bool:
    """Nothing but words of the whole stand in the clause, and nothing else was spoken of in front of it."""
    plain = _OFF.sub("", _FULL.sub("", _YEAR.sub("", before)))
    plain = judgements().whole_score.sub("", _graded().sub("", plain))
    breaks = list(_BREAK.finditer(plain))
    earlier, clause = (plain[: breaks[-1].end()], plain[breaks[-1].end() :]) if breaks else ("", plain)
    if any(map(str.isalnum, clause)) or not _TELLS.search(before):
        return False
    wished = any(word in earlier for word in judgements().wishes)
    return not wished and not _OF_OTHERS.search(earlier) and not any(map(str.isdigit, earlier))


@cache
def _graded() -> re.Pattern[str]:
    """A grade in front of the points: 「等级为“优”（95.5分）」."""
    words = either(judgements().grades)
    return re.compile(rf"[“\"「『‘]{words}[”\"」』’]|(?<=[为是:级次]){words}(?=[级等档次(,])")
