"""What a person says of each file, in manifest.csv; it wins over what the file says of itself."""

from dataclasses import dataclass

MANIFEST = "manifest.csv"
MANIFEST_COLUMNS = ("path", "department", "year", "stage", "project", "revision", "skip")


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One line of manifest.csv; an empty field says nothing."""

    path: str
    department: str = ""
    year: str = ""
    stage: str = ""
    project: str = ""
    revision: str = ""
    skip: str = ""
