"""Y01: another year than that of the paper, where the paper speaks of itself, of its forms or of its deadlines."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from kpi_nlp.checks.own_work import own_money, own_results, own_work
from kpi_nlp.model import (
    Answer,
    Clear,
    Dossier,
    Evidence,
    Heading,
    Indicator,
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
_CAPTION = re.compile(r"^[（(]?(20[0-4]\d)年?度?[)）]?$")
_FORM = re.compile(
    r"(20[0-4]\d)年?度?[^，。；]{0,24}?(?:自评报告|自评表|自评情况|评分表|完成情况表|运行监控表|监控表)$"
)
_OWN = re.compile(
    r"(20[0-4]\d)年?度?,?(?:我[局委办会院]|本部门|本单位|部门|单位)?(?:部门整体|整体支出|项目支出|部门预算)?(?:支出)?"
    r"(?:绩效自评(?:得分|得(?=\d)|结论|结果|总分|等级)|自评(?:得分|结论|结果|总分)|绩效目标(?:全部|均已|总体)?完成|各项绩效指标)"
)
_OTHER_FACT = re.compile(
    r"上年|去年|同期|[比较]20|相比|增长|下降|结转|计划|下一步|将|拟|力争|印发|发布|修订|出台|《|〔|规划|十[二三四五]五|根据|依据|按照|整改|反馈|批复|截至|累计|以来|起|至20|[-—~]20|历年|近[年几两三]"
)
_HAN_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MONTH = timedelta(days=31)
_LINE = 40  # letters; a longer line is no title
_OFTEN = 3  # times that another year is named, and the paper's own never


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
    for paper in dossier.papers:
        if (year := paper.document.identity.year) is None:
            yield Undecided("年度未识别，请在 manifest.csv 填写")
            continue
        found = [
            *_said(paper, year),
            *_worked(paper, year),
            *_spent(paper, year),
            *_reached(dossier, paper, year),
            *_due(paper, year),
        ]
        yield from found or _never_named(dossier, paper, year) or (Clear(),)


def _lines(paper: Paper) -> Iterator[tuple[str, Heading | Paragraph]]:
    """Yield the sentences of a paper, squeezed, each with its block."""
    for block in paper.document.blocks:
        if isinstance(block, Heading | Paragraph):
            yield from ((sentence, block) for sentence in re.split("[。；]", squeeze(block.text)) if sentence)


def _said(paper: Paper, year: int) -> Iterator[Remark]:
    """Yield captions, titles of forms and sentences about the evaluation itself that name an earlier year."""
    title = _title(paper, year)
    for printed, block in _lines(paper):
        sentence = _arabic(printed)
        if str(year) in sentence or _OTHER_FACT.search(sentence):
            continue
        caption = _CAPTION.match(sentence) or (_FORM.search(sentence) if len(sentence) <= _LINE else None)
        said = caption or _OWN.search(sentence)
        if said and (int(said[1]) < year or not caption):  # a form of the next year may stand behind
            yield _named(title, year, Evidence("sentence", printed[said.start() : said.end()], block.location))


def _worked(paper: Paper, year: int) -> Iterator[Remark]:
    """Yield sentences that open or date the work of the year with an earlier one, where none does so with this year.

    A declaration looks back on the year before; a report that tells year after year has a sentence for its own.
    """
    if paper.document.identity.stage != "self_evaluation":
        return
    told = [
        (found, Evidence("sentence", sentence.strip(), block.location))
        for block in paper.document.blocks
        if isinstance(block, Heading | Paragraph)
        for sentence in re.split("[。；]", block.text)
        if (found := own_work(_arabic(squeeze(sentence))))
    ]
    of_its_year = {found.re for found, _ in told if int(found[1]) >= year}
    for found, quote in told:
        if found.re not in of_its_year and str(year) not in found.string and not _OWN.search(found.string):
            yield _named(_title(paper, year), year, quote)


def _spent(paper: Paper, year: int) -> Iterator[Remark]:
    """Yield sentences that say the money of the paper's own forms was that of an earlier year."""
    if paper.document.identity.stage == "self_evaluation":
        for claim, amount in own_money(paper.claims, paper.budgets, year):
            yield Remark(
                f"正文写{claim.period}年「{clip(amount.text)}」，与本文件{year}年度预算表中的金额相同，请核对年份。",
                (*_title(paper, year), Evidence("sentence", claim.text, claim.location)),
                sentence=claim.text,
            )


def _reached(dossier: Dossier, paper: Paper, year: int) -> Iterator[Remark]:
    """Yield sentences that give what the paper's own rows reached to an earlier year."""
    if paper.document.identity.stage == "self_evaluation":
        for mention in own_results(dossier.mentions, paper, year):
            claim = mention.claim
            yield Remark(
                f"正文写{claim.period}年「{mention.indicator.name}」，数与本文件{year}年度指标表中的完成值相同，请核对年份。",
                (*_title(paper, year), Evidence("sentence", claim.text, claim.location)),
                (mention.indicator,),
                sentence=claim.text,
            )


def _arabic(text: str) -> str:
    """Return a text with the years that are written in Chinese numerals in digits, letter for letter."""
    return _HAN_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)


def _named(title: tuple[Evidence, ...], year: int, quote: Evidence) -> Remark:
    return Remark(
        f"文件为{year}年度，此处写「{clip(quote.quote)}」，请核对年份。", (*title, quote), sentence=quote.quote
    )


def _title(paper: Paper, year: int) -> tuple[Evidence, ...]:
    """Quote the line that names the year of the paper, where there is one outside of tables."""
    first = next(((text, block) for text, block in _lines(paper) if str(year) in text), None)
    return (Evidence("title", first[0], first[1].location),) if first else ()


def _due(paper: Paper, year: int) -> Iterator[Remark]:
    """Yield the rows whose dates are all of other years."""
    for row in paper.valued:
        target = row.target
        if target is None or _OTHER_FACT.search(target.text):
            continue
        dates = [period for period in parse_periods(target.text) if period.end - period.start <= _MONTH]
        if dates and all(period.end.year < year for period in dates):
            yield _dated(paper, row, year, earlier=True)
        elif dates and all(period.start.year > year for period in dates):
            yield _dated(paper, row, year, earlier=False)


def _dated(paper: Paper, row: Indicator, year: int, *, earlier: bool) -> Remark:
    said = Evidence.of("target", row.target) if row.target else Evidence("indicator", row.name, row.location)
    return Remark(
        f"「{row.name}」的目标时限「{clip(said.quote)}」{'早' if earlier else '晚'}于文件年度（{year}年）。",
        (*_title(paper, year), said),
        (row,),
        severity="question" if earlier else "note",
    )


def _never_named(dossier: Dossier, paper: Paper, year: int) -> tuple[Remark, ...]:
    """Return a remark where a paper names one other year and its own only in its title.

    Once is enough where the file's name, or all other papers of the set, are of that year, too.
    """
    title = _title(paper, year)
    named = [
        (int(found), Evidence("sentence", sentence, block.location))
        for sentence, block in _lines(paper)
        if not (title and block.location == title[0].location) and not _OTHER_FACT.search(sentence)
        for found in _YEAR.findall(sentence)
    ]
    counts = Counter(found for found, _ in named)
    if len(counts) != 1 or year in counts:
        return ()
    other, quote = named[0]
    if counts[other] < (1 if other in _beside(dossier, paper) else _OFTEN):
        return ()
    said = f"文件为{year}年度，正文 {counts[other]} 次写{other}年，从未写{year}年，请核对年份。"
    return (Remark(said, (*title, quote), sentence="正文年份"),)


def _beside(dossier: Dossier, paper: Paper) -> set[int]:
    """Return the year of the file's name, and that of all other papers of the set where they are of one."""
    others = {other.document.identity.year for other in dossier.papers if other is not paper}
    named = {int(found) for found in _YEAR.findall(paper.document.name)}
    return {year for years in (others, named) if len(years) == 1 for year in years if year}
