"""Fingerprints of findings: what stays when rows move and values change, and what changes with the values."""

import base64
import hashlib
import json
import re
from collections.abc import Collection, Sequence

from kpi_nlp.model import Check, Dossier, Evidence, Indicator, Remark
from kpi_nlp.text import words_only

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SHORTEST_ID = 8


def fingerprint(check: Check, dossier: Dossier, remark: Remark) -> str:
    """Return the hash of check, department, years and indicators; of a sentence, with its digits masked, where one is at fault.

    No path, row, page, score or message is in it: reordering rows or renaming a file changes nothing.
    """
    return _hash(
        {
            "check": check.code,
            "department": dossier.department,
            "years": sorted(
                {str(dossier.identity(indicator).year) for indicator in remark.indicators}
                or _years(dossier, remark.evidence)
            ),
            "indicators": [_indicator(dossier, indicator) for indicator in remark.indicators],
            "sentence": _DIGITS.sub("#", words_only(remark.sentence)) if remark.sentence else None,
        }
    )


def evidence_hash(remark: Remark) -> str:
    """Return the hash of the values quoted: it changes when a value is edited."""
    return _hash([[evidence.role, words_only(evidence.quote)] for evidence in remark.evidence])


def identifier(print_: str, taken: Collection[str]) -> str:
    """Return a short name such as YD-7F3K2M9Z: eight base32 characters, more where two collide."""
    letters = base64.b32encode(bytes.fromhex(print_)).decode().rstrip("=")
    length = _SHORTEST_ID
    while (name := f"YD-{letters[:length]}") in taken and length < len(letters):
        length += 1
    return name


def _years(dossier: Dossier, evidence: Sequence[Evidence]) -> set[str]:
    paths = {quote.location.file for quote in evidence}
    return {str(paper.document.identity.year) for paper in dossier.papers if paper.document.path in paths}


def _indicator(dossier: Dossier, indicator: Indicator) -> list[object]:
    stage = dossier.identity(indicator).stage
    return [stage, indicator.scope, list(indicator.levels), words_only(indicator.name), indicator.occurrence]


def _hash(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
