"""The words of quotes: whatever a check calls what it quotes, a reviewer reads it in Chinese."""

import re
from pathlib import Path

from kpi_nlp import checks
from kpi_nlp.reports.words import role_of

SAID = Path(__file__).parents[1] / "checks" / "said"


def test_every_kind_of_quote_has_a_chinese_name() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in SAID.glob("*.txt"))
    written = "\n".join(path.read_text(encoding="utf-8") for path in Path(checks.__file__).parent.glob("*.py"))
    roles = {
        *re.findall(r"^    (\w+) 「.*」 示例", said, re.MULTILINE),
        *re.findall(r'Evidence(?:\.of)?\(\s*"(\w+)"', written),
    }
    assert {"target", "candidate", "before"} <= roles
    assert [role for role in sorted(roles) if role_of(role).isascii()] == []
