"""The door for other machines: who logs in, who waits, and what is refused; two reviewers on one server."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient
from visiting import PORT, on_both

from kpi_nlp.review import Store, StoreError, history, labels_of, run_of, trail
from kpi_nlp.review.users import add_user, change_password, remove_user, user_of
from kpi_nlp.web import Desk, Site, Sources, shared_application
from kpi_nlp.web.guard import LARGEST_FORM
from kpi_nlp.web.sessions import Sessions
from kpi_nlp.web.throttle import WINDOW, Throttle

NAME = "kpi.caizheng.example"
SITE = Site(PORT, frozenset({NAME}), addressed=True)
AWAY = {"Host": f"{NAME}:{PORT}", "Origin": f"http://{NAME}:{PORT}"}
PASSWORD = "绩效复核-2026-春"  # noqa: S105 - of nobody
PAGES = ("/", "/list", "/progress", "/conflicts", "/labelling", "/evaluation", "/trail", "/static/keys.js")


class Office:
    """A server for users, and the browsers that visit it."""

    def __init__(self, store: Store, sources: Sources, site: Site = SITE) -> None:
        self.store = store
        self.site = site
        self.app = shared_application(Desk(store, run_of(store), ""), sources, site=site)

    def browser(self, address: str = "10.0.0.7") -> TestClient:
        origin = {"Host": AWAY["Host"], "Origin": f"{self.site.scheme}://{AWAY['Host']}"}
        base = f"{self.site.scheme}://{NAME}:{PORT}"
        return TestClient(self.app, base, headers=origin, follow_redirects=False, client=(address, 50_000))

    def at_work(self, name: str) -> TestClient:
        browser = self.browser()
        assert login(browser, name).status_code == 303
        return browser


def login(browser: TestClient, name: str, password: str = PASSWORD) -> Any:  # noqa: ANN401 - an answer
    return browser.post("/login", data={"name": name, "password": password})


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_nlp.review.passwords._BLOCKS", 16)


@pytest.fixture
def office(store: Store, sources: Sources) -> Office:
    add_user(store, "王审", PASSWORD, actor="管理员")
    add_user(store, "李核", PASSWORD, "second", actor="管理员")
    return Office(store, sources)


def findings(store: Store) -> list[Mapping[str, Any]]:
    return [known.finding for known in Desk(store, run_of(store), "").all]


@pytest.mark.parametrize("path", PAGES)
def test_without_a_session_there_is_the_login_page_and_nothing_else(office: Office, path: str) -> None:
    browser = office.browser()
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["location"], answer.content) == (303, "/login", b"")
    part = browser.get(path, headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["content-type"]) == (403, "text/plain; charset=utf-8")
    assert "重新登录" in part.text
    assert browser.get("/enter?token=").status_code == 303
    page = browser.get("/login")
    assert page.status_code == 200
    assert "王审" not in page.text
    assert browser.get("/static/page.css").status_code == 200


def test_without_a_session_nothing_is_written(office: Office) -> None:
    found, browser = findings(office.store)[0], office.browser()
    for path in (f"/finding/{found['id']}/decision", "/undo", "/leave", "/labelling/x"):
        assert browser.post(path, data={"verdict": "confirmed"}).status_code == 403
    assert history(office.store, found["fingerprint"]) == ()


@pytest.mark.parametrize("secure", [False, True])
def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_text(
    office: Office, sources: Sources, *, secure: bool
) -> None:
    site = Site(PORT, frozenset({NAME}), secure=secure)
    cookie = login(Office(office.store, sources, site).browser(), "王审").headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    flags = {flag.strip().lower() for flag in rest.split(";")[1:]}
    assert name == ("__Host-" if secure else "") + f"kpi-nlp-{PORT}"
    assert flags == {"httponly", "samesite=strict", "path=/", *(["secure"] if secure else [])}


@on_both
def test_every_decision_bears_the_name_of_who_is_logged_in_and_each_undoes_their_own(office: Office) -> None:
    first = findings(office.store)[0]
    wang, li = office.at_work("王审"), office.at_work("李核")
    assert "初审 · 王审" in wang.get("/").text
    assert "复审 · 李核" in li.get("/").text
    assert wang.post(f"/finding/{first['id']}/decision", data={"verdict": "confirmed"}).status_code == 200
    assert li.post(f"/finding/{first['id']}/decision", data={"verdict": "dismissed"}).status_code == 200
    assert li.post("/undo").status_code == 200
    assert li.post("/undo").status_code == 422
    said = [(told.reviewer, told.round, told.verdict) for told in history(office.store, first["fingerprint"])]
    assert said == [("王审", "first", "confirmed"), ("李核", "second", "dismissed"), ("李核", "second", None)]
    assert "确认问题" in li.get(f"/finding/{first['id']}", headers={"HX-Request": "true"}).text


@on_both
def test_two_of_the_same_round_meet_a_conflict_and_nothing_typed_is_lost(office: Office) -> None:
    add_user(office.store, "赵审", PASSWORD, actor="管理员")
    found = findings(office.store)[0]
    wang, zhao = office.at_work("王审"), office.at_work("赵审")
    path = f"/finding/{found['id']}/decision"
    assert wang.post(path, data={"verdict": "confirmed"}).status_code == 200
    met = zhao.post(path, data={"verdict": "dismissed", "comment": "年报已更正"})
    assert met.status_code == 409
    assert "年报已更正" in met.text
    seen = re.search(r'name="seen" value="(\d+)"', met.text)
    assert seen is not None
    again = {"verdict": "dismissed", "comment": "年报已更正", "seen": seen[1]}
    assert zhao.post(path, data=again).status_code == 200
    assert wang.post("/undo").status_code == 422
    said = [(told.reviewer, told.verdict, told.comment) for told in history(office.store, found["fingerprint"])]
    assert said == [("王审", "confirmed", ""), ("赵审", "dismissed", "年报已更正")]


@on_both
def test_labels_bear_the_name_of_who_is_logged_in_and_each_labels_every_pair(office: Office, sources: Sources) -> None:
    key = sources.pairs()[0].key
    for name in ("王审", "李核"):
        browser = office.at_work(name)
        assert key in browser.get("/labelling").text
        assert browser.post(f"/labelling/{key}", data={"label": "same"}).status_code == 200
        assert key not in browser.get("/labelling").text
    assert [(said.pair, said.reviewer) for said in labels_of(office.store)] == [(key, "王审"), (key, "李核")]


def test_the_trail_names_the_users_that_were_added_changed_and_removed(office: Office) -> None:
    change_password(office.store, "王审", PASSWORD, actor="管理员")
    remove_user(office.store, "李核", actor="管理员")
    told = office.at_work("王审").get("/trail").text
    assert re.findall("(?:添加用户|改密码|删除用户)「.*?」", told) == [
        "删除用户「李核」",
        "改密码「王审」",
        "添加用户「李核」",
        "添加用户「王审」",
    ]
    assert "全部校验一致" in told


@on_both
def test_the_trail_tells_who_came_in_was_turned_away_and_left_and_no_password(office: Office) -> None:
    browser = office.browser("10.0.0.9")
    login(browser, "王审", "猜的密码-0123")
    login(browser, PASSWORD, "王审")  # the fields were mixed up
    login(browser, "字" * 500)
    login(browser, "王　审")
    login(browser, "王审")
    browser.post("/leave")
    told = [(entry.actor, entry.action, entry.content) for entry in trail(office.store)[-6:]]
    where = {"address": "10.0.0.9"}
    assert told == [
        ("王审", "login refused", where),
        ("", "login refused", where),
        ("", "login refused", where),
        ("", "login refused", where),
        ("王审", "login", where),
        ("王审", "logout", where),
    ]
    page = office.at_work("李核").get("/trail").text
    assert PASSWORD not in page
    assert "猜的密码" not in page
    shown = re.findall(r"<td>(\S*)</td><td>(登录|登录失败|退出)</td><td>来自 (\S+)</td>", page)
    assert shown[:3] == [("李核", "登录", "10.0.0.7"), ("王审", "退出", "10.0.0.9"), ("王审", "登录", "10.0.0.9")]
    assert shown[3] == ("未知的用户名", "登录失败", "10.0.0.9")


def test_who_waits_adds_nothing_to_the_trail(office: Office) -> None:
    browser = office.browser()
    for _ in range(9):
        answer = login(browser, "王审", "猜的密码-0123")
    assert answer.status_code == 429
    assert [entry.action for entry in trail(office.store)].count("login refused") == 5


def test_a_cookie_stolen_before_logout_is_worth_nothing_after(office: Office) -> None:
    browser = office.at_work("王审")
    stolen = dict(browser.cookies)
    answer = browser.post("/leave")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    browser.cookies.clear()
    thief = office.browser("10.0.0.66")
    thief.cookies.update(stolen)
    assert thief.get("/").headers["location"] == "/login"
    assert thief.get("/", headers={"HX-Request": "true"}).status_code == 403


def test_a_session_that_somebody_planted_is_not_the_one_that_opens(office: Office) -> None:
    browser, named = office.browser(), office.site.cookie
    browser.headers["Cookie"] = f"{named}=chosen-by-another"
    opened = cookie_of(login(browser, "王审"))
    assert opened != "chosen-by-another"
    assert browser.get("/").status_code == 303
    browser.headers["Cookie"] = f"{named}={opened}"
    assert browser.get("/").status_code == 200
    assert cookie_of(login(browser, "李核")) != opened
    assert browser.get("/").status_code == 303


def cookie_of(answer: Any) -> str:  # noqa: ANN401 - an answer
    return str(answer.headers["set-cookie"]).partition("=")[2].partition(";")[0]


@pytest.mark.parametrize(
    "change", [change_password, lambda store, name, _, actor: remove_user(store, name, actor=actor)]
)
def test_who_was_removed_or_has_another_password_is_out_at_once(office: Office, change: Any) -> None:  # noqa: ANN401
    browser, other = office.at_work("王审"), office.at_work("李核")
    change(office.store, "王审", PASSWORD + "夏", actor="管理员")
    assert browser.get("/").headers.get("location") == "/login"
    assert other.get("/").status_code == 200


def test_a_store_that_fails_lets_nobody_in(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = office.at_work("王审")

    def held(*_: object) -> None:
        message = "复核库打不开"
        raise StoreError(message)

    monkeypatch.setattr("kpi_nlp.web.login.user_of", held)
    assert (browser.get("/").status_code, browser.get("/").text) == (503, "复核库打不开")


def test_after_eight_hours_without_a_request_one_logs_in_again(office: Office) -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    cookie = sessions.open(user_of(office.store, "王审"))
    for hours, open_ in ((7, True), (14, True), (22.1, False), (22.2, False)):
        now[0] = hours * 3600
        assert (sessions.of(cookie) is not None) is open_


def test_a_page_that_only_asks_for_news_keeps_nobody_logged_in(
    office: Office, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("kpi_nlp.web.app.Sessions", lambda: Sessions(lambda: now[0]))
    browser = Office(office.store, sources).at_work("王审")
    for hours, expected in ((5, 204), (7, 204), (8.1, 403)):
        now[0] = hours * 3600
        assert browser.get("/news?since=0", headers={"HX-Request": "true"}).status_code == expected


def test_a_wrong_name_and_a_wrong_password_are_told_alike_and_cost_alike(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = hashlib.scrypt, []
    monkeypatch.setattr(hashlib, "scrypt", lambda *given, **cost: calls.append(cost["n"]) or real(*given, **cost))
    browser = office.browser()
    told = []
    for name in ("王审", "没有这人"):
        answer = login(browser, name, "错的密码错的密码")
        told.append((answer.status_code, answer.text.replace(name, ""), len(calls)))
        assert "set-cookie" not in answer.headers
    assert [text for _, text, _ in told] == [told[0][1]] * 2
    assert [(status, count) for status, _, count in told] == [(403, 1), (403, 2)]
    assert "用户名或密码不对" in told[0][1]
    assert "错的密码" not in told[0][1]


def test_guessing_is_slowed_by_name_and_address_and_others_are_not_locked_out(office: Office) -> None:
    guesser = office.browser("10.0.0.66")
    answers = [login(guesser, "王审", f"猜-{number}-猜猜猜猜").status_code for number in range(7)]
    assert answers == [403] * 5 + [429] * 2
    slowed = login(guesser, "王审")
    assert slowed.status_code == 429
    assert 0 < int(slowed.headers["retry-after"]) <= WINDOW
    assert "分钟后再试" in slowed.text
    assert login(office.browser("10.0.0.7"), "王审").status_code == 303
    many = [login(guesser, f"某{number}", "猜猜猜猜猜猜猜猜猜猜").status_code for number in range(20)]
    assert many == [403] * 15 + [429] * 5
    crowd = [login(office.browser(f"10.1.0.{n}"), "王审", "猜猜猜猜猜猜猜猜猜猜").status_code for n in range(50)]
    assert crowd == [403] * 45 + [429] * 5


def test_after_a_quarter_of_an_hour_a_name_may_be_tried_again_and_a_right_password_counts_nothing() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    assert [throttle.wait("王审", "a") for _ in range(6)] == [0] * 5 + [WINDOW]
    now[0] = WINDOW - 1
    assert throttle.wait("王审", "a") == 1
    now[0] = WINDOW
    for _ in range(100):
        assert throttle.wait("王审", "a") == 0
        throttle.right("王审", "a")


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", NAME, f"{NAME}.evil.example:{PORT}", "", "10.0.0.9:8765"]
)
def test_a_foreign_host_is_refused(office: Office, host: str) -> None:
    browser = office.at_work("王审")
    assert browser.get("/", headers={"Host": host, "Origin": f"http://{host}"}).status_code == 400


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"https://{NAME}:{PORT}", f"http://{NAME}:1"])
@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/undo"), ("POST", "/login")])
def test_a_foreign_origin_is_refused_at_the_login_too(office: Office, origin: str, method: str, path: str) -> None:
    browser = office.at_work("王审")
    assert browser.request(method, path, headers={"Origin": origin}).status_code == 403
    assert browser.request(method, path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_login_of_another_site_without_its_origin_is_refused(office: Office) -> None:
    browser = office.browser()
    del browser.headers["Origin"]
    assert login(browser, "王审").status_code == 403


def test_the_server_is_known_by_its_names_and_by_the_address_at_which_a_request_came_in() -> None:
    site = Site(8765, frozenset({"kpi-pc"}), addressed=True)
    at = {"server": ("10.0.0.9", 8765)}
    assert site.knows("10.0.0.9:8765", at)
    assert site.knows("KPI-PC:8765", at)
    assert site.knows("[fe80::1]:8765", {"server": ("fe80::1%eth0", 8765)})
    assert site.knows("10.0.0.9:8765", {"server": ("::ffff:10.0.0.9", 8765)})
    for host in ("10.0.0.8:8765", "10.0.0.9", "10.0.0.9:80", "evil.example:8765", None):
        assert not site.knows(host, at)
    assert not site.knows("evil.example:8765", {"server": ("evil.example", 8765)})
    assert not Site(8765).knows("10.0.0.9:8765", at)
    assert Site(443, frozenset({"kpi"}), secure=True).knows("kpi", at)
    assert not Site(443, frozenset({"kpi"})).knows("kpi", at)


def test_an_oversized_form_is_refused_before_it_is_read(office: Office) -> None:
    browser = office.browser()
    assert login(browser, "王审", "长" * LARGEST_FORM).status_code == 413
    assert browser.post("/login", content=iter([b"name=a"])).status_code == 411
    assert browser.post("/login", content="&".join("name=a" for _ in range(500))).status_code == 403
    assert office.at_work("王审").post("/undo", data={"a": "长" * LARGEST_FORM}).status_code == 413


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/model/run.py", "/static//etc/passwd"]
)
def test_no_path_leads_out_with_a_session_or_without(office: Office, path: str) -> None:
    assert office.browser().get(path).status_code == 303
    assert office.at_work("王审").get(path).status_code == 404


def test_every_answer_carries_the_strict_policy_and_a_name_is_shown_as_text(office: Office) -> None:
    browser = office.browser()
    answers = [
        browser.get("/"),
        browser.get("/login"),
        login(browser, "<script>alert(1)</script>"),
        browser.get("/nowhere"),
    ]
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    assert {answer.headers["content-security-policy"] for answer in answers} == {policy}
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert "<script>" not in answers[2].text
    assert "&lt;script&gt;" in answers[2].text
