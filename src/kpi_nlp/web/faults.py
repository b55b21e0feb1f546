"""What is answered where something fails: a sentence in Chinese that the page shows, never a traceback."""

import traceback
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kpi_nlp.review import StoreError


def _nowhere(_: Request, __: Exception) -> Response:
    return PlainTextResponse("没有这个页面", 404)


def _store(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"没有写入：{error}", 503)


def _internal(_: Request, error: Exception) -> Response:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    told = f"程序内部错误：{type(error).__name__}（{frame.name}，第{frame.lineno}行）。请把这一行告诉维护者"
    return PlainTextResponse(told, 500)


HANDLERS: Mapping[Any, Any] = {404: _nowhere, StoreError: _store, Exception: _internal}
"""By kind of fault, as Starlette wants them."""
