"""Writes tests/checks/said/: what every check says of its examples, to be read by eye before it is kept.

python tools/write_said.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "checks"))

from said import said, said_file

from kpi_nlp.checks import ALL

if __name__ == "__main__":
    for check in ALL:
        said_file(check).parent.mkdir(exist_ok=True)
        said_file(check).write_text(said(check), encoding="utf-8", newline="\n")
