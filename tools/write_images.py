"""Writes the pictures in docs/images: the review page in the system's Chromium at two widths, the workbook by LibreOffice.

python tools/write_images.py
"""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageChops
from pypdfium2 import PdfDocument
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService, Keys
from selenium.webdriver.support.ui import WebDriverWait
from starlette.types import ASGIApp

from kpi_nlp import resources
from kpi_nlp.align import load_linker
from kpi_nlp.model import Label, PairLabel, Result
from kpi_nlp.pipeline import align_reports, check_reports
from kpi_nlp.reports import save_report
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Store, begin_run, finish_run, label_pair, open_store
from kpi_nlp.web import LOOPBACK, Desk, Site, Sources, application, shared_application
from kpi_nlp.web.server import listening, server_of

IMAGES = Path(__file__).parents[1] / "docs" / "images"
WIDTHS = {1280: 800, 1920: 1080}
COLOURS = 256  # of a palette: text and a few shades stay true, and a picture small
PAGES = ("progress", "conflicts", "labelling", "evaluation", "trail")
LABELS: Sequence[Label] = ("same", "same", "part", "same", "different", "same", "unsure", "same")


@contextmanager
def server(opened: Callable[[int], tuple[ASGIApp, str]]) -> Iterator[str]:
    """Serve an application on a thread, given what makes it for a port, and give the address that lets one in."""
    with listening(0) as open_:
        app, address = opened(open_.getsockname()[1])
        running = server_of(app)
        open_.listen()
        thread = threading.Thread(target=running.run, kwargs={"sockets": [open_]})
        thread.start()
        try:
            yield address
        finally:
            running.should_exit = True
            thread.join()


def for_users(desk: Desk, sources: Sources, port: int) -> tuple[ASGIApp, str]:
    """Return the application for other machines and its address."""
    site = Site(port)
    return shared_application(desk, sources, site=site), site.address(LOOPBACK)


def worked_on(store: Store, desk: Desk, sources: Sources) -> None:
    """Let two reviewers have decided some findings, not always alike, and one have labelled some pairs."""
    verdicts = ("confirmed", "confirmed", "dismissed", "confirmed", "needs_material", "mismatched", "rectified")
    comments = ("", "已与单位核实，数据填反。", "两处口径不同，附件已说明。", "", "请补充验收报告。", "", "")
    for at, known in enumerate(desk.all[:20]):
        desk.decide(known, verdicts[at % 7], comments[at % 7], seen=None)  # type: ignore[arg-type]
    other = Desk(store, desk.run, "李核", "second")
    for at, known in enumerate(other.all[:20:4]):
        other.decide(known, "confirmed" if at % 2 else "dismissed", "复审意见：以年报数为准。", seen=None)
    for pair, label in zip(sources.pairs(), LABELS, strict=False):
        label_pair(store, PairLabel(pair.key, label, "random", desk.reviewer, pair.verdict))


def photograph(browser: Chrome, name: str) -> None:
    """Write a picture of what is seen, with few colours."""
    for width, height in WIDTHS.items():
        browser.set_window_size(width, height)
        inner = browser.execute_script("return [window.innerWidth, window.innerHeight]")
        browser.set_window_size(2 * width - inner[0], 2 * height - inner[1])
        path = IMAGES / f"review-{name}-{width}.png"
        browser.save_screenshot(path)
        keep(Image.open(path), path)


def keep(picture: Image.Image, path: Path) -> None:
    """Write a picture with few colours."""
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.name, path.stat().st_size // 1024, "KB")


def photograph_workbook(result: Result, desk: Desk, folder: Path) -> None:
    """Write a picture of the list of findings as LibreOffice prints it, without its margins."""
    path = folder / "疑点清单.xlsx"
    save_report(result, path, "check", "xlsx", {str(known.finding["fingerprint"]): known for known in desk.all})
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    drawn = PdfDocument(path.with_suffix(".pdf"))[1].render(scale=2.4).to_pil().convert("RGB")
    ground = Image.new("RGB", drawn.size, "white")
    left, top, right, _ = ImageChops.difference(drawn, ground).getbbox() or (0, 0, *drawn.size)
    height = int((right - left) * 0.3)
    shown = drawn.crop((left, top, right, top + height)).resize((1920, int(1920 * 0.3)), Image.Resampling.LANCZOS)
    keep(shown, IMAGES / "workbook-findings.png")


def wait_for(browser: Chrome, selector: str) -> None:
    """Wait until an element is there and visible."""
    WebDriverWait(browser, 10).until(lambda _: browser.find_element("css selector", selector).is_displayed())


def main() -> None:
    """Write the pictures of every page."""
    IMAGES.mkdir(exist_ok=True)
    reports = resources.data("corpora/reports") / "faulty"
    sources = Sources(lambda: align_reports([reports], tables=True), load_linker())
    checked = check_reports([reports])
    result = whole(checked, "check", "demo")
    sources.wait()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "review.sqlite")
        run = finish_run(store, begin_run(store, ["faulty"], version="demo", actor="王审"), result, actor="王审")
        desk = Desk(store, run, "王审")
        worked_on(store, desk, sources)
        photograph_workbook(checked, Desk(store, run, "王审"), Path(folder))
        options = ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
            options.add_argument(argument)
        browser = Chrome(options=options, service=ChromeService(shutil.which("chromedriver") or ""))
        with server(lambda port: application(desk, sources, port=port)) as address:
            show(browser, address, desk, sources)
        with server(lambda port: for_users(desk, sources, port)) as address:
            browser.get(address)
            browser.find_element("name", "name").send_keys(desk.reviewer)
            photograph(browser, "login")
        browser.quit()
        store.close()


def show(browser: Chrome, address: str, desk: Desk, sources: Sources) -> None:
    """Open every page and every dialog."""
    browser.get(address)
    wait_for(browser, ".pane")
    photograph(browser, "findings")
    matched = next(known for known in desk.all if sources.near(known.finding) and known.decisions)
    browser.get(address.split("/enter", maxsplit=1)[0] + f"/?id={matched.finding['id']}")
    wait_for(browser, ".pane")
    photograph(browser, "decided")
    ActionChains(browser).send_keys("m").perform()
    wait_for(browser, "#choose")
    photograph(browser, "counterpart")
    conflict(browser, address, desk)
    for page in PAGES:
        browser.get(address.split("/enter", maxsplit=1)[0] + f"/{page}")
        photograph(browser, page)


def conflict(browser: Chrome, address: str, desk: Desk) -> None:
    """Let another decide while a comment is typed."""
    known = desk.all[-1]
    browser.get(address.split("/enter", maxsplit=1)[0] + f"/?id={known.finding['id']}")
    wait_for(browser, ".pane")
    Desk(desk.store, desk.run, "李核").decide(known, "dismissed", "已核对原始台账，两年口径不同。", seen=None)
    ActionChains(browser).send_keys("c", "口径一致，请单位说明调低原因。", Keys.ESCAPE, "a").perform()
    wait_for(browser, ".conflict")
    wait_for(browser, ".pane")
    photograph(browser, "conflict")


if __name__ == "__main__":
    main()
