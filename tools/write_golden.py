"""Writes tests/golden/: names, figures and locations of the seed reports, to be read by eye before they are kept.

python tools/write_golden.py SEEDS
"""

import json
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from pictures import picture  # noqa: E402 - the same picture that the test compares

from kpi_nlp.pipeline import extract_reports  # noqa: E402 - behind the path

if __name__ == "__main__":
    for paper in extract_reports([sys.argv[1]]).papers:
        path = TESTS / "golden" / f"{paper.document.name[:3]}.json"
        parts = (
            f' "{part}": [\n' + ",\n".join(f"  {json.dumps(fact, ensure_ascii=False)}" for fact in facts) + "\n ]"
            for part, facts in picture(paper).items()
        )
        path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8", newline="\n")
        print(path.name)
