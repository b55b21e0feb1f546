"""How `kpi-nlp review` is reached: on this machine alone by a token, or from others by users with passwords."""

import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from kpi_nlp.review import Store
    from kpi_nlp.web import Desk, Sources, Tls

HOME = "127.0.0.1"
_HOMES = (HOME, "localhost")
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="端口；0 由程序选择。")]
Host = Annotated[
    str,
    typer.Option(
        "--host", metavar="NAME", help="在哪个地址打开；不是本机时（如 0.0.0.0）须先用 kpi-nlp users 设用户和密码。"
    ),
]
Certificate = Annotated[
    Path | None,
    typer.Option(
        "--certfile", help="TLS 证书（PEM，含证书链），供其他电脑以 https 打开。", show_default=False, readable=False
    ),
]
Key = Annotated[
    Path | None,
    typer.Option("--keyfile", help="TLS 证书的私钥（PEM，没有密码）。", show_default=False, readable=False),
]
NoTls = Annotated[
    bool, typer.Option("--no-tls", help="没有证书也让其他电脑打开：密码和报告内容在网络上明文传输，只用于可信的内网。")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="只显示网址，不打开浏览器。")]

_NO_TLS = (
    "让其他电脑打开须有 TLS 证书（--certfile 证书.pem --keyfile 私钥.pem），否则密码和报告内容在网络上明文传输；"
    "确在可信的内网、没有证书时，可加 --no-tls"
)
_PLAIN = "注意：没有 TLS，密码和报告内容在网络上明文传输，只能用于可信的内网。"
_NO_USERS = '复核库「{}」还没有用户，其他电脑打开须有用户和密码：请先运行 kpi-nlp users add 姓名 --store "{}"'


def at_home(host: str) -> bool:
    """Return whether the page is for this machine alone."""
    return host in _HOMES


def tls_for(host: str, certificate: Path | None, key: Path | None, *, refused: bool) -> "Tls | None":
    """Return certificate and key, None for none; raises BadParameter where there must be some, or they cannot be used."""
    if (certificate is None) != (key is None):
        message = "--certfile 和 --keyfile 须同时写明"
        raise typer.BadParameter(message)
    if at_home(host):
        if certificate or refused:
            message = "只在本机打开时不用 TLS：--certfile、--keyfile、--no-tls 与 --host 一起用"
            raise typer.BadParameter(message)
        return None
    if certificate is None or key is None:
        if not refused:
            raise typer.BadParameter(_NO_TLS)
        return None
    from kpi_nlp.web import NotServed, Tls

    try:
        return Tls(certificate, key).proved()
    except NotServed as error:
        raise typer.BadParameter(str(error)) from error


def must_have_users(store: "Store") -> None:
    """Raise BadParameter where nobody could log in."""
    from kpi_nlp.review.users import all_users

    if not all_users(store):
        raise typer.BadParameter(_NO_USERS.format(store.name, store.name))


def serve_at(host: str, port: int, desk: "Desk", sources: "Sources", *, tls: "Tls | None", browser: bool) -> None:
    """Serve until interrupted, and say where; raises BadParameter where the place is taken."""
    from kpi_nlp.web import NotServed, serve

    private = at_home(host)
    how = "只能用一次" if private else "用 kpi-nlp users 设的用户名和密码登录"

    def announce(address: str) -> None:
        typer.echo(f"第 {desk.run.number} 次核对，{desk.run.findings} 条。请在浏览器打开（{how}）：", err=True)
        typer.echo(address)
        if not private and tls is None:
            typer.echo(_PLAIN, err=True)
        if browser and private:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    try:
        with suppress(KeyboardInterrupt):  # none comes where a shell has its background jobs ignore it
            serve(
                _application(host, desk, sources, secure=tls is not None), host=HOME if private else host, port=port,
                announce=announce, tls=tls,
            )  # fmt: skip
    except NotServed as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo("复核页面已关闭，意见都已保存。", err=True)


def _application(
    host: str, desk: "Desk", sources: "Sources", *, secure: bool
) -> "Callable[[int], tuple[ASGIApp, str]]":
    from kpi_nlp.web import addresses, application, shared_application, shared_site

    def alone(port: int) -> "tuple[ASGIApp, str]":
        return application(desk, sources, port=port)

    def shared(port: int) -> "tuple[ASGIApp, str]":
        site = shared_site(host, port, secure=secure)
        return shared_application(desk, sources, site=site), "\n".join(addresses(host, site))

    return alone if at_home(host) else shared
