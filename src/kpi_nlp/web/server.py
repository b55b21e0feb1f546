"""The server: on this machine alone, at an address that nobody can guess."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

LOOPBACK = "127.0.0.1"


class ForeignHost(ValueError):
    """Another machine was to be let in."""


class PortTaken(OSError):
    """Another program listens there."""


def listening(port: int) -> socket.socket:
    """Return a socket on this machine alone; port 0 is any that is free. Raises PortTaken."""
    open_ = socket.socket()
    try:
        open_.bind((LOOPBACK, port))
    except OSError as error:
        open_.close()
        message = f"端口 {port} 已被占用或不能使用，请换一个（--port），或不写 --port 由程序选择"
        raise PortTaken(message) from error
    return open_


def server_of(app: ASGIApp) -> uvicorn.Server:
    """Return a server that writes no log: tracebacks hold what was asked and read; faults are told on the page."""
    config = uvicorn.Config(
        app, access_log=False, log_config=None,
        log_level="critical", lifespan="off", server_header=False, ws="none", timeout_graceful_shutdown=2
    )  # fmt: skip
    return uvicorn.Server(config)


def serve(app_at: Callable[[int], tuple[ASGIApp, str]], *, port: int, announce: Callable[[str], None]) -> None:
    """Serve until interrupted; `app_at` makes the application for a port and gives the address that lets one in."""
    with listening(port) as open_:
        app, address = app_at(open_.getsockname()[1])
        server = server_of(app)
        open_.listen()  # a browser may come before the server is up
        announce(address)
        server.run(sockets=[open_])
