"""Papers to departments: whose papers belong together, what was merged, and what is missing from the set."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpi_nlp import lexicon
from kpi_nlp.model import STAGES, Document, Figure, Paper, Stage, Value

_WORTH_NAMING: tuple[Stage, ...] = ("declaration", "monitoring", "self_evaluation")


@dataclass(frozen=True, slots=True)
class Department:
    """The papers of one department that count, `missing` what could not be compared, `notes` what was merged."""

    name: str | None
    papers: tuple[Paper, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def departments(papers: Sequence[Paper]) -> list[Department]:
    """Group papers by department, in the order of the set; a paper of an unknown department stands alone."""
    keys = {paper.document.identity.department_key for paper in papers} - {None}
    groups: dict[str, list[Paper]] = defaultdict(list)
    aliases: dict[str, str] = {}
    for paper in papers:
        key = paper.document.identity.department_key
        if key and (whole := whole_name(key, keys)) != key:
            aliases[key], key = whole, whole
        groups[key or f"?{paper.document.path}"].append(paper)
    return [_department(name, group, aliases) for name, group in groups.items()]


def whole_name(key: str, keys: Iterable[str | None]) -> str:
    """Return the one longer name among others of which a name is the end, else the name itself."""
    longer = {other for other in keys if other and other != key and other.endswith(key)}
    return longer.pop() if len(longer) == 1 else key


def _department(name: str, papers: Sequence[Paper], aliases: dict[str, str]) -> Department:
    notes = [
        f"「{short}」与「{full}」按同一部门处理，不对请在 manifest.csv 填写 department"
        for short, full in aliases.items()
        if full == name
    ]
    spellings = {
        paper.document.identity.department for paper in papers if paper.document.identity.department_key == name
    }
    if len(spellings) > 1:
        notes.append(
            f"「{'」「'.join(sorted(filter(None, spellings)))}」按同一部门处理，不对请在 manifest.csv 填写 department"
        )
    kept, dropped = _without_duplicates(papers)
    notes += dropped
    kept, superseded = _latest_revisions(kept)
    notes += superseded
    if name.startswith("?"):
        missing = [f"{papers[0].document.name}：部门未识别，未与其他文件核对，请在 manifest.csv 填写 department"]
        return Department(None, tuple(kept), tuple(missing), tuple(notes))
    return Department(name, tuple(kept), tuple(_missing(name, [paper.document for paper in kept])), tuple(notes))


def _without_duplicates(papers: Sequence[Paper]) -> tuple[list[Paper], list[str]]:
    """Count a paper once that lies in the set twice: the same bytes, or the same rows in another format."""
    kept: dict[object, Paper] = {}
    twins: dict[int, Paper] = {}
    for paper in sorted(papers, key=_depth):
        rows = _rows(paper)
        keys = (paper.document.sha256, *([(_slot(paper.document), rows)] if rows else []))
        twin = next((kept[key] for key in keys if key in kept), None)
        if twin is None:
            kept |= dict.fromkeys(keys, paper)
        else:
            twins[id(paper)] = twin
    notes = [
        f"{paper.document.path} 与 {twins[id(paper)].document.path} 内容相同，只计一次"
        for paper in papers
        if id(paper) in twins
    ]
    return [paper for paper in papers if id(paper) not in twins], notes


def _depth(paper: Paper) -> int:
    """Return how deep a paper lies: a folder of copies lies below the reports, whatever its name sorts before."""
    return paper.document.path.count("/")


def _rows(paper: Paper) -> tuple[tuple[str | None, ...], ...]:
    def text(said: Value | Figure | None) -> str | None:
        return said.text if said else None

    return tuple((row.name, text(row.target), text(row.actual), text(row.score)) for row in paper.indicators)


def _slot(document: Document) -> tuple[int | None, Stage, str | None]:
    identity = document.identity
    return identity.year, identity.stage, identity.project


def _latest_revisions(papers: Sequence[Paper]) -> tuple[list[Paper], list[str]]:
    """Of several papers of one year, stage and project, keep the one marked as later; else keep all and ask."""
    slots: dict[tuple[int | None, Stage, str | None], list[Paper]] = defaultdict(list)
    for paper in papers:
        slots[_slot(paper.document)].append(paper)
    dropped: list[Paper] = []
    notes = []
    for (year, stage, _), versions in slots.items():
        if year is None or stage == "other" or len(versions) == 1:
            continue
        later = [paper for paper in versions if paper.document.identity.revision in lexicon.stages().later]
        names = "、".join(paper.document.path for paper in versions)
        title = lexicon.stages().titles[stage]
        if len(later) == 1:
            dropped += [paper for paper in versions if paper is not later[0]]
            notes.append(
                f"{year} 年{title}有 {len(versions)} 份（{names}），以「{later[0].document.identity.revision}」为准"
            )
        else:
            notes.append(
                f"{year} 年{title}有 {len(versions)} 份（{names}），未能判断先后，请在 manifest.csv 的 revision 列注明修订稿或终稿"
            )
    return [paper for paper in papers if paper not in dropped], notes


def _missing(name: str, documents: Sequence[Document]) -> Iterator[str]:
    """Say, per year, which stages are not in the set, so that silence is not taken for agreement."""
    titles = lexicon.stages().titles
    years: dict[int, set[Stage]] = defaultdict(set)
    for document in documents:
        if document.identity.year is None:
            yield f"{document.name}：年度未识别，只与其他文件对应指标，不判断目标变更，请在 manifest.csv 填写 year"
        else:
            years[document.identity.year].add(document.identity.stage)
    for year in sorted(years):
        here = [titles[stage] for stage in STAGES if stage in years[year] and stage != "other"]
        absent = [titles[stage] for stage in _WORTH_NAMING if stage not in years[year]]
        if len(here) == 1:
            yield f"{name} {year} 年：只有{here[0]}，未做跨阶段核对（缺{'、'.join(absent)}）"
        elif absent:
            yield f"{name} {year} 年：缺{'、'.join(absent)}"
