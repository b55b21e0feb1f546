"""Pages over the whole run: how far it is, where reviewers differ, what verdicts say of the checks, and the audit trail."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from kpi_nlp import review
from kpi_nlp.model import HOLDS, PairLabel, Reviewed, Round
from kpi_nlp.model.moment import local_offset
from kpi_nlp.web.asked import desk_of
from kpi_nlp.web.desk import Desk
from kpi_nlp.web.labelling import ANSWERS
from kpi_nlp.web.pages import page

_LINES = 200
_ACTIONS = {
    "run begun": "开始核对", "run taken up": "继续核对", "run finished": "完成核对", "decision": "处理疑点", "label": "标注", "purge": "清除原文",
    "login": "登录", "login refused": "登录失败", "logout": "退出",
}  # fmt: skip
_FEW = 30


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, and between what the share lies for 95 %."""

    name: str
    part: int
    whole: int
    low: float = 0.0
    high: float = 1.0

    @property
    def few(self) -> bool:
        """True where there are too few for the share to say much."""
        return self.whole < _FEW


def progress(request: Request) -> Response:
    """Show how many findings are decided: by check, by department, and by whom."""
    desk = desk_of(request)
    titles = {known.finding["code"]: f"{known.finding['code']} {known.finding['title']}" for known in desk.all}
    tables = (
        ("按规则", _shares(desk.all, lambda known: titles[known.finding["code"]])),
        ("按部门", _shares(desk.all, lambda known: known.finding["department"] or "未识别")),
    )
    return page(request, "progress", tables=tables, people=_people(desk), whole=Share("全部", desk.done, len(desk.all)))


def _shares(found: Iterable[Reviewed], name_of: Callable[[Reviewed], str]) -> Sequence[Share]:
    names = [(name_of(known), known.verdict is not None) for known in found]
    whole, done = Counter(name for name, _ in names), Counter(name for name, decided in names if decided)
    return [Share(name, done[name], count) for name, count in whole.items()]


def _people(desk: Desk) -> Sequence[tuple[str, Round, Counter[str]]]:
    """Return of each reviewer and round how many of the verdicts that hold are theirs."""
    counted: dict[tuple[str, Round], Counter[str]] = {}
    for known in desk.all:
        for said in known.decisions.values():
            if said.verdict:
                counted.setdefault((said.reviewer, said.round), Counter())[said.verdict] += 1
    return [(reviewer, round_, verdicts) for (reviewer, round_), verdicts in sorted(counted.items())]


def conflicts(request: Request) -> Response:
    """Show the findings of which reviewers last said different things."""
    return page(request, "conflicts", differing=list(desk_of(request).disagreements()))


def evaluation(request: Request) -> Response:
    """Show how often each check was confirmed, and how often links were right by labels that were drawn and given blindly."""
    desk = desk_of(request)
    titles = {known.finding["code"]: f"{known.finding['code']} {known.finding['title']}" for known in desk.all}
    rules = []
    for code, title in titles.items():
        verdicts = [known.verdict for known in desk.all if known.finding["code"] == code and known.verdict]
        right, wrong = (sum(HOLDS.get(verdict) is held for verdict in verdicts) for held in (True, False))
        others = len(verdicts) - right - wrong
        if verdicts:
            rules.append((_measured(title, right, right + wrong), others))
    return page(request, "evaluation", rules=rules, pairs=_linked(review.labels_of(desk.store)))


def _linked(labels: Iterable[PairLabel]) -> Sequence[Share]:
    """Return how often links of each kind were right; by random and blind labels alone, those of doubt left out."""
    told = [said for said in labels if said.source == "random" and said.blind and said.label != "unsure"]
    kinds = (("match", "判为同一指标的"), ("review", "判为存疑的"), ("different", "判为不同、但相近的"))
    shares = []
    for verdict, title in kinds:
        mine = [said for said in told if said.verdict == verdict]
        shares.append(_measured(title, sum(said.label in ("same", "part") for said in mine), len(mine)))
    return [share for share in shares if share.whole]


def _measured(name: str, part: int, whole: int) -> Share:
    from kpi_nlp.evaluate.metrics import wilson

    return Share(name, part, whole, *wilson(part, whole))


def trail(request: Request) -> Response:
    """Show the audit trail, the newest first, each line proved against the one before."""
    desk = desk_of(request)
    entries = review.trail(desk.store)
    before = request.query_params.get("before", "")
    last = int(before) - 1 if before.isascii() and before.isdigit() else len(entries)
    window = [entry for entry in entries if entry.number <= last][-_LINES:]
    return page(
        request, "trail", entries=[*map(_told, window[::-1])], broken=[entry.number for entry in entries if not entry.sound], count=len(entries),
        earlier=window[0].number if window and window[0].number > 1 else None, actions=_ACTIONS, answers=ANSWERS,
        ids=desk.ids, offset=local_offset(),
    )  # fmt: skip


_OF_USERS = {"user added": "添加用户", "user password": "改密码", "user removed": "删除用户"}


def _told(entry: review.Entry) -> review.Entry:
    """Return a line of the trail; what was done to a user names the user."""
    if entry.action not in _OF_USERS:
        return entry
    return replace(entry, action=f"{_OF_USERS[entry.action]}「{entry.content['user']}」")
