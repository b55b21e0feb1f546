"""The server: on this machine alone, or for others at the address of one of its names, with TLS."""

import os
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from kpi_nlp.web.site import LOOPBACK, Site

_NOWHERE = ("192.0.2.1", 9)  # an address of documentation: nothing is sent there, it only tells which way out is taken


class NotServed(OSError):
    """A place or a certificate that cannot be used, with the reason and what to do."""


@dataclass(frozen=True, slots=True)
class Tls:
    """A certificate with its chain and its key, as files in PEM."""

    certificate: Path
    key: Path

    def proved(self) -> "Tls":
        """Return this pair if it can be used; raises NotServed."""
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key, password=_no_password)
        except ssl.SSLError as error:
            message = f"证书「{self.certificate}」和私钥「{self.key}」不能用：须是成对的 PEM 文件，私钥不能有密码"
            raise NotServed(message) from error
        except OSError as error:
            message = f"打不开证书「{self.certificate}」或私钥「{self.key}」，请检查文件名和路径"
            raise NotServed(message) from error
        return self


def _no_password() -> str:
    """Return none: else the library would ask for it on the terminal, again at each start."""
    return ""


def listening(port: int, host: str = LOOPBACK) -> socket.socket:
    """Return a socket that listens at a name or an address of this machine; port 0 is any that is free. Raises NotServed."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        message = f"「{host}」不是本机的名称或地址；要让其他电脑打开，可写 --host 0.0.0.0"
        raise NotServed(message) from error
    open_ = socket.socket(family)
    try:
        if os.name == "posix":  # else a port stays taken for a minute after its server was stopped
            open_.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        open_.bind(place)
        open_.listen()  # a browser may come before the server is up
    except OSError as error:
        open_.close()
        message = (
            f"端口 {port} 已被占用或不能使用，或「{host}」不是本机的地址。请换一个（--port），或不写 --port 由程序选择"
        )
        raise NotServed(message) from error
    return open_


def shared_site(host: str, port: int, *, secure: bool) -> Site:
    """Return under which names this machine is reached by others: as it was told, by its own, by its addresses."""
    names = {name for name in (host, socket.gethostname(), "localhost") if name not in ("0.0.0.0", "::")}  # noqa: S104 - no name
    return Site(port, frozenset(name.lower() for name in names), secure=secure, addressed=True)


def addresses(host: str, site: Site) -> list[str]:
    """Return where others find the page: under the name that was told, else under the machine's name and its address."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return [site.address(host)]
    return [site.address(name) for name in (_way_out(), socket.gethostname()) if name]


def _way_out() -> str | None:
    """Return the address under which this machine is seen from its network, None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
        except OSError:
            return None
        return str(probe.getsockname()[0])


def server_of(app: ASGIApp, tls: Tls | None = None) -> uvicorn.Server:
    """Return a server that writes no log: tracebacks hold what was asked and read; faults are told on the page."""
    config = uvicorn.Config(
        app, access_log=False, log_config=None, proxy_headers=False,
        log_level="critical", lifespan="off", server_header=False, ws="none", timeout_graceful_shutdown=2,
        ssl_certfile=tls.certificate if tls else None, ssl_keyfile=str(tls.key) if tls else None,
    )  # fmt: skip
    return uvicorn.Server(config)


def serve(
    app_at: Callable[[int], tuple[ASGIApp, str]],
    *,
    port: int,
    announce: Callable[[str], None],
    host: str = LOOPBACK,
    tls: Tls | None = None,
) -> None:
    """Serve until interrupted; `app_at` makes the application for a port and says where it is found. Raises NotServed."""
    with listening(port, host) as open_:
        app, address = app_at(open_.getsockname()[1])
        server = server_of(app, tls)
        announce(address)
        server.run(sockets=[open_])
