"""Writes the generated pages of docs/: the cards of all checks."""

from pathlib import Path

from kpi_nlp.checks import ALL
from kpi_nlp.reports.cards import markdown

CHECKS = Path(__file__).parents[1] / "docs" / "checks.md"

if __name__ == "__main__":
    CHECKS.write_text(markdown(ALL), encoding="utf-8", newline="\n")
    print(CHECKS.name)
