"""One finding as an item of an opinion: its sentence, both quotes with the paper that each is from, and what reviewers said."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kpi_nlp import lexicon
from kpi_nlp.model import SEVERITY_TITLES, STAGES, Decision, Reviewed
from kpi_nlp.reports.opinions.shape import Item, Line, Material, Quote
from kpi_nlp.reports.words import role_of
from kpi_nlp.text import clip

Object = Mapping[str, Any]
Papers = Mapping[str, Material]
_LONGEST_QUOTE, _MOST_NAMED = 400, 6
_ASKS = re.compile(
    r"[请需](?:先|重点)?(?:核|说明|填写|写明|补|更正|检查|确认)[^，。；]*$"
)  # a message that says itself what is asked
_REQUESTS = {
    "补充说明": "请说明情况，并附依据。",
    "更正": "请核实后更正。",
    "调减分值": "请核实后相应调减分值。",
}


def materials(documents: Sequence[Object]) -> Papers:
    """Return the papers of a department by their paths, numbered by year and stage; those that were set aside are none of them."""
    titles = lexicon.stages().titles

    def place(entry: Object) -> tuple[int, int, str]:
        return entry["year"] or 9999, STAGES.index(entry["stage"]), entry["path"]

    return {
        entry["path"]: Material(
            number,
            str(entry["year"] or "年度未识别"),
            "阶段未识别" if entry["stage"] == "other" else titles[entry["stage"]],
            entry.get("project") or "",
            entry["document"],
        )
        for number, entry in enumerate(sorted(_compared(documents), key=place), 1)
    }


def _compared(documents: Sequence[Object]) -> list[Object]:
    return [entry for entry in documents if not entry.get("set_aside")]


def item(known: Reviewed, number: int, papers: Papers) -> Item:
    """Return a finding as an item with a number."""
    finding = known.finding
    first, second = known.decisions.get("first"), known.decisions.get("second")
    return Item(
        number=number,
        id=finding["id"],
        code=finding["code"],
        title=finding["title"],
        severity=SEVERITY_TITLES[finding["severity"]],
        indicator=_names(row["name"] for row in finding["indicators"]),
        project=_names(row["scope"] for row in finding["indicators"] if row["scope"] != "整体"),
        year="、".join(sorted({papers[path].year for path in _paths(finding) if path in papers})),
        message=finding["message"],
        stated=_stated(finding["message"]),
        evidence=tuple(_quote(quote, papers) for quote in finding["evidence"] if not _listed(quote, finding["rows"])),
        rows=tuple(_line(row, papers) for row in finding["rows"]),
        arithmetic=_arithmetic(finding["computation"]),
        basis=finding["basis"],
        cleared_by=finding["cleared_by"],
        suggestion=finding["suggestion"],
        request=_REQUESTS[finding["suggestion"]],
        comment=_comment(first, second),
        first_comment=first.comment if first else "",
        first_reviewer=first.reviewer if first else "",
        second_comment=second.comment if second else "",
        second_reviewer=second.reviewer if second else "",
    )


def _names(names: Any) -> str:  # noqa: ANN401 - names, some of them missing
    distinct = list(dict.fromkeys(filter(None, names)))
    return "、".join(distinct[:_MOST_NAMED]) + (f"等 {len(distinct)} 项" if len(distinct) > _MOST_NAMED else "")


def _paths(finding: Object) -> set[str]:
    return {place["path"] for place in (*finding["evidence"], *finding["rows"])}


def _stated(message: str) -> str:
    """Return the message as a sentence of an opinion, which asks and never concludes."""
    told = message.rstrip("。；; ")
    return f"经核，{told}。" if _ASKS.search(told) else f"经核，{told}，需核实。"


def _listed(quote: Object, rows: Sequence[Object]) -> bool:
    """Return whether a quote stands among the rows of its finding already."""
    return any(row["path"] == quote["path"] and quote["quote"] in (row["target"], row["actual"]) for row in rows)


def _quote(quote: Object, papers: Papers) -> Quote:
    return Quote(
        role_of(quote["role"]), clip(quote["quote"], _LONGEST_QUOTE), _source(quote, papers), quote["location"]
    )


def _line(row: Object, papers: Papers) -> Line:
    target, actual, said = (clip(row[name] or "", _LONGEST_QUOTE) for name in ("target", "actual", "quote"))
    return Line(row["name"], target, actual, said, _source(row, papers), row["location"])


def _source(place: Object, papers: Papers) -> str:
    """Return a place by the number of its paper: the names of files are long, and stand in the list of papers."""
    paper = papers.get(place["path"])
    if paper is None:
        return str(place["location"])
    return f"材料{paper.number}（{_year(paper)}{paper.stage}）{place['location'].removeprefix(place['path']).strip()}"


def _year(paper: Material) -> str:
    return f"{paper.year}年" if paper.year.isdigit() else f"{paper.year}，"


def _arithmetic(computation: Object | None) -> str:
    if computation is None:
        return ""
    printed = f"，填报 {computation['printed']}" if computation["printed"] else ""
    return f"{computation['formula'].replace('*', '×')} ＝ {computation['result']}{printed}"


def _comment(first: Decision | None, second: Decision | None) -> str:
    """Return the comment that holds: of the second round, else of the first where the second agrees with it."""
    if second is None:
        return first.comment if first else ""
    agrees = first is not None and first.verdict == second.verdict
    return second.comment or (first.comment if first and agrees else "")
