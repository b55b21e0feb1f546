"""Review: runs, decisions and labels are kept in a store; decisions are carried over from run to run."""

from kpi_nlp.review.audit import Entry, trail
from kpi_nlp.review.decisions import Conflict, decide, decide_all, history, latest, since
from kpi_nlp.review.importing import import_workbook
from kpi_nlp.review.labels import label_pair, labels_of
from kpi_nlp.review.map_entries import entries_of
from kpi_nlp.review.pairs import keep_finding_pair, pairs_of
from kpi_nlp.review.purging import purge
from kpi_nlp.review.runs import (
    UnknownRun,
    all_runs,
    begin_run,
    difference,
    documents_of,
    findings_of,
    finish_run,
    run_of,
)
from kpi_nlp.review.standing import at_hand, reviewed, vanished
from kpi_nlp.review.store import Store, StoreError, beside, open_store
from kpi_nlp.review.teaching import labels_from
from kpi_nlp.review.workbook import WorkbookError

__all__ = [
    "Conflict",
    "Entry",
    "Store",
    "StoreError",
    "UnknownRun",
    "WorkbookError",
    "all_runs",
    "at_hand",
    "begin_run",
    "beside",
    "decide",
    "decide_all",
    "difference",
    "documents_of",
    "entries_of",
    "findings_of",
    "finish_run",
    "history",
    "import_workbook",
    "keep_finding_pair",
    "label_pair",
    "labels_from",
    "labels_of",
    "latest",
    "open_store",
    "pairs_of",
    "purge",
    "reviewed",
    "run_of",
    "since",
    "trail",
    "vanished",
]
