"""Review: runs, decisions and labels are kept in a store; decisions are carried over from run to run."""

from kpi_nlp.review.audit import Entry, trail
from kpi_nlp.review.decisions import Conflict, decide, decide_all, history, latest, since
from kpi_nlp.review.importing import import_workbook
from kpi_nlp.review.labels import label_pair, labels_of
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
from kpi_nlp.review.users import (
    LONGEST_NAME,
    User,
    UserError,
    add_user,
    all_users,
    change_password,
    known_user,
    remove_user,
    user_of,
)
from kpi_nlp.review.workbook import WorkbookError

__all__ = [
    "LONGEST_NAME",
    "Conflict",
    "Entry",
    "Store",
    "StoreError",
    "UnknownRun",
    "User",
    "UserError",
    "WorkbookError",
    "add_user",
    "all_runs",
    "all_users",
    "at_hand",
    "begin_run",
    "beside",
    "change_password",
    "decide",
    "decide_all",
    "difference",
    "documents_of",
    "findings_of",
    "finish_run",
    "history",
    "import_workbook",
    "known_user",
    "label_pair",
    "labels_of",
    "latest",
    "open_store",
    "purge",
    "remove_user",
    "reviewed",
    "run_of",
    "since",
    "trail",
    "user_of",
    "vanished",
]
