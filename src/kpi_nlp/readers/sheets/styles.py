"""The styles of a workbook: which number format a cell has, and whether it is struck out."""

from collections.abc import Sequence

from lxml import etree

from kpi_nlp.readers.format_codes import BUILT_IN
from kpi_nlp.readers.sheets.markup import S, is_on, number
from kpi_nlp.readers.sheets.sheet import PLAIN, Style


def styles_of(root: etree._Element) -> Sequence[Style]:
    """Return the styles of cells by their number."""
    own = {number(code, "numFmtId"): code.get("formatCode", "") for code in root.iterfind(f"{S}numFmts/{S}numFmt")}
    codes = BUILT_IN | {key: code for key, code in own.items() if code}
    struck = [is_on(font.find(f"{S}strike")) for font in root.iterfind(f"{S}fonts/{S}font")]
    return [
        Style(
            codes.get(number(style, "numFmtId"), PLAIN.code),
            0 <= number(style, "fontId") < len(struck) and struck[number(style, "fontId")],
        )
        for style in root.iterfind(f"{S}cellXfs/{S}xf")
    ]
