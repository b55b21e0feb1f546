"""Two reviewers in a real Chromium log in on one server, decide, and log out."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from visiting import chromium

from kpi_nlp.review import Store, run_of, since
from kpi_nlp.review.users import add_user
from kpi_nlp.web import LOOPBACK, Desk, Site, Sources, shared_application
from kpi_nlp.web.server import listening, server_of

pytest.importorskip("selenium", reason="selenium is not installed")
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import visibility_of_element_located as visible
from selenium.webdriver.support.ui import WebDriverWait

PASSWORD = "绩效复核-2026-春"  # noqa: S105 - of nobody


@contextmanager
def opened(store: Store, sources: Sources) -> Iterator[str]:
    """Give the address of a server for users."""
    with listening(0, LOOPBACK) as socket:
        site = Site(socket.getsockname()[1])
        server = server_of(shared_application(Desk(store, run_of(store), ""), sources, site=site))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        try:
            yield site.address(LOOPBACK)
        finally:
            server.should_exit = True
            thread.join()


def log_in(browser: Chrome, name: str, password: str) -> None:
    field = browser.find_element("name", "name")
    field.clear()
    field.send_keys(name)
    browser.find_element("name", "password").send_keys(password)
    browser.find_element("css selector", "main button").click()


def shown(browser: Chrome, selector: str) -> str:
    """What a page says in a place, once it is there."""
    return str(WebDriverWait(browser, 10).until(visible((By.CSS_SELECTOR, selector))).text)


def test_two_reviewers_log_in_decide_and_log_out(store: Store, sources: Sources) -> None:
    with ExitStack() as stack:
        for name, round_ in (("王审", "first"), ("李核", "second")):
            add_user(store, name, PASSWORD, round_, actor="测试")  # type: ignore[arg-type]
        address = stack.enter_context(opened(store, sources))
        for name, key in (("王审", "a"), ("李核", "x")):
            browser = chromium()
            stack.callback(browser.quit)
            browser.get(address)
            assert browser.current_url == f"{address}login"
            log_in(browser, name, "错的密码错的密码")
            assert shown(browser, "[role=alert]") == "用户名或密码不对"
            assert browser.find_element("name", "name").get_attribute("value") == name
            log_in(browser, name, PASSWORD)
            assert name in shown(browser, ".who")
            count = len(since(store, 0))
            ActionChains(browser).send_keys(key).perform()
            WebDriverWait(browser, 10).until(lambda _, count=count: len(since(store, 0)) > count)
            browser.find_element("css selector", ".bar button").click()
            assert shown(browser, ".login h1") == "登录"
            assert [line for line in browser.get_log("browser") if line["source"] in ("security", "javascript")] == []
    said = [(told.reviewer, told.round, told.verdict) for told in since(store, 0)]
    assert said == [("王审", "first", "confirmed"), ("李核", "second", "dismissed")]
