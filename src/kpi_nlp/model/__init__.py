"""The words that everybody shares: frozen dataclasses on the standard library alone."""

from kpi_nlp.model.annotation import Annotation
from kpi_nlp.model.check import Check, Example, Page, Row, check
from kpi_nlp.model.claim import (
    Allotment,
    Assertion,
    Claim,
    Goal,
    Judgement,
    LevelCount,
    Passage,
    Share,
    StatedRule,
    StatedScore,
)
from kpi_nlp.model.decision import (
    HOLDS,
    PENDING_TITLE,
    ROUND_TITLES,
    RULING_TITLES,
    STANDING_TITLES,
    Decision,
    Difference,
    Reviewed,
    Round,
    Ruling,
    Run,
    Settings,
    Standing,
)
from kpi_nlp.model.document import (
    DOUBTFUL,
    STAGES,
    Block,
    Cell,
    Covered,
    Document,
    Heading,
    Identity,
    Paragraph,
    Problem,
    ReadWarning,
    Stage,
    Table,
    recognised,
)
from kpi_nlp.model.dossier import ChosenProfile, Dossier, Paper, Profile
from kpi_nlp.model.evaluation import (
    Bin,
    Choice,
    Compared,
    Counts,
    CurvePoint,
    Evaluation,
    Interval,
    Judged,
    Operating,
    RuleShare,
    Shortage,
    share,
)
from kpi_nlp.model.explanation import ExplainedRow, ExplainedTable, ExplainedText, Explanation, Mark, RowKind, Said
from kpi_nlp.model.finding import (
    SEVERITY_TITLES,
    Answer,
    Clear,
    Computation,
    Evidence,
    Finding,
    Member,
    Outcome,
    Remark,
    Severity,
    Suggestion,
    Undecided,
)
from kpi_nlp.model.indicator import WHOLE, Addition, Budget, Category, Grade, Indicator, Points, Prompt, Total
from kpi_nlp.model.indicator_map import Candidate, IndicatorMap, MapLine, Unmatched
from kpi_nlp.model.location import Location
from kpi_nlp.model.manifest import MANIFEST, MANIFEST_COLUMNS, ManifestEntry
from kpi_nlp.model.match import Comparison, Gap, Match, Mention, Relation, Verdict, Why
from kpi_nlp.model.pair import (
    DRAWN_TITLES,
    FindingPair,
    KnownPair,
    KnownRow,
    Label,
    LabelledPair,
    Labels,
    Named,
    PairLabel,
    RuleVerdict,
    pair_key,
)
from kpi_nlp.model.quantity import Figure, Kind, Part, Quantity, Value
from kpi_nlp.model.result import CREATOR, OPINION, Result
from kpi_nlp.model.verification import Refused, Verification
from kpi_nlp.model.workbook import (
    CANDIDATE_TITLES,
    CHOICES_SHEET,
    COLUMNS,
    ENTERED,
    FINDINGS_SHEET,
    FORMAT,
    LINK_TITLES,
    MAP_COLUMNS,
    MAP_SHEET,
    META_SHEET,
    REVOKE_TITLE,
    ROWS_SHEET,
    STATUS_TITLES,
    EntriesOf,
    Entry,
    FilledRow,
    Imported,
    MapEntry,
    MapKey,
)

__all__ = [
    "CANDIDATE_TITLES", "CHOICES_SHEET", "COLUMNS", "CREATOR", "DOUBTFUL", "DRAWN_TITLES", "ENTERED", "FINDINGS_SHEET",
    "FORMAT", "HOLDS", "LINK_TITLES", "MANIFEST", "MANIFEST_COLUMNS", "MAP_COLUMNS", "MAP_SHEET", "META_SHEET",
    "OPINION", "PENDING_TITLE", "REVOKE_TITLE", "ROUND_TITLES", "ROWS_SHEET", "RULING_TITLES", "SEVERITY_TITLES",
    "STAGES", "STANDING_TITLES", "STATUS_TITLES", "WHOLE",
    "Addition", "Allotment", "Annotation", "Answer", "Assertion", "Bin", "Block", "Budget", "Candidate", "Category",
    "Cell", "Check", "Choice", "ChosenProfile", "Claim", "Clear", "Compared", "Comparison", "Computation", "Counts",
    "Covered", "CurvePoint", "Decision", "Difference", "Document", "Dossier", "EntriesOf", "Entry", "Evaluation",
    "Evidence", "Example", "ExplainedRow", "ExplainedTable", "ExplainedText", "Explanation", "Figure", "FilledRow",
    "Finding", "FindingPair", "Gap", "Goal", "Grade", "Heading", "Identity", "Imported", "Indicator", "IndicatorMap",
    "Interval", "Judged", "Judgement", "Kind", "KnownPair", "KnownRow", "Label", "LabelledPair", "Labels", "LevelCount",
    "Location", "ManifestEntry", "MapEntry", "MapKey", "MapLine", "Mark", "Match", "Member", "Mention", "Named",
    "Operating", "Outcome", "Page", "PairLabel", "Paper", "Paragraph", "Part", "Passage", "Points", "Problem",
    "Profile", "Prompt", "Quantity", "ReadWarning", "Refused", "Relation", "Remark", "Result", "Reviewed", "Round",
    "Row", "RowKind", "RuleShare", "RuleVerdict", "Ruling", "Run", "Said", "Settings", "Severity", "Share", "Shortage",
    "Stage", "Standing", "StatedRule", "StatedScore", "Suggestion", "Table", "Total", "Undecided", "Unmatched", "Value",
    "Verdict", "Verification", "Why",
    "check", "pair_key", "recognised", "share",
]  # fmt: skip
