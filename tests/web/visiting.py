"""Ways to the review page: a client without a browser, a server on a thread, and a real Chromium."""

import hashlib
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from postgresql import KINDS
from starlette.testclient import TestClient

from kpi_nlp.review import Store, run_of
from kpi_nlp.web import Desk, Sources, application
from kpi_nlp.web.server import listening, server_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PORT = 8765
on_both = pytest.mark.parametrize("place", KINDS, indirect=True)
"""For tests that are run on a store of each kind."""
AT_HOME = {"Host": f"127.0.0.1:{PORT}", "Origin": f"http://127.0.0.1:{PORT}"}


def entered(store: Store, sources: Sources, reviewer: str, *, raise_server_exceptions: bool = True) -> TestClient:
    """A client that came in by the door."""
    app, address = application(Desk(store, run_of(store), reviewer), sources, port=PORT)
    browser = TestClient(app, f"http://127.0.0.1:{PORT}", raise_server_exceptions, headers=AT_HOME)
    assert browser.get(address).status_code == 200
    return browser


def many(result: Mapping[str, Any], count: int) -> Mapping[str, Any]:
    """A result with so many findings: those of another over and over, each with a name of its own."""
    found = result["findings"]
    return {**result, "findings": [_renamed(found[at % len(found)], at) for at in range(count)]}


def _renamed(finding: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    print_ = hashlib.sha256(f"{number} {finding['fingerprint']}".encode()).hexdigest()
    return {**finding, "id": f"YD-{number:06}", "fingerprint": print_}


@contextmanager
def served(store: Store, sources: Sources, reviewer: str) -> Iterator[str]:
    """Give the address that lets one in to a server on a thread."""
    with listening(0) as open_:
        app, address = application(Desk(store, run_of(store), reviewer), sources, port=open_.getsockname()[1])
        server = server_of(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [open_]})
        thread.start()
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join()


def chromium() -> "Chrome":
    """A headless Chromium that finds nothing but this machine, and keeps account of all it asks for."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("Chromium and its driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-background-networking", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))


def complaints(browser: "Chrome") -> list[str]:
    """What the browser had to say against the page since the log was last read; a refusal that the page shows is none."""
    return [line["message"] for line in browser.get_log("browser") if line["source"] in ("security", "javascript")]


def asked(browser: "Chrome") -> set[str]:
    """The hosts of all requests since the log was last read."""
    told = [json.loads(line["message"])["message"] for line in browser.get_log("performance")]
    sent = [event["params"]["request"]["url"] for event in told if event["method"] == "Network.requestWillBeSent"]
    return {url.split("/")[2].split(":")[0] for url in sent if not url.startswith("about:")}


def press(browser: "Chrome", *keys: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def until(browser: "Chrome", script: str, expected: object) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    try:
        WebDriverWait(browser, 10, poll_frequency=0.02).until(
            lambda _: browser.execute_script(f"return {script}") == expected
        )
    except Exception as error:
        message = f"{script}: {browser.execute_script(f'return {script}')!r}, not {expected!r}"
        raise AssertionError(message) from error
