"""A press for PDFs: letters, lines and forms at given places, counted from the upper left corner of the page."""

import io
from collections.abc import Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
A4 = (595.0, 842.0)
_PADDING = 3.0


class Press:
    """A PDF as it is printed, page by page; its CID font needs no file, its bytes are the same on every run."""

    def __init__(self, size: tuple[float, float] = A4, *, password: str | StandardEncryption | None = None) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._stream = io.BytesIO()
        self.canvas = Canvas(self._stream, pagesize=size, invariant=1, encrypt=password)
        self.height = size[1]

    def text(self, left: float, top: float, text: str, *, size: float = 10, font: str = FONT, angle: float = 0) -> None:
        """Print a line; `top` is that of its letters."""
        self.canvas.saveState()
        self.canvas.setFont(font, size)
        self.canvas.translate(left, self.height - top - size)
        self.canvas.rotate(angle)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def lines(self, left: float, top: float, lines: Sequence[str], *, size: float = 10, leading: float = 1.5) -> None:
        """Print lines below each other."""
        for number, line in enumerate(lines):
            self.text(left, top + number * size * leading, line, size=size)

    def line(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a ruling line."""
        self.canvas.line(left, self.height - top, right, self.height - bottom)

    def form(
        self,
        left: float,
        top: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        *,
        height: float = 20,
        size: float = 9,
    ) -> float:
        """Print a ruled form; 「<」 joins a cell to the one on its left, 「^」 to the one above. Return its lower edge."""
        places = [left + sum(widths[:column]) for column in range(len(widths) + 1)]
        for row, texts in enumerate(rows):
            upper, lower = top + row * height, top + (row + 1) * height
            for column, text in enumerate(texts):
                if text != "^":
                    self.line(places[column], upper, places[column + 1], upper)
                if text != "<":
                    self.line(places[column], upper, places[column], lower)
                if text not in ("<", "^"):
                    self.lines(places[column] + _PADDING, upper + _PADDING, text.split("\n"), size=size, leading=1.2)
            self.line(places[-1], upper, places[-1], lower)
        bottom = top + len(rows) * height
        self.line(left, bottom, places[-1], bottom)
        return bottom

    def image(self, left: float, top: float, width: float, height: float, image: ImageReader) -> None:
        """Put an image on the page."""
        self.canvas.drawImage(image, left, self.height - top - height, width, height)

    def turn_page(self) -> None:
        """Go on with a new page."""
        self.canvas.showPage()

    def pdf(self) -> bytes:
        """Return the whole as a file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._stream.getvalue()
