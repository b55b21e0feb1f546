"""How long the checks take: all of them on a long dossier beside jieba, and on ever more rows.

    python benchmarks/checks.py

The dossier is a declaration, and a self-evaluation of about sixty pages with two hundred indicators, read and linked before
the clock starts. Opponent: `jieba.lcut` on the text of both. Then one declaration and one self-evaluation of 2,500 to 20,000
rows each, every row linked to its counterpart. Times are those of the processor: nothing here waits for anything.
The limits are those of the project's issue 6.
"""

import random
import time
from collections.abc import Sequence
from functools import partial

import jieba
from timing import forget, paired, tell

from kpi_nlp import lexicon
from kpi_nlp.align import align
from kpi_nlp.checks.inspection import inspect
from kpi_nlp.model import Dossier, Match, Page, Paper, Paragraph, Row, Table
from kpi_nlp.testing import DEPARTMENT, paper_of

_SUBJECTS = [
    "河道",
    "校舍",
    "档案",
    "林地",
    "农田",
    "展馆",
    "泵站",
    "公交站点",
    "社区食堂",
    "气象站",
    "图书分馆",
    "养老床位",
    "校园",
    "社区",
    "村组",
    "企业",
    "学会",
    "场馆",
]
_DEEDS = ["巡查", "改造", "数字化", "抚育", "提升", "维护", "更新", "检测", "清理", "验收", "监测", "培训"]
_UNITS = ["处", "次", "项", "个", "场", "套", "人次", "公里", "亩", "台"]
_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
_PROSE = (
    "一是扎实推进{subject}{deed}工作，全年完成{deed}{amount}{unit}，较上年增加{more}{unit}，有力保障了年度重点任务落实。",
    "在预算执行方面，严格落实过紧日子要求，压减一般性支出，项目支出进度与年初计划基本一致，资金使用合规。",
    "二是健全{subject}长效管理机制，组织开展专题培训{more}场，覆盖基层工作人员{amount}人次，群众反映良好。",
    "存在的主要问题：部分{subject}{deed}任务受天气影响进度偏慢，绩效目标的科学性、精准性有待进一步提高。",
)
_SENTENCES, _INDICATORS = 620, 200
_SIZES = (2_500, 5_000, 10_000, 20_000)
_ROUNDS = 5
_timed = partial(paired, rounds=_ROUNDS, clock=time.process_time)


def main() -> None:
    """Print each ratio beside its limit."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    papers = _papers(_INDICATORS, _SENTENCES)
    links = align(papers)
    dossier = Dossier(papers, lexicon.profile(), DEPARTMENT, links.matches, links.mentions, links.comparisons)
    texts = list(_texts(papers))
    print(f"{_INDICATORS} indicators in each paper, {sum(map(len, texts))} characters, {len(links.matches)} links")
    inspect(dossier)
    ours, theirs = _timed(lambda: _fresh(dossier), lambda: [jieba.lcut(text) for text in texts])
    tell("all checks / jieba.lcut of the same text", ours, theirs, 1)
    fewest, *sizes = _SIZES
    few = _linked(fewest)
    for size in sizes:
        many, times = _linked(size), size // fewest
        ours, theirs = _timed(partial(inspect, many), partial(inspect, few))
        tell(f"all checks on {size} rows / on {fewest} rows (linear is {times})", ours, theirs, 1.25 * times)


def _fresh(dossier: Dossier) -> None:
    """Check without what was remembered of the texts in the round before."""
    forget()
    inspect(dossier)


def _papers(indicators: int, sentences: int) -> tuple[Paper, Paper]:
    draw = random.Random(6)  # noqa: S311 - a made-up report
    rows = [_row(draw, number) for number in range(indicators)]
    declared = tuple(Row(name=row.name, target=row.target, levels=row.levels, weight=row.weight) for row in rows)
    prose = tuple(_sentence(draw) for _ in range(sentences))
    return (
        paper_of(Page(rows=declared, stage="declaration"), "申报表.docx"),
        paper_of(Page(rows=tuple(rows), sentences=prose), "自评报告.docx"),
    )


def _row(draw: random.Random, number: int) -> Row:
    amount = draw.randint(10, 900)
    done = amount + draw.randint(0, 5)
    unit = draw.choice(_UNITS)
    name = f"{draw.choice(_SUBJECTS)}{draw.choice(_DEEDS)}{number}号任务"
    return Row(name, f"≥{amount}{unit}", f"{done}{unit}", f"{done / amount:.2%}", "2", "2", levels=draw.choice(_LEVELS))


def _sentence(draw: random.Random) -> str:
    return draw.choice(_PROSE).format(
        subject=draw.choice(_SUBJECTS), deed=draw.choice(_DEEDS), amount=draw.randint(10, 900), more=draw.randint(1, 9),
        unit=draw.choice(_UNITS),
    )  # fmt: skip


def _linked(size: int) -> Dossier:
    """Return two papers of so many rows, each row linked to its counterpart."""
    papers = _papers(size, 0)
    pairs = zip(papers[0].indicators, papers[1].indicators, strict=True)
    matches = tuple(Match(left, right, 1.0, "match", "stages") for left, right in pairs)
    return Dossier(papers, lexicon.profile(), DEPARTMENT, matches)


def _texts(papers: Sequence[Paper]) -> list[str]:
    texts = []
    for paper in papers:
        for block in paper.document.blocks:
            if isinstance(block, Paragraph):
                texts.append(block.text)
            elif isinstance(block, Table):
                texts += ["\t".join(cell.text for cell in row) for row in block.rows]
    return texts


if __name__ == "__main__":
    main()
