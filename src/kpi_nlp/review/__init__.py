"""Review: runs, decisions and labels are kept in a store; decisions are carried over from run to run."""

from kpi_nlp.review.audit import Entry, trail
from kpi_nlp.review.decisions import Conflict, decide, decide_all, history, latest
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
from kpi_nlp.review.standing import reviewed, vanished
from kpi_nlp.review.store import Store, StoreError, beside, open_store

__all__ = [
    "Conflict",
    "Entry",
    "Store",
    "StoreError",
    "UnknownRun",
    "all_runs",
    "begin_run",
    "beside",
    "decide",
    "decide_all",
    "difference",
    "documents_of",
    "findings_of",
    "finish_run",
    "history",
    "latest",
    "open_store",
    "purge",
    "reviewed",
    "run_of",
    "trail",
    "vanished",
]
