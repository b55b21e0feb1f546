"""Y01: another year than that of the paper, where the paper speaks of itself, of its forms or of its deadlines."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from kpi_nlp.checks.other_years import of_another_year, years_beside
from kpi_nlp.checks.own_work import in_digits, looks_back, own_money, own_results, own_work
from kpi_nlp.model import (
    Answer,
    Clear,
    Dossier,
    Evidence,
    Heading,
    Indicator,
    Mention,
    Page,
    Paper,
    Paragraph,
    Remark,
    Row,
    Undecided,
    check,
)
from kpi_nlp.quantities import parse_periods
from kpi_nlp.text import clip, squeeze

_YEAR = re.compile(r"(?<![\d〔\[])(20[0-4]\d)(?=年)")
_WITH_YEAR = re.compile(r"20[0-4]\d年")
_STOP = re.compile("[。；]")
_CAPTION = re.compile(r"^[（(]?(20[0-4]\d)年?度?[)）]?$")
_FORM = re.compile(r"(20[0-4]\d)年?度?.{0,24}?(?:自评报告|自评表|自评情况|评分表|完成情况表|运行监控表|监控表)$")
_OWN = re.compile(
    r"(20[0-4]\d)年?度?,?(?:我[局委办会院]|本部门|本单位|部门|单位)?(?:部门整体|整体支出|项目支出|部门预算)?(?:支出)?"
    r"(?:绩效自评(?:得分|得(?=\d)|结论|结果|总分|等级)|自评(?:得分|结论|结果(?!公开|应用|运用|已)|总分)|绩效目标(?:全部|均已|总体)?完成|各项绩效指标)"
)
_OTHER_FACT = re.compile(
    r"上年|去年|同期|[比较]20|相比|增长|下降|结转|计划|下一步|将|拟|力争|印发|发布|修订|出台|《|〔|规划|十[二三四五]五|根据|依据|按照|整改|反馈|批复|截至|累计|以来|起|至20|[-—~]20|历年|近[年几两三]"
)
_MONTH = timedelta(days=31)
_LINE = 40  # letters; a longer line is no title
_OFTEN = 3  # times that another year is named, and the paper's own never
_Line = tuple[str, Heading | Paragraph]  # a text, squeezed, and its block


@dataclass(frozen=True, slots=True)
class _Reading:
    """A paper with its year, its prose, the sentences of it, and the one that first names the year.

    A sentence goes on over a semicolon: 「2024年…；2023年…」 compares, and names the paper's year.
    """

    paper: Paper
    year: int
    prose: Sequence[_Line]
    lines: Sequence[_Line]
    title: tuple[Evidence, ...]


@check(
    code="Y01",
    name="wrong-year",
    title="年度错误",
    severity="question",
    over="documents",
    why="套用上年材料常留下上年的年份，使人不知道说的是哪一年的事。",
    basis="文件的年度（标题或表头）与下列年份不一致：表题和表下的年度、自评结论所说的年度、引出本年工作的句子、自评所对照的目标和截至的日期、与本年预算表相同的金额、目标的完成时限；或正文从不提本年、只提另一年。与上年的比较、结转、计划、规划、文号和制度的年份不计；晚于本年的时限为提示。",
    cleared_by="该处说的本来就是另一年的事项，或属跨年度项目的时限。",
    suggestion="更正",
    collapse=3,
    summary="有 {count} 处年份与文件年度不一致",
    flags=(
        Page(
            sentences=("二、绩效自评情况", "2023年部门整体支出绩效自评得分为98.5分。"),
            rows=(Row(name="培训场次", target="20场", actual="20场"),),
            year=2024,
        ),
        Page(
            rows=(
                Row(name="工程完工时间", target="2023年12月31日前", actual="按期完工", levels=("产出指标", "时效指标")),
            ),
            year=2024,
        ),
        Page(sentences=("（2023年度）",), rows=(Row(name="培训场次", target="20场", actual="20场"),), year=2024),
    ),
    passes=(
        Page(
            sentences=("根据《关于开展2023年度绩效自评工作的通知》，全年执行数比2023年增加12万元。",),
            rows=(Row(name="培训场次", target="20场", actual="20场"),),
            year=2024,
        ),
        Page(
            rows=(
                Row(name="工程完工时间", target="2024年12月31日前", actual="按期完工", levels=("产出指标", "时效指标")),
            ),
            year=2024,
        ),
        Page(
            sentences=("下一步，力争2025年培训40场。",),
            rows=(Row(name="培训场次", target="20场", actual="20场"),),
            year=2024,
        ),
    ),
)
def wrong_year(dossier: Dossier) -> Iterator[Answer]:
    """Lay the year of each paper beside the years that it names for itself."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in dossier.mentions:
        mentions[mention.claim.document].append(mention)
    for paper in dossier.papers:
        if (year := paper.document.identity.year) is None:
            yield Undecided("年度未识别，请在 manifest.csv 填写")
            continue
        read = _read(paper, year)
        found = [
            *_said(read),
            *_worked(read),
            *_spent(read),
            *_reached(mentions[paper.document.path], read),
            *_due(read),
        ]
        told = [remark.sentence for remark in found if remark.sentence]
        found += [
            _named(read, quote)
            for quote in of_another_year(paper, [block for _, block in read.prose], year)
            if not any(sentence in quote.quote for sentence in told)
        ]
        yield from found or _never_named(dossier, read) or (Clear(),)


def _read(paper: Paper, year: int) -> _Reading:
    blocks = (block for block in paper.document.blocks if isinstance(block, Heading | Paragraph))
    prose = [(squeeze(block.text), block) for block in blocks]
    lines = [(sentence, block) for text, block in prose for sentence in text.split("。") if sentence]
    title = (Evidence("title", text, block.location) for text, block in lines if str(year) in text)
    return _Reading(paper, year, prose, lines, tuple(islice(title, 1)))


def _said(read: _Reading) -> Iterator[Remark]:
    """Yield captions, titles of forms and sentences about the evaluation itself that name an earlier year."""
    titled = False
    for printed, block in read.lines:
        sentence = in_digits(printed)
        caption = _CAPTION.match(sentence) or (_FORM.search(sentence) if len(sentence) <= _LINE else None)
        behind, titled = titled, titled or bool(caption)  # a form of the next year may stand behind
        if str(read.year) in sentence or _OTHER_FACT.search(sentence):
            continue
        said = caption or _OWN.search(sentence)
        if said and not caption and looks_back(read.paper, said[1], str(read.year)):
            continue
        if said and (int(said[1]) < read.year or not caption or not behind):
            yield _named(read, Evidence("sentence", printed[said.start() : said.end()], block.location))


def _worked(read: _Reading) -> Iterator[Remark]:
    """Yield sentences that open or date the work of the year with an earlier one, where none does so with this year.

    A declaration looks back on the year before; a report that tells year after year has a sentence for its own.
    """
    if read.paper.document.identity.stage != "self_evaluation":
        return
    told = [
        (found, Evidence("sentence", sentence.strip(), block.location))
        for text, block in read.prose
        if _WITH_YEAR.search(in_digits(text))
        for sentence in _STOP.split(block.text)
        if (found := own_work(in_digits(squeeze(sentence))))
    ]
    of_its_year = {found.re for found, _ in told if int(found[1]) >= read.year}
    for found, quote in told:
        if found.re not in of_its_year and str(read.year) not in found.string and not _OWN.search(found.string):
            yield _named(read, quote)


def _spent(read: _Reading) -> Iterator[Remark]:
    """Yield sentences that say the money of the paper's own forms was that of an earlier year."""
    if read.paper.document.identity.stage == "self_evaluation":
        for claim, amount in own_money(read.paper.claims, read.paper.budgets, read.year):
            yield Remark(
                f"正文写{claim.period}年「{clip(amount.text)}」，与本文件{read.year}年度预算表中的金额相同，请核对年份。",
                (*read.title, Evidence("sentence", claim.text, claim.location)),
                sentence=claim.text,
            )


def _reached(mentions: Sequence[Mention], read: _Reading) -> Iterator[Remark]:
    """Yield sentences that give what the paper's own rows reached to an earlier year."""
    if read.paper.document.identity.stage == "self_evaluation":
        for mention in own_results(mentions, read.year):
            claim = mention.claim
            yield Remark(
                f"正文写{claim.period}年「{mention.indicator.name}」，数与本文件{read.year}年度指标表中的完成值相同，请核对年份。",
                (*read.title, Evidence("sentence", claim.text, claim.location)),
                (mention.indicator,),
                sentence=claim.text,
            )


def _named(read: _Reading, quote: Evidence) -> Remark:
    said = f"文件为{read.year}年度，此处写「{clip(quote.quote)}」，请核对年份。"
    return Remark(said, (*read.title, quote), sentence=quote.quote)


def _due(read: _Reading) -> Iterator[Remark]:
    """Yield the rows whose dates are all of other years."""
    for row in read.paper.valued:
        target = row.target
        if target is None or _OTHER_FACT.search(target.text):
            continue
        dates = [period for period in parse_periods(target.text) if period.end - period.start <= _MONTH]
        if dates and all(period.end.year < read.year for period in dates):
            yield _dated(read, row, earlier=True)
        elif dates and all(period.start.year > read.year for period in dates):
            yield _dated(read, row, earlier=False)


def _dated(read: _Reading, row: Indicator, *, earlier: bool) -> Remark:
    said = Evidence.of("target", row.target) if row.target else Evidence("indicator", row.name, row.location)
    return Remark(
        f"「{row.name}」的目标时限「{clip(said.quote)}」{'早' if earlier else '晚'}于文件年度（{read.year}年）。",
        (*read.title, said),
        (row,),
        severity="question" if earlier else "note",
    )


def _never_named(dossier: Dossier, read: _Reading) -> tuple[Remark, ...]:
    """Return a remark where a paper names one other year and its own only in its title.

    Once is enough where the file's name, or all other papers of the set, are of that year, too.
    """
    named = [
        (int(found), Evidence("sentence", sentence, block.location))
        for sentence, block in read.lines
        if (years := _YEAR.findall(sentence)) and not _OTHER_FACT.search(sentence)
        if not (read.title and block.location == read.title[0].location)
        for found in years
    ]
    counts = Counter(found for found, _ in named)
    if len(counts) != 1 or read.year in counts:
        return ()
    other, quote = named[0]
    if counts[other] < (1 if other in years_beside(dossier, read.paper) else _OFTEN):
        return ()
    said = f"文件为{read.year}年度，正文 {counts[other]} 次写{other}年，从未写{read.year}年，请核对年份。"
    return (Remark(said, (*read.title, quote), sentence="正文年份"),)
