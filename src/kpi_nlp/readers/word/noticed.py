"""What a pass through a document meets and does not pass over in silence."""

from dataclasses import dataclass, field

from kpi_nlp.model import Location, ReadWarning
from kpi_nlp.readers.word.runs import Printed


@dataclass(slots=True)
class Noticed:
    """Warnings as they come; `pictures` are the places of those too large for a logo or a seal."""

    warnings: list[ReadWarning] = field(default_factory=list)
    pictures: list[Location] = field(default_factory=list)

    def add(self, kind: str, message: str, location: Location | None = None) -> None:
        """Note a warning."""
        self.warnings.append(ReadWarning(kind, message, location))

    def tracked(self, location: Location) -> None:
        """Note a tracked change."""
        self.add("TrackedChanges", "含修订痕迹，按接受修订后的文字读取，修订前的文字已保留", location)

    def look_at(self, text: Printed, location: Location) -> None:
        """Note the changes in a text."""
        if text.tracked:
            self.tracked(location)
        if text.struck:
            self.add("StruckOutText", "含加删除线的文字，按已作废处理，未作为内容读取", location)

    def all(self) -> tuple[ReadWarning, ...]:
        """Return the warnings, with one for all large pictures."""
        if not self.pictures:
            return tuple(self.warnings)
        message = f"含 {len(self.pictures)} 张较大的图片，其中的文字未读取"
        return (*self.warnings, ReadWarning("PictureNotRead", message, self.pictures[0]))
