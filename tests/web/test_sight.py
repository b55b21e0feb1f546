"""The pages for those who zoom, who move by Tab, who see little, who hear them, and who print."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from visiting import press, until

from kpi_nlp.model import PairLabel, Result
from kpi_nlp.reports import save_report
from kpi_nlp.review import Store, label_pair, run_of
from kpi_nlp.text import squeeze
from kpi_nlp.web import Desk, Sources

pytest.importorskip("selenium", reason="selenium is not installed")
from selenium.webdriver import Chrome, Keys

Visit = Callable[[Store, str], str]
VIEWS = ("/", "/progress", "/conflicts", "/labelling", "/evaluation", "/trail")


@pytest.fixture
def worked_on(store: Store, sources: Sources) -> Store:
    """A store in which every page has something to show."""
    desk = Desk(store, run_of(store), "李核", "second")
    for known in desk.all[::3]:
        desk.decide(known, "dismissed", "以年报数为准。", seen=None)
    for known in Desk(store, run_of(store), "王审").all[::2]:
        Desk(store, run_of(store), "王审").decide(known, "confirmed", "", seen=None)
    for pair in sources.pairs()[:4]:
        label_pair(store, PairLabel(pair.key, "same", "random", "李核", pair.verdict))
    return store


@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 800, 1), (1024, 640, 1.25), (640, 400, 2)])
def test_at_every_zoom_all_is_in_sight(
    browser: Chrome, worked_on: Store, visit: Visit, *, width: int, height: int, scale: float
) -> None:
    base = visit(worked_on, "王审")
    sizes = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sizes)
    try:
        for view in VIEWS:
            browser.get(base + view)
            assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), view
        browser.get(base)
        press(browser, "j")
        until(browser, "document.activeElement.localName", "h1")
        assert browser.execute_script(
            "return ['#finding h1', '#comment', '.confirmed[name]', '[data-key=u]'].filter((one) => {"
            " const { top, bottom, right } = document.querySelector(one).getBoundingClientRect();"
            " return top < 0 || bottom > innerHeight || right > innerWidth; })"
        ) == []  # fmt: skip
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


# of every text that is seen: its contrast with what lies under it, where it is below that of WCAG AA
PALE = r"""
const light = (c) => c.map((v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
const rgba = (text) => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return [[r, g, b], a]; };
const over = ([top, a], below) => top.map((v, at) => v * a + below[at] * (1 - a));
const ground = (e) => e ? over(rgba(getComputedStyle(e).backgroundColor), ground(e.parentElement)) : [255, 255, 255];
const faint = (e) => e ? getComputedStyle(e).opacity * faint(e.parentElement) : 1;
return [...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility() && !e.closest('option')
  && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
    const [colour, a] = rgba(getComputedStyle(e).color), below = ground(e);
    const [high, low] = [over([colour, a * faint(e)], below), below].map(light).sort((x, y) => y - x);
    return [(high + .05) / (low + .05), e.textContent.trim().slice(0, 20)];
  }).filter(([contrast]) => contrast < 4.5);
"""


def test_every_text_stands_out_from_its_ground(browser: Chrome, worked_on: Store, visit: Visit) -> None:
    base = visit(worked_on, "王审")
    for view in VIEWS:
        browser.get(base + view)
        if view == "/":
            until(browser, "document.querySelectorAll('.pane').length > 0", expected=True)
        assert browser.execute_script(PALE) == [], view


NAMED = ("button", "link", "textbox", "searchbox", "combobox", "dialog", "region", "navigation", "image")


def test_everything_one_can_use_has_a_name_for_who_hears_the_page(
    browser: Chrome, worked_on: Store, visit: Visit
) -> None:
    base = visit(worked_on, "王审")
    for view in VIEWS:
        browser.get(base + view)
        nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        told = [(node["role"]["value"], node.get("name", {}).get("value")) for node in nodes if not node["ignored"]]
        assert {role for role, _ in told} >= {"button", "link", "navigation"}
        assert [role for role, name in told if role in NAMED and not name] == [], view


def test_whoever_moves_by_tab_sees_where(browser: Chrome, store: Store, visit: Visit) -> None:
    visit(store, "王审")
    seen = []
    for _ in range(25):
        press(browser, Keys.TAB)
        seen.append(browser.execute_script(
            "const e = document.activeElement; return [e.localName, getComputedStyle(e).outlineStyle]"
        ))  # fmt: skip
    assert {name for name, _ in seen} >= {"a", "button", "input", "select", "textarea"}
    assert [name for name, outline in seen if name != "body" and outline == "none"] == []


def test_a_printed_report_holds_what_it_folds_away_on_the_screen(
    browser: Chrome, faulty: Result, tmp_path: Path
) -> None:
    from pypdfium2 import PdfDocument

    path = tmp_path / "结果.html"
    save_report(faulty, path, "check", "html")
    browser.get(path.as_uri())
    printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    browser.get("about:blank")
    told = squeeze("".join(page.get_textpage().get_text_bounded() for page in PdfDocument(printed)))
    folded = [squeeze(row.name) for finding in faulty.findings for row in finding.rows]
    assert folded
    assert [name for name in folded if name not in told] == []
    assert all(finding.id in told for finding in faulty.findings)
