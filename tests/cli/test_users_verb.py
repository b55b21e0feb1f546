"""`kpi-nlp users`, and `kpi-nlp review --host` for those who log in: as processes, with TLS and without."""

import getpass
import http.client
import signal
import ssl
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from kpi_nlp.__main__ import run
from kpi_nlp.review import open_store
from kpi_nlp.review.users import add_user, all_users, known_user

PASSWORD = "绩效复核-2026-春"  # noqa: S105 - of nobody
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what a user writes


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "复核库.sqlite")


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give what lets passwords be typed at the hidden prompt."""

    def typed(*texts: str) -> None:
        left = list(texts)
        monkeypatch.setattr(getpass, "getpass", lambda _: left.pop(0))

    return typed


def test_users_are_added_listed_changed_and_removed(
    place: str, typing: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typing(PASSWORD, PASSWORD)
    assert run(["users", "add", "王审", "--store", place]) == 0
    typing(PASSWORD, PASSWORD)
    assert run(["users", "add", "李核", "--second", "--store", place]) == 0
    typing(PASSWORD + "夏", PASSWORD + "夏")
    assert run(["users", "password", "王审", "--store", place]) == 0
    said = capsys.readouterr()
    assert PASSWORD not in said.out + said.err
    assert run(["users", "--store", place]) == 0
    listed = [line.split("  ")[:2] for line in capsys.readouterr().out.splitlines()]
    assert listed == [["复审", "李核"], ["初审", "王审"]]
    store = open_store(place)
    assert known_user(store, "王审", PASSWORD + "夏") is not None
    store.close()
    assert run(["users", "remove", "王审", "--store", place]) == 0
    store = open_store(place)
    assert [user.name for user in all_users(store)] == ["李核"]
    store.close()


@pytest.mark.parametrize(
    ("arguments", "typed", "why"),
    [
        (["add", "王审"], ("绩效复核-2026-春", "绩效复核-2026-夏"), "两次输入的密码不一样"),
        (["add", "王审"], ("短", "短"), "密码须为 10 至"),
        (["password", "王审"], (PASSWORD, PASSWORD), "没有用户「王审」"),
        (["remove", "王审"], (), "没有用户「王审」"),
        (["add"], (), "kpi-nlp users add 姓名"),
        (["list", "王审"], (), "kpi-nlp users add 姓名"),
        (["remove", "王审", "--second"], (), "kpi-nlp users add 姓名"),
    ],
)
def test_what_cannot_be_done_is_told(
    place: str,
    typing: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
    *,
    arguments: Sequence[str],
    typed: Sequence[str],
    why: str,
) -> None:
    open_store(place).close()
    typing(*typed)
    assert run(["users", *arguments, "--store", place]) == 2
    assert why in capsys.readouterr().err


def test_a_password_is_never_read_where_it_would_be_seen(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def seen(_: str) -> str:
        warnings.warn("echo", getpass.GetPassWarning, stacklevel=2)
        return PASSWORD

    monkeypatch.setattr(getpass, "getpass", seen)
    assert run(["users", "add", "王审", "--store", place]) == 2
    assert "只能在命令行窗口里输入" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--host", EVERYWHERE], "须有 TLS 证书"),
        (["--host", EVERYWHERE, "--certfile", "证书.pem"], "须同时写明"),
        (["--host", EVERYWHERE, "--certfile", "没有.pem", "--keyfile", "没有.pem"], "打不开证书"),
        (["--host", EVERYWHERE, "--certfile", __file__, "--keyfile", __file__], "须是成对的 PEM 文件"),
        (["--host", EVERYWHERE, "--no-tls"], "还没有用户"),
        (["--host", EVERYWHERE, "--no-tls", "--reviewer", "王审"], "复核人是登录的用户"),
        (["--host", EVERYWHERE, "--no-tls", "--second"], "复核人是登录的用户"),
        (["--no-tls"], "只在本机打开时不用 TLS"),
    ],
)
def test_another_host_needs_users_and_tls_or_the_word_of_who_goes_without(
    reports: Path, place: str, capsys: pytest.CaptureFixture[str], options: Sequence[str], why: str
) -> None:
    assert run(["review", str(reports / "faulty"), "--store", place, *options]) == 2
    assert why in capsys.readouterr().err


def test_an_address_of_another_machine_is_told(reports: Path, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    _with_user(place)
    for host in ("203.0.113.9", "no such host"):
        assert run(["review", str(reports / "clean"), "--store", place, "--no-tls", "--host", host]) == 2
        assert f"「{host}」不是本机的" in capsys.readouterr().err


def _with_user(place: str) -> None:
    store = open_store(place)
    add_user(store, "王审", PASSWORD, actor="测试")
    store.close()


@contextmanager
def _reviewing(*arguments: str) -> Iterator[tuple[str, list[str]]]:
    command = [sys.executable, "-m", "kpi_nlp", "review", *arguments]
    said: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), said
        finally:
            process.send_signal(signal.SIGINT)
            said += process.communicate(timeout=60)[1].splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="an interrupt is sent otherwise there")
@pytest.mark.parametrize("secure", [True, False])
def test_a_user_logs_in_over_the_network(
    reports: Path, place: str, certificate: tuple[Path, Path], *, secure: bool
) -> None:
    _with_user(place)
    how = ["--certfile", str(certificate[0]), "--keyfile", str(certificate[1])] if secure else ["--no-tls"]
    with _reviewing(str(reports / "faulty"), "--store", place, "--host", EVERYWHERE, *how) as (address, said):
        known = urlsplit(address)
        assert known.scheme == ("https" if secure else "http")
        server = f"127.0.0.1:{known.port}"
        answer = _posted(server, certificate[0] if secure else None, f"{known.scheme}://{server}", server)
        assert answer.status == 303
        assert ("Secure" in answer.headers["Set-Cookie"]) is secure
        assert _posted(server, certificate[0] if secure else None, "http://evil.example", "evil.example").status == 400
    text = "\n".join(said)
    assert "kpi-nlp users 设的用户名和密码登录" in text
    assert ("明文传输" in text) is not secure
    assert PASSWORD not in text
    assert "Traceback" not in text


def _posted(server: str, certificate: Path | None, origin: str, host: str) -> http.client.HTTPResponse:
    connection = (
        http.client.HTTPSConnection(server, timeout=30, context=ssl.create_default_context(cafile=certificate))
        if certificate
        else http.client.HTTPConnection(server, timeout=30)
    )
    form = urlencode({"name": "王审", "password": PASSWORD})
    connection.request("POST", "/login", form, {"Host": host, "Origin": origin})
    answer = connection.getresponse()
    connection.close()
    return answer
