"""Names of files that every system takes, Windows most of all."""

import re
from collections.abc import Iterator, Sequence

from kpi_nlp.text import printable

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST = 60  # letters of a department: a path may have 260


def file_names(departments: Sequence[str]) -> Iterator[str]:
    """Yield the name of the document of each department; of two that would be one, the later gets a number."""
    taken: set[str] = set()
    for department in departments:
        bare = _FORBIDDEN.sub("_", printable(department)).strip("._ ")[:_LONGEST].rstrip("._ ") or "部门"
        bare = f"_{bare}" if _DEVICES.fullmatch(bare) else bare
        names = (
            f"{bare}复核意见{f'（{number}）' if number > 1 else ''}.docx" for number in range(1, len(departments) + 1)
        )
        name = next(name for name in names if name.lower() not in taken)
        taken.add(name.lower())
        yield name
