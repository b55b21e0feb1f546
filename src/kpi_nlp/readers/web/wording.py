"""Pieces to text: blanks as a browser sets them, and the text ahead of tracked changes."""

import re
from dataclasses import dataclass, field

from kpi_nlp.readers.web.pieces import Break, Text

_PATH, _MOSTLY = re.compile(r"[>»›|]"), 0.4  # 「当前位置：首页 > 信息公开」: its signs, the share of its links
_BREAK = "\v"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]"
# office suites break the lines of the source wherever they are full
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_AROUND_BREAKS = re.compile(r" ?\v[ \v]*")
_NEW_PARAGRAPH = re.compile(r"\v[\s]*\v|\v(?=[\u3000\xa0 ]{2})")  # a blank line, or a line that is set in
_KEPT_BLANK = "\x1f"
_KEPT = str.maketrans({"\n": _BREAK, "\r": "", "\t": _KEPT_BLANK, " ": _KEPT_BLANK})
_UNSEEN = str.maketrans({"\xa0": " ", **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad")})


@dataclass(slots=True)
class Wording:
    """Text as it comes in; `stretches` counts what stands between edges of blocks and says anything."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    stretches: int = 0
    said: bool = False
    links: list[str] = field(default_factory=list)

    def add(self, piece: Text | Break) -> None:
        """Take a piece."""
        if isinstance(piece, Break):
            self.parts.append((_BREAK, ""))
            return
        self.parts.append((piece.text.translate(_KEPT) if piece.keeps_blanks else piece.text, piece.change))
        self.said = self.said or not piece.text.isspace()
        if piece.linked and _letters(piece.text):
            self.links.append(piece.text)

    def edge(self) -> None:
        """Take the edge of a block within: what follows stands on a line of its own."""
        self.parts.append((_BREAK, ""))
        self.stretches += self.said
        self.said = False

    @property
    def is_menu(self) -> bool:
        """Whether it only leads elsewhere: a menu, the path to a page, a list of other pages."""
        if not self.links:
            return False
        whole = "".join(text for text, _ in self.parts)
        linked, letters = sum(map(_letters, self.links)), _letters(whole)
        return linked == letters or (_PATH.search(whole) is not None and linked >= _MOSTLY * letters)

    @property
    def text(self) -> str:
        """The text as it is after all changes, without what is struck out."""
        return set_text("".join(text for text, change in self.parts if change not in ("deleted", "struck")))

    @property
    def tracked(self) -> bool:
        """Whether there are tracked changes."""
        return any(change in ("inserted", "deleted") and not text.isspace() for text, change in self.parts)

    @property
    def before(self) -> str | None:
        """The text ahead of the tracked changes, else what is struck out; None where there is neither."""
        if self.tracked:
            return set_text("".join(text for text, change in self.parts if change != "inserted"))
        return set_text("".join(text for text, change in self.parts if change == "struck")) or None

    def paragraphs(self) -> list[tuple[str, str | None]]:
        """Return the text of each paragraph with that ahead of its changes; blank lines part paragraphs."""
        if (before := self.before) is not None:
            return [(self.text, before)]
        whole = _BLANKS.sub(" ", _WRAPPED.sub("", "".join(text for text, _ in self.parts)))
        return [(text, None) for part in _NEW_PARAGRAPH.split(whole) if (text := set_text(part))]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def set_text(written: str) -> str:
    """Return text as a browser sets it: blanks run together, signs that nobody sees left out."""
    if written.isalnum():  # most cells
        return written
    text = _BLANKS.sub(" ", _WRAPPED.sub("", written).translate(_UNSEEN))
    return _AROUND_BREAKS.sub(_BREAK, text).replace(_KEPT_BLANK, " ").replace(_BREAK, "\n").strip()
