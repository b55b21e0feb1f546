"""Files small on disk whose work would grow faster than their size: what is drawn, referred to or repeated again and again."""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial

from papers.traps import ofd, package, pdf, repeated, word, workbook

_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
_FONT = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
Maker = Callable[[], bytes]


def growing() -> dict[str, Maker]:
    """Return the makers of all files by their names."""
    return {**_pdfs(), **_ofds(), **_word_documents(), **_workbooks(), **_webs(), **_texts()}


def stream(content: bytes, entries: str = "", *, packed: int = 0) -> bytes:
    """Return a stream of a PDF, deflated so many times."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = f"/Filter [{'/FlateDecode ' * packed}]" if packed else ""
    return f"<< /Length {len(content)} {filters} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def one_page(
    content: bytes, *further: bytes, resources: str = "", entries: str = "", contents: str = "4 0 R", pages: int = 1, size: int = 842
) -> bytes:  # fmt: skip
    """Return a PDF of one page, or the same one again and again; `content` is object 4, further ones follow it."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size} {size}] /Contents {contents} /Resources << {_FONT} {resources} >> {entries} >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{'3 0 R ' * pages}] /Count {pages} >>",
        page,
    )
    return pdf(*objects, *(part.decode("latin-1") for part in (content, *further)))


def _pdfs() -> dict[str, Maker]:
    line, shown = b"0 0 m 9 9 l S\n", "/XObject << /X 5 0 R >>"

    def doubling(levels: int, times: int) -> bytes:
        forms = [
            stream(b"/X Do " * times, f"{_FORM} /Resources << /XObject << /X {6 + level} 0 R >> >>")
            for level in range(levels)
        ]
        return one_page(stream(b"/X Do "), *forms, stream(line, _FORM), resources=shown)

    def squared() -> bytes:
        return "".join(f"{at} 0 m {at} 5000 l S\n0 {at} m 5000 {at} l S\n" for at in range(0, 5000, 3)).encode()

    def hatched() -> bytes:
        return "".join(
            f"{x} {y} m {x + 5} {y} l S\n{x} {y} m {x} {y + 5} l S\n"
            for x in range(0, 1900, 9)
            for y in range(0, 1900, 9)
        ).encode()

    def letters() -> bytes:
        text = "".join(f"1 0 0 1 {9 + at % 90 * 6} {9 + at // 90 % 80 * 10} Tm (培训) Tj\n" for at in range(300_000))
        return f"BT /F 6 Tf {text} ET".encode()

    def notes() -> bytes:
        listed = f"/Annots [{'5 0 R ' * 50_000}]"
        note = b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /AP << /N 6 0 R >> >>"
        return one_page(stream(b""), note, stream(line * 20_000, _FORM, packed=1), entries=listed)

    def type3() -> bytes:
        procs = "/Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.1 0 0 .1 0 0] /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [9]"
        fonts = [
            f"<< {procs} /CharProcs << /a {6 + 2 * level} 0 R >> /Resources << /Font << /F {7 + 2 * level} 0 R >> >> >>".encode()
            for level in range(20)
        ]
        inner = stream(b"9 0 d0 BT /F 9 Tf (" + b"a" * 200 + b") Tj ET")
        objects = [part for font in fonts for part in (font, inner)]
        return one_page(stream(b"BT /T 9 Tf (" + b"a" * 1000 + b") Tj ET"), *objects, resources="/Font << /T 5 0 R >>")

    def image() -> bytes:
        entries = (
            "/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        )
        data = zlib.compressobj(9)
        packed = b"".join(data.compress(bytes(30_000 * 100)) for _ in range(300)) + data.flush()
        stored = (
            f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n".encode() + packed + b"\nendstream"
        )
        return one_page(stream(b"595 0 0 842 0 0 cm /X Do"), stored, resources=shown)

    return {
        "千次重画.pdf": lambda: one_page(stream(b"/X Do " * 200_000), stream(line * 200_000, _FORM, packed=1), resources=shown),
        "深套对象.pdf": lambda: doubling(40, 2),
        "内容重复.pdf": lambda: one_page(stream(line * 50_000, packed=1), contents=f"[{'4 0 R ' * 50_000}]"),
        "双重压缩.pdf": lambda: one_page(stream(line * 15_000_000, packed=2)),
        "页页相同.pdf": lambda: one_page(stream(line * 100_000, packed=1), pages=1900),
        "方格纸.pdf": lambda: one_page(stream(squared(), packed=1), size=5000),
        "碎线.pdf": lambda: one_page(stream(hatched(), packed=1), size=1900),
        "百万字.pdf": lambda: one_page(stream(letters(), packed=1)),
        "同处叠印.pdf": lambda: one_page(stream(b"BT /F 9 Tf 9 9 Td " + b"(abc) Tj 0 0 Td " * 200_000 + b"ET", packed=1)),
        "批注倍增.pdf": notes,
        "字形倍增.pdf": type3,
        "巨图.pdf": image,
        "墙与空格.pdf": lambda: one_page(stream(b"".join(b"%d.%d 0 m %d.%d 842 l S\n" % (at // 9, at % 9, at // 9, at % 9) for at in range(5000)) + b"BT /F 9 Tf 9 400 Td " + b"(a a a a a) Tj 0 .1 Td " * 15_000 + b"ET", packed=1)),
        "补丁.pdf": lambda: one_page(stream(b"".join(b"BT /F 9 Tf 9 %d Td (abc) Tj ET 1 g 0 0 500 800 re f 0 g\n" % (at % 800) for at in range(20_000)), packed=1)),
    }  # fmt: skip


def _ofds() -> dict[str, Maker]:
    text = '<ofd:TextObject ID="1" Boundary="{0} {1} 90 9" Font="1" Size="3"><ofd:TextCode X="0" Y="5" DeltaX="g 9999 3">{2}</ofd:TextCode></ofd:TextObject>'
    path = (
        '<ofd:PathObject ID="1" Boundary="0 0 210 297"><ofd:AbbreviatedData>{0}</ofd:AbbreviatedData></ofd:PathObject>'
    )
    area = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{0}</ofd:CommonData>"
    page = '<ofd:Page ID="{0}" BaseLoc="Pages/Page_0/Content.xml"/>'

    def document(common: str, pages: int = 1) -> str:
        return f"<ofd:Document {_OFD}>{area.format(common)}<ofd:Pages>{''.join(map(page.format, range(pages)))}</ofd:Pages></ofd:Document>"

    def with_resources(units: str, content: str, pages: int = 1) -> bytes:
        listed = document("<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", pages)
        return ofd(content, **{"Doc_0/Document__xml": listed, "Doc_0/Res__xml": f"<ofd:Res {_OFD}>{units}</ofd:Res>"})

    def unit(number: int, content: str) -> str:
        return (
            f'<ofd:CompositeGraphicUnit ID="{number}"><ofd:Content>{content}</ofd:Content></ofd:CompositeGraphicUnit>'
        )

    def drawn(number: int, times: int) -> str:
        return f'<ofd:CompositeObject ID="9" Boundary="0 0 9 9" ResourceID="{number}"/>' * times

    def templates() -> bytes:
        used = '<ofd:Template TemplateID="1"/>' * 50_000
        common = '<ofd:TemplatePage ID="1" BaseLoc="T.xml"/>'
        template = f"<ofd:Page {_OFD}><ofd:Content>{'<ofd:X/>' * 200_000}</ofd:Content></ofd:Page>"
        shown = f"<ofd:Page {_OFD}>{used}</ofd:Page>"
        return ofd(
            "",
            **{
                "Doc_0/Document__xml": document(common),
                "Doc_0/T__xml": template,
                "Doc_0/Pages/Page_0/Content__xml": shown,
            },
        )

    def same_pages() -> bytes:
        return ofd(path.format("M 0 0 L 9 9") * 20_000, **{"Doc_0/Document__xml": document("", 1900)})

    def walls() -> bytes:
        lines = "".join(path.format(f"M {at / 100} 0 L {at / 100} 297") for at in range(20_000))
        words = "".join(text.format(0, at % 290, "培 " * 500) for at in range(100))
        return ofd(lines + words)

    def images() -> bytes:
        stored = '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.bmp</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
        head = b"BM" + (54 + 8000 * 8000 * 3).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
        head += (
            (40).to_bytes(4, "little")
            + (8000).to_bytes(4, "little") * 2
            + (1).to_bytes(2, "little")
            + (24).to_bytes(2, "little")
            + bytes(24)
        )
        shown = '<ofd:ImageObject ID="1" Boundary="0 0 100 150" ResourceID="7"/>' * 500
        parts: dict[str, str | bytes] = {"Doc_0/a.bmp": head + bytes(8000 * 8000 * 3)}
        return with_parts(with_resources(stored, shown), parts)

    return {
        "图元倍增.ofd": lambda: with_resources("".join(unit(level, drawn(level + 1, 20)) for level in range(14)), drawn(0, 20), 1000),
        "长线重画.ofd": lambda: with_resources(unit(0, path.format("M 0 0 " + "L 9 9 " * 9000)), drawn(0, 90_000)),
        "长文重画.ofd": lambda: with_resources(unit(0, text.format(0, 0, "培训" * 20_000)), drawn(0, 50_000)),
        "母版重复.ofd": templates,
        "页页相同.ofd": same_pages,
        "墙与空格.ofd": walls,
        "图片重画.ofd": images,
        "资源自引.ofd": lambda: with_resources(unit(0, drawn(0, 2)), drawn(0, 1)),
        "多份文档.ofd": lambda: ofd("", OFD__xml=f"<ofd:OFD {_OFD}>{'<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>' * 20_000}</ofd:OFD>", **{"Doc_0/Document__xml": document("<ofd:X/>" * 200_000)}),
    }  # fmt: skip


def with_parts(whole: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return package(kept | dict(parts))


def related(**kinds: str) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for name, (kind, target) in ((name, value.split(" ")) for name, value in kinds.items())
    )
    return f"<Relationships {_RELATIONS}>{listed}</Relationships>"


def _word(body: str, parts: Mapping[str, str | bytes], **relations: str) -> bytes:
    document = f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>"
    return package({"word/document.xml": document, "word/_rels/document.xml.rels": related(**relations), **parts})


def _word_documents() -> dict[str, Maker]:
    para = "<w:p><w:pPr>{0}</w:pPr><w:r><w:t>培训12期</w:t></w:r></w:p>"
    long = "<w:p><w:r><w:t>" + "全年举办培训12期，" * 20_000 + "</w:t></w:r></w:p>"

    def chunks() -> bytes:
        inner = word(long)
        return _word('<w:altChunk r:id="a"/>' * 20_000, {"word/a.docx": inner}, a="aFChunk a.docx")

    def nested_chunks() -> bytes:
        inner = word(para.format(""))
        for _ in range(12):
            inner = _word('<w:altChunk r:id="a"/>' * 20, {"word/a.docx": inner}, a="aFChunk a.docx")
        return inner

    def notes() -> bytes:
        footnotes = f'<w:footnotes {_W}><w:footnote w:id="1">{long}</w:footnote></w:footnotes>'
        used = '<w:p><w:r><w:t>培训</w:t><w:footnoteReference w:id="1"/></w:r></w:p>' * 20_000
        return _word(used, {"word/footnotes.xml": footnotes}, f="footnotes footnotes.xml")

    def headers() -> bytes:
        header = f"<w:hdr {_W}>{long}</w:hdr>"
        used = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr></w:pPr></w:p>' * 20_000
        return _word(used, {"word/header1.xml": header}, h="header header1.xml")

    def numbered(shape: str, start: int, text: str) -> bytes:
        level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
        numbering = f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        body = para.format('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') * 3000
        return _word(body, {"word/numbering.xml": numbering}, n="numbering numbering.xml")

    def styles() -> bytes:
        chain = "".join(
            f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>'
            for at in range(50_000)
        )
        body = "".join(para.format(f'<w:pStyle w:val="s{at}"/>') for at in range(5000))
        return _word(body, {"word/styles.xml": f"<w:styles {_W}>{chain}</w:styles>"}, s="styles styles.xml")

    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    cells = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="250"/><w:vMerge{0}/></w:tcPr><w:p/></w:tc></w:tr>'
    before = '<w:tr><w:trPr><w:gridBefore w:val="2147483647"/></w:trPr><w:tc><w:p/></w:tc></w:tr>'
    return {
        "导入重复.docx": chunks,
        "导入倍增.docx": nested_chunks,
        "脚注重复.docx": notes,
        "页眉重复.docx": headers,
        "罗马编号.docx": lambda: numbered("upperRoman", 2147483647, "%1"),
        "长编号.docx": lambda: numbered("decimal", 1, "%1" * 50_000),
        "字母编号.docx": lambda: numbered("upperLetter", 2147483647, "%1"),
        "样式长链.docx": styles,
        "未闭域.docx": lambda: word("<w:p>" + field * 50_000 + "</w:p>"),
        "竖并长表.docx": lambda: word("<w:tbl>" + cells.format(' w:val="restart"') + cells.format("") * 15_000 + "</w:tbl>"),
        "前空.docx": lambda: word("<w:tbl>" + before * 500 + "</w:tbl>"),
        "域套域.docx": lambda: word("<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000 + "</w:p>"),
        "万个修订.docx": lambda: word("<w:p>" + "<w:ins><w:r><w:t>1</w:t></w:r></w:ins><w:del><w:r><w:delText>2</w:delText></w:r></w:del>" * 50_000 + "</w:p>"),
        "深公式.docx": lambda: word('<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">' + "<m:sSup><m:e>" * 110 + "</m:e></m:sSup>" * 110 + "</m:oMath></w:p>"),
        "段落合并.docx": lambda: word("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>培训12期</w:t></w:r></w:p>" * 40_000),
        "万张表.docx": lambda: word("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 50_000),
    }  # fmt: skip


def _workbooks() -> dict[str, Maker]:
    def shared(text: str, cells: int) -> bytes:
        rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells))
        return with_parts(workbook(rows), {
            "xl/sharedStrings.xml": f"<sst {_S}><si><t>{text}</t></si></sst>",
            "xl/_rels/workbook.xml.rels": related(rId1="worksheet worksheets/sheet1.xml", rId9="sharedStrings sharedStrings.xml", rId2="styles styles.xml"),
        })  # fmt: skip

    def formatted(code: str, value: str) -> bytes:
        styles = f'<styleSheet {_S}><numFmts count="1"><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs count="2"><xf/><xf numFmtId="200" applyNumberFormat="1"/></cellXfs></styleSheet>'
        rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"><v>{value}</v></c></row>' for n in range(1, 15_000))
        return with_parts(workbook(rows), {"xl/styles.xml": styles})

    def sheets() -> bytes:
        listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 20_000))
        rows = "".join(f'<row r="{n}"><c r="A{n}"><v>12</v></c></row>' for n in range(1, 20_000))
        return with_parts(workbook(rows), {"xl/workbook.xml": f"<workbook {_S} {_R}><sheets>{listed}</sheets></workbook>", "xl/_rels/workbook.xml.rels": related(rId1="worksheet worksheets/sheet1.xml")})  # fmt: skip

    columns = "".join(f'<col min="1" max="16384" hidden="1" width="{n}"/>' for n in range(20_000))
    cell = '<row r="1"><c r="A1"><v>12</v></c></row>'
    return {
        "共享长串.xlsx": lambda: shared("培训12期，" * 100_000, 19_000),
        "长格式码.xlsx": lambda: formatted("0" * 60_000, "12"),
        "怪格式码.xlsx": lambda: formatted("[红]" * 20_000 + "0.00", "12"),
        "巨数.xlsx": lambda: formatted("0.00", "1e999999"),
        "微数.xlsx": lambda: formatted("0.00%", "1e-999999999"),
        "长数.xlsx": lambda: workbook("".join(f'<row r="{n}"><c r="A{n}"><v>{"9" * 20_000}</v></c></row>' for n in range(1, 500))),
        "一表多名.xlsx": sheets,
        "列重复.xlsx": lambda: workbook(cell, after=f"<cols>{columns}</cols>"),
        "合并重叠.xlsx": lambda: workbook(cell, after="<mergeCells>" + '<mergeCell ref="A1:IV20000"/>' * 5000 + "</mergeCells>"),
        "巨行号.xlsx": lambda: workbook(f'<row r="{"9" * 300_000}"><c r="A1"><v>1</v></c></row>'),
        "长引用.xlsx": lambda: workbook(f'<row r="1"><c r="{"A" * 300_000}1"><v>1</v></c></row>'),
    }  # fmt: skip


def _webs() -> dict[str, Maker]:
    def styled() -> bytes:
        rules = "".join(f"td.c{n} {{ display: none }}\n" for n in range(20_000))
        return f"<html><style>{rules}</style><table>{'<tr><td class=x>12</td></tr>' * 19_000}</table></html>".encode()

    part = b"--x\r\nContent-Type: text/html\r\n\r\n<html><table><tr><td>12</td></tr></table></html>\r\n"
    return {
        "样式很多.html": styled,
        "数据地址.html": lambda: b"<html><img src='data:image/png;base64," + b"A" * 50_000_000 + b"'>\xe5\x9f\xb9\xe8\xae\xad12</html>",
        "千类一格.html": lambda: b"<html><style>td{display:none}</style><table>" + (b"<tr><td class='" + b"a b " * 500 + b"'>1</td></tr>") * 5000 + b"</table></html>",
        "长样式.html": lambda: b"<html><style>" + b"td{" * 200_000 + b"</style><p>12</html>",
        "长注释.html": lambda: b"<html>" + b"<!--" * 500_000,
        "竖跨.html": lambda: b"<table>" + b'<tr><td rowspan="20000">1</td></tr>' * 250 + b"<tr><td>2</td></tr>" * 19_000 + b"</table>",
        "表格很多.html": lambda: b"<table><tr><td>1</td></tr></table>" * 50_000,
        "嵌套宽跨.html": lambda: (b'<table><tr><td colspan="1000" rowspan="65534">' * 30) + b"12",
        "换行很多.html": lambda: b"<p>12" + b"<br>" * 1_000_000,
        "实体很多.html": lambda: b"<p>" + b"&amp;" * 2_000_000,
        "属性很多.html": lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">12",
        "各部相同.mht": lambda: b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n' + part * 20_000 + b"--x--",
        "编码很长.mht": lambda: b'MIME-Version: 1.0\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>' + b"=E5=9F=B9" * 2_000_000,
        "头很长.mht": lambda: b"MIME-Version: 1.0\r\n" + b"X-A: b\r\n " * 500_000 + b"\r\n\r\nx",
    }  # fmt: skip


def _texts() -> dict[str, Maker]:
    many = 15_000
    tokens = (
        "（", "(1", "第一", "一", "万", "百分之", "1-", "1～", "≥", "12%", "1.", "1,", "2023年", "：", "|", "#", "\t1", "　", "《", "不少于",
        "\n1", "\n一、", "\n|", "\n|-|", "\n1\t2", "12万元、", "完成", "和", "a", "/", "\\", "\n+-+", "│", "\n│1│", "+", "*", "$", "<td>", "<",
        "\n  1  2", "其中：", "不低于95%，", "1月", "\u0301", "㎡", "\n年度指标值", "分", "\n合计", "培训", "\r", "\v", "\x1c", "\u2028", "`", "~", "\n---",
    )  # fmt: skip
    made = {f"重复{at:02}.txt": partial(repeated, token, many) for at, token in enumerate(tokens)}
    return made | {
        "一行百兆.txt": lambda: repeated("全年举办培训12期，", 3_800_000),
        "一行百兆.csv": lambda: repeated("12,", 33_000_000),
        "一格百兆.csv": lambda: repeated("培训", 16_000_000, "名称,目标\n") + b",12\n",
        "百兆空行.txt": lambda: repeated("\n", 100_000_000),
        "多行引号.csv": lambda: repeated('"1\n', 2_000_000),
        "百兆.md": lambda: repeated("| 1 | 2 |\n", 10_000_000),
        "表不收口.md": lambda: repeated("表<table>\n\n", 20_000),
        "网页在文.md": lambda: repeated("<table><tr><td>1</td></tr></table>\n\n", 100_000),
    }
