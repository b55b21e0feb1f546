"""Whatever text is wrapped in: what is printed comes out once, what is not printed never."""

import random
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from word_xml import cell, control, deleted, document, field, inserted, paragraph, part, row, run, table, text_box

from kpi_nlp.model import Table

NOTES = {
    "word/footnotes.xml": part(
        "footnotes",
        "".join(f'<w:footnote w:id="{at}">{paragraph(run(f"注{at}释"))}</w:footnote>' for at in range(1, 40)),
    )
}


class _Writer:
    """Writes documents by chance; `printed` and `gone` are the words in them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.printed: list[str] = []
        self.gone: list[str] = []
        self.notes = 0

    def word(self, words: list[str]) -> str:
        words.append(f"词{len(self.printed) + len(self.gone):04}")
        return words[-1]

    def body(self) -> str:
        return "".join(self.block(0) for _ in range(self.chance.randrange(3, 12)))

    def block(self, depth: int) -> str:
        choices: list[Callable[[], str]] = [
            lambda: paragraph(self.inline(depth)),
            lambda: paragraph(self.inline(depth), "<w:rPr><w:del/></w:rPr>"),
            lambda: paragraph(self.inline(depth), "<w:rPr><w:ins/></w:rPr>"),
            lambda: control(self.block(depth + 1)),
            lambda: self.either(self.block(depth + 1)),
            lambda: f"<w:customXml>{self.block(depth + 1)}</w:customXml>",
            lambda: f"<w:moveTo>{self.block(depth + 1)}</w:moveTo>",
        ]
        tables = [lambda: self.table(depth), lambda: self.table(depth)] if depth < 3 else []
        return self.chance.choice(choices[: 3 if depth > 5 else None] + tables)()

    def table(self, depth: int) -> str:
        rows = []
        for _ in range(self.chance.randrange(1, 4)):
            gone = self.chance.random() < 0.15
            before = len(self.printed)
            cells = [cell(self.cell(depth)) for _ in range(2)]
            if self.chance.random() < 0.3:
                cells[0] = control(cells[0])
            rows.append(row(*cells, properties="<w:del/>" if gone else ""))
            if gone:
                self.gone += self.printed[before:]
                del self.printed[before:]
        return table(*rows)

    def cell(self, depth: int) -> str:
        inner = self.table(depth + 1) if depth < 2 and self.chance.random() < 0.2 else ""
        return "".join(paragraph(self.inline(depth + 1)) for _ in range(self.chance.randrange(1, 3))) + inner

    def either(self, inside: str) -> str:
        return f"<mc:AlternateContent><mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback></mc:AlternateContent>"

    def inline(self, depth: int) -> str:
        return "".join(self.piece(depth) for _ in range(self.chance.randrange(1, 4)))

    def piece(self, depth: int) -> str:
        simple: list[Callable[[], str]] = [
            lambda: run(self.word(self.printed)),
            lambda: inserted(self.word(self.printed)),
            lambda: deleted(self.word(self.gone)),
            lambda: run(self.word(self.gone), "<w:vanish/>"),
            lambda: run(self.word(self.gone), "<w:strike/>"),
            lambda: field(self.word(self.gone), run(self.word(self.printed))),
            lambda: control(run(f"请输入{self.word(self.gone)}"), "<w:showingPlcHdr/>"),
            self.note,
        ]
        nested: list[Callable[[], str]] = [
            lambda: control(self.piece(depth + 1)),
            lambda: f"<w:hyperlink>{self.piece(depth + 1)}</w:hyperlink>",
            lambda: f"<w:ins>{self.piece(depth + 1)}</w:ins>",
            lambda: self.either(self.piece(depth + 1)),
            lambda: (
                f"<w:r><mc:AlternateContent><mc:Choice>{self.box(depth)}</mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
            ),
            lambda: text_box(paragraph(self.inline(depth + 1))),
        ]
        return self.chance.choice(simple + (nested if depth < 4 else []))()

    def box(self, depth: int) -> str:
        return f"<w:drawing><w:txbxContent>{paragraph(self.inline(depth + 1))}</w:txbxContent></w:drawing>"

    def note(self) -> str:
        self.notes += 1
        if self.notes >= 40:
            return run(self.word(self.printed))
        self.printed.append(f"注{self.notes}释")
        return f'<w:r><w:footnoteReference w:id="{self.notes}"/></w:r>'


def _lines(read_: object) -> Iterator[str]:
    for block in read_.blocks:  # type: ignore[attr-defined]
        if isinstance(block, Table):
            yield from (one.text for cells in block.rows for one in cells)
        else:
            yield block.text


@pytest.mark.parametrize("seed", range(60))
def test_every_printed_word_comes_out_once(seed: int) -> None:
    writer = _Writer(seed)
    read_ = document(writer.body(), NOTES)
    text = "\n".join(_lines(read_))
    found = Counter({word: text.count(word) for word in writer.printed + writer.gone})
    assert {word: found[word] for word in writer.printed if found[word] != 1} == {}
    assert {word: found[word] for word in writer.gone if found[word]} == {}
