"""Web pages as they come: published, saved from Word and Excel, exported by systems; one case for each surprise."""

import random

import pytest

from kpi_nlp.model import Document, Heading, Paragraph, Table
from kpi_nlp.readers import CorruptFile, LimitExceeded, ReadError, Source, UnsupportedFormat, read

Shown = list[str | list[list[str]]]


def page(body: str | bytes, name: str = "页.html") -> Document:
    data = body.encode() if isinstance(body, str) else body
    return read(Source(name, data))


def shown(document: Document) -> Shown:
    """Return headings, paragraphs and tables as text."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def grid(body: str) -> list[list[str]]:
    (table,) = [block for block in page(body).blocks if isinstance(block, Table)]
    return [[f"{cell.text}/{cell.covered}" if cell.covered else cell.text for cell in row] for row in table.rows]


def kinds(document: Document) -> list[str]:
    return [warning.kind for warning in document.warnings]


def test_blocks_in_reading_order_with_their_places() -> None:
    document = page(
        "<html><body><h1>自评报告</h1><p>第一段</p><table><tr><th>指标<th>目标<tr><td>次数<td>12次</table>"
        "<h3>二、成效</h3><div>第二段</div></body></html>"
    )
    assert shown(document) == ["自评报告", "第一段", [["指标", "目标"], ["次数", "12次"]], "二、成效", "第二段"]
    assert [block.level for block in document.blocks if isinstance(block, Heading)] == [1, 3]
    places = [str(block.location) for block in document.blocks]
    assert places == ["页.html 第1段", "页.html 第2段", "页.html 第1个表 第1行", "页.html 第3段", "页.html 第4段"]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    orders = [block.location.order for block in document.blocks] + [row[0].location.order for row in table.rows]
    assert sorted(set(orders)) == [1, 2, 3, 4, 5, 6]
    assert str(table.rows[1][1].location) == "页.html 第1个表 第2行"
    assert (document.format, document.warnings) == ("html", ())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>举办<b>12</b>期，<span>共<i>600</i></span>人次", ["举办12期，共600人次"]),
        ("<p>一行<br>又一行<br/>三行", ["一行\n又一行\n三行"]),
        ("<div>　　第一段。<br>　　第二段。<br><br>第三段。</div>", ["第一段。", "第二段。", "第三段。"]),
        ("<p>全年举办\r\n    培训班12期，at\n  home", ["全年举办培训班12期，at home"]),
        ("<ul><li>甲<li>乙<ol><li>丙</ol></ul>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>甲<p>乙<div>丙</p>丁</div>", ["甲", "乙", "丙丁"]),
        ("<dl><dt>词<dd>义</dl><blockquote>引</blockquote>", ["词", "义", "引"]),
        ("<p>&nbsp;&ge;90%&nbsp;&#x2264;&hellip;&amp;&lt;</p>", ["≥90% ≤…&<"]),
        ("<p>1\u200b2\ufeff期&shy;班&#8203;</p>", ["12期班"]),
        ("<p>120m<sup>2</sup>，10<sup>-3</sup>，注<sup>[1]</sup>，PM<sub>2.5</sub>", ["120m²，10⁻³，注[1]，PM2.5"]),
        ('<p>5m<span style="vertical-align: super">3</span>', ["5m³"]),
        ("<pre>目标  12\n实际  11</pre>", ["目标  12\n实际  11"]),
        ('<p style="white-space:pre-wrap">目标\n实际</p>', ["目标\n实际"]),
        ("<ruby>示<rp>(</rp><rt>shi</rt><rp>)</rp></ruby>例", ["示例"]),
        ("<p>a</p><hr>b<center>c</center>", ["a", "b", "c"]),
        ("<p class=MsoTitle>题</p>", ["题"]),
        ("文字没有标签<p>段", ["文字没有标签", "段"]),
        ("<title>标题</title><p>正文", ["正文"]),
        ("<p>甲</b></i></div>乙</table>丙", ["甲乙丙"]),
        ("<p>前<![if !supportLists]><span>一、</span><![endif]>后", ["前一、后"]),
        ("<!--[if !mso]><!--><p>都看得见</p><!--<![endif]-->", ["都看得见"]),
        ("<p>培训<o:p></o:p><st1:chsdate>2024年</st1:chsdate>", ["培训2024年"]),
        ("<?xml:namespace prefix=o/><p>甲<?php echo 1 ?>乙", ["甲乙"]),
    ],
)
def test_prose(body: str, expected: Shown) -> None:
    assert shown(page(f"<html><body>{body}</body></html>")) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>金额<input value="12.5">万元<input type=hidden value=9><input type=submit value=提交>', "金额12.5万元"),
        ("<p><input type=checkbox checked>是<input type=checkbox>否", "☑是□否"),
        ("<p><input type=radio checked>优<input type=radio>良", "●优○良"),
        ("<p>年度<select><option>2023<option selected>2024</select>", "年度2024"),
        ("<p>年度<select><option>2023<option>2024</select>", "年度2023"),
        ("<p>部门<select multiple><option selected>甲<option>乙<option selected>丙</select>", "部门甲、丙"),
        ("<p>说明<textarea>第一行\n第二行</textarea>", "说明第一行\n第二行"),
        ('<p>完成<img src="a.gif" alt="√">', "完成√"),
        ('<p>完成<img alt="image001.png"><img alt="图片 3"><img alt="logo"><img>', "完成"),
    ],
)
def test_what_fields_and_pictures_show(body: str, expected: str) -> None:
    assert shown(page(f"<html><body>{body}{'　' * 10}</body></html>")) == [expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "<tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2",
            [["甲", "乙", "乙/right"], ["甲/down", "1", "2"]],
        ),
        (
            "<tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙",
            [["甲", "甲/right", "乙"], ["甲/down", "甲/inner", "丙"]],
        ),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", [["甲", "1"], ["甲/down", "2"], ["甲/down", "3"]]),
        ("<tr><td rowspan=9>甲<td>1<tr><td>2", [["甲", "1"], ["甲/down", "2"]]),
        ("<tbody><tr><td rowspan=9>甲<td>1<tbody><tr><td>2<td>3", [["甲", "1"], ["2", "3"]]),
        ("<tr><td>1<td>2<tr><td colspan=9999>题", [["1", "2"], ["题", "题/right"]]),
        ("<tr><td colspan=0>a<td colspan=x>b<td colspan=-3>c<td colspan=' 2 '>d", [["a", "b", "c", "d", "d/right"]]),
        ("<thead><tr><td rowspan=3>甲<td>1</thead><tr><td>2<tr><td>3", [["甲", "1"], ["甲/down", "2"], ["甲/down", "3"]]),
        ("<tfoot><tr><td>合<td>计</tfoot><tr><td>1<td>2<thead><tr><th>头<th>部", [["头", "部"], ["1", "2"], ["合", "计"]]),
        ("<thead><tr><td>头<td>1</thead><tr><td>甲<td>2<thead><tr><td>头<td>1", [["头", "1"], ["甲", "2"], ["头", "1"]]),
        ("<form><tr><td>a<td>b</form><tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<colgroup><col><col></colgroup><tr><td>a<td>b", [["a", "b"]]),
        ("<tr><td>a<td><td>b<tr></tr><tr><td>1<td>2<td>3", [["a", "", "b"], ["1", "2", "3"]]),
        ("<tr><td rowspan=3>甲<td>1<tr><td>2<tr style='display:none'><td>藏<tr><td>3", [["甲", "1"], ["甲/down", "2"], ["甲/down", "3"]]),
        ("<tr><td rowspan=2>甲<td>1<td rowspan=2>乙<tr><td>2<td>丙", [["甲", "1", "乙"], ["甲/down", "2", "乙/down", "丙"]]),
        ("<tr><td>1<td rowspan=2>乙<td>3<tr><td colspan=2>重叠<td>末", [["1", "乙", "3"], ["重叠", "乙/down", "末"]]),
        ("<tr><td>甲<td colspan=2 style='mso-ignore:colspan'>长<td>乙", [["甲", "长", "", "乙"]]),
        ("<tr><td><p>目标1：12期</p><p>目标2：<br>9次</p></td><td>b", [["目标1：12期\n目标2：\n9次", "b"]]),
        ("<tr><td>a<td><table><tr><td>只是</td></tr><tr><td>边框</td></tr></table>", [["a", "只是\n边框"]]),
    ],
)  # fmt: skip
def test_spans_as_browsers_lay_them_out(rows: str, expected: list[list[str]]) -> None:
    assert grid(f"<html><body><table>{rows}</table></body></html>") == expected


def test_captions_and_text_between_cells_stand_above_the_table() -> None:
    body = "<table>单位：万元<caption>表1 <b>绩效</b>自评表</caption><tr><td>a<td>b</tr>备注<tr><td>c<td>d</table>"
    assert shown(page(body)) == ["单位：万元", "备注", "表1 绩效自评表", [["a", "b"], ["c", "d"]]]


@pytest.mark.parametrize(
    "body",
    [
        "{0}",
        "<table><tr><td>{0}</td></tr></table>",
        "<table><tr><td></td><td>{0}</td><td>&nbsp;</td></tr><tr><td colspan=3><img src=x></td></tr></table>",
        "<table><tbody><tr><td><table><tr><td>\n<div>{0}</div></td></tr></table></td></tr></tbody></table>",
        "<table><tr><td><form><table><tr><td>{0}</td></tr></table></form></td></tr></table>" * 1,
    ],
)
def test_tables_that_only_hold_the_page_together_are_looked_through(body: str) -> None:
    inside = "<h2>一、概况</h2><p>全年12期。</p><table><tr><td>指标<td>目标<tr><td>次数<td>12</table><p>二、成效</p>"
    assert shown(page(f"<html><body>{body.format(inside)}</body></html>")) == [
        "一、概况", "全年12期。", [["指标", "目标"], ["次数", "12"]], "二、成效",
    ]  # fmt: skip


def test_the_columns_of_a_web_site_are_read_one_after_the_other() -> None:
    prose = "".join(f"<p>第{number}段说的是全年工作的开展情况和所取得的成效。</p>" for number in range(1, 11))
    body = (
        "<table><tr><td colspan=2>市财政局</td></tr><tr><td><a>首页</a><br><a>公开</a></td><td><h1>报告</h1>"
        f"{prose}<table><tr><td>a<td>b<tr><td>c<td>d</table></td></tr><tr><td>主办</td><td>备案</td></tr></table>"
    )
    expected = [
        "市财政局",
        "首页\n公开",
        "报告",
        *(f"第{n}段说的是全年工作的开展情况和所取得的成效。" for n in range(1, 11)),
    ]
    assert shown(page(body)) == [*expected, [["a", "b"], ["c", "d"]], [["主办", "备案"]]]


def test_titles_and_units_within_a_table_stand_above_it() -> None:
    body = "<table><tr><td colspan=2>2024年绩效自评表<tr><td>单位：万元<td><tr><td>指标<td>目标<tr><td>合计<td></table>"
    document = page(body)
    assert shown(document) == ["2024年绩效自评表", "单位：万元", [["指标", "目标"], ["合计", ""]]]
    assert str(document.blocks[1].location) == "页.html 第1个表 第2行"


def test_a_table_within_a_form_is_a_form_of_its_own() -> None:
    rows = "<tr><td>项目<td>道路<td>金额<td>12</tr>" * 3
    inner = "<table><tr><td>指标<td>目标<tr><td>次数<td>9</table>"
    body = f"<table>{rows}<tr><td>绩效指标<td colspan=3>如下{inner}</td></tr></table><p>后"
    assert shown(page(body)) == [
        [*[["项目", "道路", "金额", "12"]] * 3, ["绩效指标", "如下", "如下", "如下"]],
        [["指标", "目标"], ["次数", "9"]],
        "后",
    ]


def test_tables_nested_beyond_the_limit_are_told() -> None:
    body = "终"
    for _ in range(6):
        body = "<table>" + "<tr><td>甲<td>乙</tr>" * 3 + f"<tr><td>丙<td>丁<td>{body}</td></tr></table>"
    document = page(body)
    assert len([block for block in document.blocks if isinstance(block, Table)]) == 4
    assert kinds(document) == ["NestingTooDeep"]


@pytest.mark.parametrize(
    ("body", "text", "before", "kind"),
    [
        ("<del>200</del><ins>150</ins>人次", "150人次", "200人次", "TrackedChanges"),
        ("共<del cite='mailto:a' datetime='2024'>约</del>12期", "共12期", "共约12期", "TrackedChanges"),
        ("12期<ins><p>，9次</p></ins>", "12期\n，9次", "12期", "TrackedChanges"),
        ("<s>200</s>150人次", "150人次", "200", "StruckOutText"),
        ("<strike>200</strike>150人次", "150人次", "200", "StruckOutText"),
        ("<del>200</del>150人次", "150人次", "200", "StruckOutText"),
        ('<span style="text-decoration: underline line-through">200</span>150人次', "150人次", "200", "StruckOutText"),
        ('<span class="gone">200</span>150人次', "150人次", "200", "StruckOutText"),
        ("<s>全部作废</s>", "", "全部作废", "StruckOutText"),
    ],
)
def test_both_versions_of_a_changed_text_are_kept(body: str, text: str, before: str, kind: str) -> None:
    style = "<style>.gone{text-decoration:line-through}</style>"
    as_cell = page(f"<html>{style}<body><table><tr><td>甲<td>{body}</td></tr></table></body></html>")
    (table,) = [block for block in as_cell.blocks if isinstance(block, Table)]
    assert (table.rows[0][1].text, table.rows[0][1].before) == (text, before)
    as_prose = page(f"<html>{style}<body><div>{body}</div></body></html>")
    assert [block.text for block in as_prose.blocks if isinstance(block, Paragraph)] in ([text], text.split("\n"))
    assert before in [block.before for block in as_prose.blocks if isinstance(block, Paragraph)] or "<p>" in body
    assert {*kinds(as_cell), *kinds(as_prose)} == {kind}


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">藏12期</p>',
        '<p style="COLOR:red; Display : None">藏12期</p>',
        '<p style="visibility:hidden">藏12期</p>',
        '<span style="mso-hide:all">藏12期</span>',
        "<p hidden>藏12期</p>",
        "<p class='a gone'>藏12期</p>",
        "<p id=off>藏12期</p>",
        "<template><p>藏12期</p></template>",
        "<noscript>藏12期</noscript>",
        "<dialog>藏12期</dialog>",
        "<table style='display:none'><tr><td>藏12期</table>",
        "<!-- <tr><td>藏12期</td></tr> -->",
        "<!--[if gte vml 1]><v:textbox><p>藏12期</p></v:textbox><![endif]-->",
    ],
)
def test_hidden_text_is_left_out_and_told(hidden: str) -> None:
    style = "<style>/* } */ @media screen and (min-width:1px){p{color:red}} .gone, #off {display:none}</style>"
    document = page(f"<html><head>{style}</head><body><p>见</p>{hidden}<p>得</p></body></html>")
    assert shown(document) == ["见", "得"]
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("HiddenText", "网页有 1 处隐藏内容，未读取（如「藏12期」）")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<script>var a='<p>12期'</script><style>p{}</style><!-- 正文开始 --><!--[if gte mso 9]><xml><x:Name>a</x:Name></xml><![endif]-->",
        "<p style='display:none'>&nbsp;</p><div hidden></div><iframe src='about:blank'></iframe><iframe></iframe>",
        "<style>@media print{.a{display:none}}</style><style>.b .a{display:none} .a:hover{display:none}</style>",
        "<p class=gone style='display:block'></p><style>.gone{display:none} @import 'x';</style>",
        "<xml><w:View>Print</w:View></xml><audio>旧浏览器</audio>",
    ],
)
def test_what_nobody_would_read_is_not_told(body: str) -> None:
    document = page(f"<html><body><p class=a>见</p>{body}</body></html>")
    assert (shown(document), document.warnings) == (["见"], ())


LABELS = ["", "utf-8", "gb2312", "GBK", "iso-8859-1", "x-sjis", "none"]


@pytest.mark.parametrize(
    ("encoding", "says"),
    [
        *((encoding, says) for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16") for says in LABELS),
        *((encoding, "big5") for encoding in ("utf-8", "utf-8-sig", "utf-16", "big5hkscs")),
    ],
)
def test_the_encoding_is_found_whatever_the_page_says(encoding: str, says: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={says}">' if says else ""
    text = f"<html><head>{meta}</head><body><p>全年12期</p></body></html>"
    assert shown(page(text.encode(encoding))) == ["全年12期"]


@pytest.mark.parametrize("head", ['<meta charset="gbk">', ""])
def test_an_xml_declaration_names_the_encoding(head: str) -> None:
    text = f'<?xml version="1.0" encoding="gb2312"?>\n<html xmlns="http://www.w3.org/1999/xhtml">{head}<body>联通</body></html>'
    assert shown(page(text.encode("gb18030"))) == ["联通"]


def test_a_letter_that_was_cut_is_told_and_binary_rubbish_is_refused() -> None:
    text = ("<html><meta charset=utf-8><body>" + "<p>全年举办12期。</p>" * 20).encode()
    document = page(text + b"\xe5\x85</body></html>")
    assert kinds(document) == ["UndecodableText"]
    with pytest.raises(CorruptFile, match="编码"):
        page(b"<html>" + bytes(range(128, 256)) * 10)


def test_a_workbook_saved_as_a_page() -> None:
    document = page(
        """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
        <head><meta name=ProgId content=Excel.Sheet><style>.xl65 {mso-number-format:"0\\.00%";}
        .xl66 {mso-number-format:"\\0022¥\\0022\\#\\,\\#\\#0\\.00";} td {mso-number-format:General;}</style></head>
        <body><table x:str><col width=72 style='mso-width-source:userset'>
        <tr><td colspan=3 class=xl70>2024年绩效自评表</td></tr>
        <tr><td></td><td></td><td></td></tr>
        <tr><td>指标</td><td>完成率</td><td>金额</td></tr>
        <tr><td>次数</td><td class=xl65 x:num="0.975">97.50%</td><td class=xl66 x:num>¥1,200.00</td></tr>
        <tr><td>人次</td><td style='mso-number-format:"\\@"'>98%</td><td style='vnd.ms-excel.numberformat:Percent'>5.00%</td></tr>
        <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]>
        </table></body></html>""",
        "表.xls",
    )
    assert shown(document) == [
        "2024年绩效自评表",
        [["指标", "完成率", "金额"], ["次数", "97.50%", "¥1,200.00"], ["人次", "98%", "5.00%"]],
    ]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [(cell.raw, cell.number_format) for cell in table.rows[1]] == [
        (None, None), ("0.975", "0.00%"), (None, '"¥"#,##0.00'),
    ]  # fmt: skip
    assert [cell.number_format for cell in table.rows[2]] == [None, "@", "0.00%"]
    assert str(table.rows[1][0].location) == "表.xls 第1个表 第4行"
    assert kinds(document) == ["SuffixMismatch"]


def test_a_document_saved_by_word_as_a_page() -> None:
    document = page(
        """<html xmlns:w="urn:schemas-microsoft-com:office:word"><body lang=ZH-CN><div class=WordSection1>
        <p class=MsoTitle>自评报告</p><p class=MsoNormal style='text-indent:28.0pt'><span lang=EN-US>12</span>期，<span
        style='mso-comment-reference:a_1'>共</span><span class=MsoCommentReference><a class=msocomanchor>[a1]</a></span>9<span
        style='mso-spacerun:yes'>&nbsp; </span>次<o:p></o:p></p>
        <p><del cite="mailto:a" datetime="2024-01-01"><span>旧</span></del><ins cite="mailto:a"><span>新</span></ins></p></div>
        <div style='mso-element:comment-list'><div style='mso-element:comment'>批注</div></div>
        <div style='mso-element:header'><p>页眉</p></div></body></html>""",
        "文.doc",
    )
    assert shown(document) == ["自评报告", "12期，共9 次", "新"]
    assert isinstance(document.blocks[0], Heading)
    assert kinds(document) == ["SuffixMismatch", "CommentNotRead", "TrackedChanges"]


def test_a_page_of_frames_says_where_the_content_is() -> None:
    body = (
        '<html><head><meta name="Excel Workbook Frameset"></head><frameset rows="*,39"><frame src="表.files/sheet001.htm">'
        '<frame src="表.files/tabstrip.htm"><noframes><body><p>浏览器不支持框架</p></body></noframes></frameset></html>'
    )
    with pytest.raises(UnsupportedFormat, match=r"sheet001\.htm") as raised:
        page(body)
    assert raised.value.hint.startswith("请用 Excel")


def test_menus_of_a_site_are_left_out_so_that_the_title_comes_first() -> None:
    menu = "<ul><li><a href='/'>首页</a><li><a href='/b.html'>财政局</a></ul><table><tr><td><a href=c>甲</a><td><a href=d>乙</a></table>"
    path = "<div>当前位置：<a href='/'>首页</a> &gt; <a href='/x'>市水务局</a> &gt; 正文</div><nav>打印</nav>"
    body = f"{menu}{path}<h1><a href='x.html'>2024年自评报告</a></h1><p>见<a href='y.html'>上年报告</a>，全年12期。</p><p><a href='#a'>一、概况</a></p>"
    document = page(f"<html><body>{body}</body></html>")
    assert shown(document) == ["2024年自评报告", "见上年报告，全年12期。", "一、概况"]
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("NavigationNotRead", "网页有 5 处导航链接，未读取（如「首页」）")
    ]
    assert shown(page(f"<html><body>{menu}</body></html>")) == ["首页", "财政局", [["甲", "乙"]]]


def test_documents_that_a_page_links_to_are_told() -> None:
    body = "<p>附件：<a href='/u/%E8%87%AA%E8%AF%84%E8%A1%A8.xlsx?a=1'>自评表</a>、<a href='b.PDF'>报告</a></p><p><a href='b.PDF'>下载</a></p>"
    document = page(f"<html><body>{body}</body></html>")
    assert shown(document) == ["附件：自评表、报告", "下载"]
    assert [(warning.kind, warning.message) for warning in document.warnings] == [
        ("EmbeddedDocument", "网页附有 2 个文件（自评表.xlsx、b.PDF），其内容未读取；请单独提供")
    ]


def test_files_that_a_page_shows_within_are_told() -> None:
    for tag in (
        "<iframe src='附件.pdf'></iframe>",
        "<embed src='附件.pdf'>",
        "<object data='附件.pdf'>旧浏览器</object>",
    ):
        document = page(f"<html><body><p>见附件</p>{tag}</body></html>")
        assert (shown(document), kinds(document)) == (["见附件"], ["EmbeddedDocument"])
        assert "附件.pdf" in document.warnings[0].message


def test_a_report_in_pictures_and_one_made_by_a_program_are_told() -> None:
    assert kinds(page("<html><body><p>自评报告</p><img src=1.jpg><img src=2.jpg></body></html>")) == ["PictureNotRead"]
    assert kinds(page(f"<html><body><img src=1.jpg><p>{'长文' * 200}</p></body></html>")) == []
    assert kinds(page("<html><body><div id=app></div><script src=app.js></script></body></html>")) == ["ScriptedPage"]
    document = page(
        f"<html><body><p>{'长文' * 200}</p><table><tr><td>指标<td>完成<tr><td>次数<td><img src=x></table></body></html>"
    )
    assert [(warning.kind, str(warning.location)) for warning in document.warnings] == [
        ("PictureNotRead", "页.html 第1个表 第2行")
    ]


def test_a_page_without_its_end_is_told() -> None:
    assert kinds(page("<html><body><table><tr><td>甲<td>乙</tr><tr><td>丙")) == ["TruncatedFile"]
    assert kinds(page("<table><tr><td>甲<td>乙</tr></table>")) == []


@pytest.mark.parametrize(
    "begins",
    [
        "<!-- saved from url=(0022)http://example.invalid/ -->\n<html><body>",
        "<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x'>\n<html><body>",
        "<?xml version='1.0'?><html xmlns:x='urn:schemas-microsoft-com:office:excel'><body>",
        "\ufeff<html>",
        "<meta charset=utf-8>",
        "<style>p{}</style>",
        "<div class=a>",
        "<title>x</title>",
    ],
)
def test_pages_are_told_by_how_they_begin(begins: str) -> None:
    assert shown(page(f"{begins}<p>12期</p></body></html>")) == ["12期"]


def test_markdown_that_begins_with_a_tag_stays_text() -> None:
    assert page("<div align=center>\n\n# 自评报告\n\n12期\n</div>", "报告.md").format == "md"


def test_entities_and_addresses_of_other_files_are_never_followed() -> None:
    body = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><html><body><p>a&x;b</p><img src='http://h.invalid/'></body></html>"
    assert shown(page(body))[-1] in ("a&x;b", "ab")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "x",
        "<table><tr><td>" * 20_000,
        "<table>" * 50_000,
        "<select><option>" * 50_000,
        "<ul><li>" * 50_000,
        "<ins><del>" * 50_000,
    ],
)
def test_absurd_nesting_is_refused(body: str) -> None:
    with pytest.raises(LimitExceeded, match="嵌套太深"):
        page(f"<html><body>{body}")


def test_nesting_that_the_parser_bears_is_read() -> None:
    assert shown(page(f"<html><body>{'<div>' * 1500}深</body></html>")) == ["深"]
    assert shown(page(f"<html><body>{'<b><p>' * 50_000}深</body></html>")) == ["深"]
    document = page(f"<html><body>{'<table><tr><td>' * 600}深</body></html>")
    assert (shown(document), kinds(document)) == ([], ["NestingTooDeep"])


@pytest.mark.parametrize(
    "rows",
    [
        "<tr>" + "<td>1" * 300,
        "<tr><td>1<td>2" * 20_001,
        ("<tr>" + "<td>1" * 200) * 1001,
        "<tr>" + "<td colspan=200>1<td>2" * 3,
    ],
)
def test_tables_beyond_the_limits_are_refused(rows: str) -> None:
    with pytest.raises(LimitExceeded, match="20000 行"):
        page(f"<html><body><table>{rows}</table></body></html>")


def test_absurd_spans_cost_nothing() -> None:
    rows = "<tr><td colspan=1000 rowspan=65534>甲<td colspan=999999999>乙" * 500
    with pytest.raises(LimitExceeded, match="20000 行"):
        page(f"<html><body><table>{rows}</table></body></html>")
    rows = "<tr><td>1<td>2<tr><td colspan=1000>甲" * 500
    assert grid(f"<table>{rows}</table>")[:2] == [["1", "2"], ["甲", "甲/right"]]


@pytest.mark.parametrize("seed", range(3))
def test_damaged_pages_never_break_the_reader(seed: int) -> None:
    whole = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset=utf-8><style>.a{display:none}</style></head>"
        "<body><h1>自评报告</h1><p>全年<del>9</del><ins>12</ins>期<br>共600人次&nbsp;</p><table><thead><tr><th rowspan=2>指标"
        "<th colspan=2 x:num='1'>值</thead><tr><td><table><tr><td>1<td>2</table><td><select><option>a</select></table></body></html>"
    ).encode()
    chance = random.Random(seed)
    outcomes = set()
    for _ in range(100):
        data = bytearray(whole)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.randrange(0, 6)):
            if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            read(Source("坏.html", bytes(data)))
            outcomes.add("read")
        except ReadError as error:
            outcomes.add(type(error).__name__)
    assert outcomes > {"read"}
