"""SARIF 2.1.0, which editors and code platforms read: a rule for each check, a result for each finding."""

import json
import re
from typing import Any, TextIO
from urllib.parse import quote

from kpi_nlp import __version__
from kpi_nlp.checks import ALL
from kpi_nlp.model import CREATOR, Check, Evidence, Finding, Result, Severity
from kpi_nlp.reports.rules import rules_told

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BRACKETS = re.compile(r"[\[\]\\]")  # of a link, which a text may hold (SARIF 2.1.0, 3.11.6)
_LEVELS: dict[Severity, str] = {"error": "error", "question": "warning", "note": "note"}


def write(result: Result, stream: TextIO) -> None:
    """Write the findings of a check."""
    codes = [check.code for check in ALL]
    driver = {"name": CREATOR, "version": __version__, "language": "zh-CN", "rules": [_rule(check) for check in ALL]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {"location": {"uri": quote(document.path)}, "hashes": {"sha-256": document.sha256}}
            for document in result.documents
        ],
        "properties": {"profiles": list(rules_told(result))},
        "results": [_result(finding, codes.index(finding.code)) for finding in result.findings],
    }
    json.dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, stream, ensure_ascii=False, indent=1)


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": "".join(word.title() for word in check.name.split("-")),
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.why},
        "help": {"text": f"{check.basis}\n可排除情形：{check.cleared_by}\n建议：{check.suggestion}"},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    first, *others = finding.evidence
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _BRACKETS.sub(r"\\\g<0>", finding.message)},
        "locations": [_location(first)],
        "relatedLocations": [{**_location(other), "id": number} for number, other in enumerate(others, 1)],
        "partialFingerprints": {"finding/v1": finding.fingerprint, "evidence/v1": finding.evidence_hash},
        "properties": {"id": finding.id, "department": finding.department, "suggestion": finding.suggestion},
    }


def _location(evidence: Evidence) -> dict[str, Any]:
    """Return where a quote stands: the line where the file has lines, and the place in words in any case."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(evidence.location.file)}}
    if evidence.location.line:
        physical["region"] = {"startLine": evidence.location.line, "snippet": {"text": evidence.quote}}
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": str(evidence.location)}]}
