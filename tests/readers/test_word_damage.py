"""Word files that are damaged or hostile: read, or refused in one sentence, never more."""

import io
import random
import re
import zipfile

import pytest
from word_xml import (
    NAMESPACES,
    RELATIONS,
    cell,
    control,
    deleted,
    document,
    field,
    inserted,
    lines,
    package,
    paragraph,
    part,
    prose,
    row,
    run,
    table,
    text_box,
    texts_row,
)

from kpi_nlp.readers import CorruptFile, ReadError, Source, read

LIST = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="节"/><w:basedOn w:val="1"/></w:style>'
)
NOTE = '<w:footnote w:id="1">' + lines("含临时人员。") + "</w:footnote>"


def everything() -> dict[str, str]:
    """Return the parts of a document that holds a little of everything."""
    body = "".join(
        (
            paragraph(run("概况"), '<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
            paragraph(deleted("200") + inserted("150") + run("人次", "<w:strike/>") + text_box(lines("盒"))),
            paragraph(
                control(run("单击此处输入"), "<w:showingPlcHdr/>")
                + field("IF", run("95%"))
                + '<w:r><w:footnoteReference w:id="1"/></w:r>'
            ),
            paragraph(
                "<m:oMath><m:f><m:num><m:r><m:t>33</m:t></m:r></m:num><m:den><m:r><m:t>41</m:t></m:r></m:den></m:f></m:oMath>"
            ),
            paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "<w:rPr><w:del/></w:rPr>"),
            table(
                row(cell(lines("产出"), '<w:vMerge w:val="restart"/>'), cell(lines("甲"), '<w:gridSpan w:val="2"/>')),
                row(
                    cell(paragraph(), "<w:vMerge/>"),
                    cell(lines("乙") + table(texts_row("内", "侧"))),
                    cell(lines("丙")),
                ),
                texts_row("丁", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
                columns=(1000, 1000, 1000),
            ),
            '<w:altChunk r:id="e"/><w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>',
        )
    )
    listed = f'<Relationship Id="h" Type="{RELATIONS}/header" Target="header1.xml"/><Relationship Id="e" Type="{RELATIONS}/aFChunk" Target="x.txt"/>'
    return {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>',
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", LIST),
        "word/footnotes.xml": part("footnotes", NOTE),
        "word/header1.xml": part("hdr", lines("示例局2024年自评报告")),
        "word/x.txt": "文字",
    }


def packed(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def outcome(data: bytes) -> str:
    try:
        read(Source("坏.docx", data))
    except ReadError as error:
        return type(error).__name__
    return "read"


def test_bytes_that_flip_or_fail_never_break_the_reader() -> None:
    whole, chance = packed(everything()), random.Random(11)
    outcomes = set()
    for _ in range(300):
        data = bytearray(whole)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.randrange(1, 8)):
            if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        outcomes.add(outcome(bytes(data)))
    assert outcomes >= {"read", "CorruptFile"}


_TAG = re.compile(r"<(?:/?)[wm]:\w+[^>]*>")
_ATTRIBUTE = re.compile(r'="([^"]*)"')


def _mutated(text: str, chance: random.Random) -> str:
    """Return the markup with tags renamed, dropped with what they hold, doubled, or with other values."""
    tags = list(_TAG.finditer(text))
    tag = chance.choice(tags)
    other = chance.choice(tags)
    match chance.randrange(4):
        case 0:
            return (
                text[: tag.start()]
                + _ATTRIBUTE.sub(f'="{chance.choice(["", "-1", "x", "99999999999", "0"])}"', tag[0])
                + text[tag.end() :]
            )
        case 1:
            name = tag[0].strip("</>").split()[0].rstrip("/")
            return text.replace(name, other[0].strip("</>").split()[0].rstrip("/"))
        case 2 if tag[0].endswith("/>"):
            return text[: tag.start()] + text[tag.end() :]
        case _:
            return text[: tag.start()] + (other[0] if other[0].endswith("/>") else "") + text[tag.start() :]


def test_markup_that_makes_no_sense_never_breaks_the_reader() -> None:
    chance = random.Random(12)
    outcomes = []
    for _ in range(300):
        parts = everything()
        for name in chance.sample([name for name in parts if name.endswith(".xml")], 2):
            for _ in range(chance.randrange(1, 6)):
                parts[name] = _mutated(parts[name], chance)
        outcomes.append(outcome(packed(parts)))
    assert set(outcomes) <= {"read", "CorruptFile", "UnsupportedFormat"}
    assert outcomes.count("read") > 150


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:ins>", "</w:ins>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:p><m:oMath><m:f><m:num>", "</m:num></m:f></m:oMath></w:p>"),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
    ],
)
def test_nesting_without_end_is_refused_and_deep_nesting_is_read(opening: str, closing: str) -> None:
    with pytest.raises(CorruptFile):
        document(opening * 100_000 + lines("里") + closing * 100_000)
    levels = 240 // opening.count("<")
    found = document(opening * levels + lines("里") + closing * levels + lines("外"))
    assert prose(found)[-1] == "外"


def test_a_style_that_is_based_on_itself() -> None:
    round_ = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="甲"/><w:basedOn w:val="2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="乙"/><w:basedOn w:val="1"/></w:style>'
    )
    assert prose(
        document(paragraph(run("甲"), '<w:pStyle w:val="2"/>'), {"word/styles.xml": part("styles", round_)})
    ) == ["甲"]


def test_a_broken_part_beside_the_body_is_told() -> None:
    with pytest.raises(CorruptFile, match="损坏"):
        read(Source("报告.docx", package(lines("正文"), {"word/numbering.xml": "<a"})))
