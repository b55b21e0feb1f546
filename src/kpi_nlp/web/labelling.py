"""Blind labelling: two rows side by side, drawn by chance, without what the program thinks of them."""

from collections.abc import Mapping
from typing import cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kpi_nlp.model import KnownPair, Label, PairLabel
from kpi_nlp.review import label_pair, labels_of
from kpi_nlp.web.asked import desk_of, form_of, sources_of
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.pages import page, part
from kpi_nlp.web.sources import Sources

ANSWERS: Mapping[Label, str] = {
    "same": "同一指标",
    "part": "部分对应",
    "different": "不是同一指标",
    "unsure": "不确定",
}


def show(request: Request) -> Response:
    """Show the next pair that this reviewer has not labelled."""
    return page(request, "labelling", **_next(desk_of(request), sources_of(request)))


async def label(request: Request) -> Response:
    """Keep a label and bring the next pair."""
    form = await form_of(request)
    return await run_in_threadpool(_label, request, form)


def _label(request: Request, form: Mapping[str, str]) -> Response:
    desk, sources = desk_of(request), sources_of(request)
    pair = next((pair for pair in sources.pairs() if pair.key == request.path_params["key"]), None)
    if pair is None or form.get("label") not in ANSWERS:
        return PlainTextResponse("没有这一对，或标注不是页面上的一种", 422)
    said = PairLabel(pair.key, cast("Label", form["label"]), "random", desk.reviewer, pair.verdict)
    label_pair(desk.store, said, KnownPair.of(pair.left, pair.right, sources.identities()))
    return part("pair", views=_next(desk, sources))


def _next(desk: Desk, sources: Sources) -> Mapping[str, object]:
    drawn = (said for said in labels_of(desk.store) if said.source == "random")
    mine = {said.pair for said in drawn if said.reviewer == desk.reviewer}
    pairs = sources.pairs()
    left = [pair for pair in pairs if pair.key not in mine]
    identities = sources.identities() if left else {}
    return {
        "pair": left[0] if left else None, "labelled": len(pairs) - len(left), "count": len(pairs), "ready": sources.ready,
        "answers": ANSWERS, "identities": identities,
    }  # fmt: skip
