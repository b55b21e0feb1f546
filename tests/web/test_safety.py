"""The door of the review page: who is let in, what is refused, and that documents never become markup."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient
from visiting import AT_HOME, PORT, entered

from kpi_nlp.model import Result
from kpi_nlp.reports.contract import whole
from kpi_nlp.review import Store, history, run_of
from kpi_nlp.web import Desk, Sources, application
from kpi_nlp.web.guard import LARGEST_FORM
from kpi_nlp.web.pages import HERE

HTMX = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"
PAGES = ("/", "/list", "/progress", "/conflicts", "/labelling", "/evaluation", "/trail", "/static/page.css")


def first(store: Store) -> Mapping[str, Any]:
    known = Desk(store, run_of(store), "王审").all
    return known[0].finding


def test_the_vendored_script_is_the_published_one() -> None:
    assert hashlib.sha256((HERE / "static" / "htmx.min.js").read_bytes()).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (HERE / "static" / "htmx.LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_without_the_token_nothing_is_shown(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200
    client.cookies.clear()
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/plain; charset=utf-8")


def test_the_token_opens_once_and_becomes_a_cookie_that_scripts_cannot_read(store: Store, sources: Sources) -> None:
    app, address = application(Desk(store, run_of(store), "王审"), sources, port=PORT)
    browser = TestClient(app, base_url=f"http://127.0.0.1:{PORT}", headers=AT_HOME, follow_redirects=False)
    assert browser.get("/enter?token=falsch").status_code == 403
    cookie = browser.get(address).headers["set-cookie"]
    assert f"kpi-nlp-{PORT}=" in cookie
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    browser.cookies.clear()
    assert browser.get(address).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1.evil.example:{PORT}", ""]
)
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_origin_is_refused(client: TestClient, origin: str, method: str) -> None:
    assert client.request(method, "/undo", headers={"Origin": origin}).status_code == 403


def test_a_form_of_another_site_is_refused_with_and_without_its_origin(store: Store, client: TestClient) -> None:
    found = first(store)
    path = f"/finding/{found['id']}/decision"
    assert client.post(path, data={"verdict": "confirmed"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    del client.headers["Origin"]
    assert client.post(path, data={"verdict": "confirmed"}).status_code == 403
    assert history(store, found["fingerprint"]) == ()


def test_a_cookie_stolen_before_logout_is_worth_nothing_after(client: TestClient) -> None:
    stolen = dict(client.cookies)
    assert client.post("/leave").status_code == 200
    client.cookies.clear()
    for name, value in stolen.items():
        client.cookies.set(name, value)
    assert client.get("/").status_code == 403


def test_an_oversized_form_is_refused_before_it_is_read(store: Store, client: TestClient) -> None:
    found = first(store)
    path = f"/finding/{found['id']}/decision"
    assert client.post(path, data={"comment": "长" * LARGEST_FORM}).status_code == 413
    assert client.post(path, content=iter([b"comment=1"])).status_code == 411
    assert client.post(path, data={"verdict": "confirmed", "comment": "长" * 2001}).status_code == 422
    for odd in ({"verdict": "arbitrary"}, {"verdict": "mismatched", "counterpart": "没有这一行"}):
        assert client.post(path, data=odd).status_code == 422
    assert client.post(path, data={"comment": "a", "seen": "9" * 5000}).status_code == 200
    assert client.post(path, data={"comment": "a", "seen": "²"}).status_code == 409
    assert client.post(path, content="&".join("verdict=confirmed" for _ in range(500))).status_code == 409
    assert [(said.verdict, said.comment) for said in history(store, found["fingerprint"])] == [(None, "a")]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/%2e%2e/model/run.py", "/static/..\\app.py", "/static//etc/passwd",
        "/finding/..%2f..%2fetc%2fpasswd", "/finding/../../etc/passwd/sources", "/finding/YD-NOTHING", "/finding/YD-NOTHING/sources",
        "/finding/YD-NOTHING/counterparts",
    ],
)  # fmt: skip
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_answer_carries_the_strict_policy(client: TestClient) -> None:
    answers = [
        client.get("/"),
        client.get("/list"),
        client.get("/static/keys.js"),
        client.get("/nowhere"),
        client.post("/undo"),
    ]
    client.cookies.clear()
    answers.append(client.get("/"))
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    assert {answer.headers["content-security-policy"] for answer in answers} == {policy}
    assert {answer.headers["x-content-type-options"] for answer in answers} == {"nosniff"}


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


def test_script_in_a_document_a_name_or_a_comment_is_shown_as_text(
    keep: Callable[[Mapping[str, object]], Store], faulty: Result, sources: Sources
) -> None:
    result = whole(faulty, "check", "1")
    # every text of every finding is replaced, but for what names it and its place
    result["findings"] = [_poisoned(found) for found in result["findings"]]  # type: ignore[index]
    store = keep(json.loads(json.dumps(result)))
    client = entered(store, sources, HOSTILE)
    found = first(store)
    path = f"/finding/{found['id']}"
    desk = Desk(store, run_of(store), HOSTILE)
    desk.decide(desk.all[0], "mismatched", HOSTILE, seen=None, counterpart=HOSTILE)
    conflict = client.post(f"{path}/decision", data={"verdict": "confirmed", "comment": HOSTILE})
    assert conflict.status_code == 409
    pages = [conflict, client.get("/", params={"id": found["id"], "text": HOSTILE}), *map(client.get, PAGES[2:7])]
    pages += [
        client.get(path, headers={"HX-Request": "true"}),
        client.get(f"{path}/sources"),
        client.get(f"{path}/counterparts"),
    ]
    for page in pages:
        assert page.status_code in (200, 409)
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
    assert "&lt;script&gt;" in conflict.text


def _poisoned(found: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = (
        "id",
        "fingerprint",
        "evidence_hash",
        "code",
        "severity",
        "place",
        "kind",
        "cell",
        "row",
        "page",
        "sheet",
        "line",
    )
    return {key: value if key in kept else _worse(value) for key, value in found.items()}


def _worse(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    match value:
        case str():
            return value + HOSTILE
        case list():
            return [_worse(item) for item in value]
        case dict():
            return {key: item if key == "place" else _worse(item) for key, item in value.items()}
        case _:
            return value
