"""What differs between two runs, as text."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpi_nlp.model import SEVERITY_TITLES, Difference


def lines(difference: Difference) -> Iterator[str]:
    """Yield what appeared, what rests on other evidence now, and what vanished."""
    yield from (f"新增 {_told(found)}" for found in difference.appeared)
    for before, after in difference.changed:
        yield f"依据变化 {_told(after)}"
        yield f"    原为：{before.get('message', '（原文已清除）')}"
    yield from (f"消失 {_told(found)}" for found in difference.vanished)
    yield (
        f"共新增 {len(difference.appeared)}，依据变化 {len(difference.changed)}，"
        f"消失 {len(difference.vanished)}，不变 {difference.kept}。"
    )


def _told(found: Mapping[str, Any]) -> str:
    severity = SEVERITY_TITLES[found["severity"]]
    return f"{severity} {found['code']} {found['id']}  {found.get('message', '（原文已清除）')}"
