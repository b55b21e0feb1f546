"""Users: who may come in from another machine, by which password, and in which round they review."""

import re
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import Literal

from sqlalchemy import delete, insert, select, update

from kpi_nlp.model import Round
from kpi_nlp.review.audit import now, record
from kpi_nlp.review.passwords import LONGEST, SHORTEST, fits, nobody, sealed
from kpi_nlp.review.schema import users
from kpi_nlp.review.store import Store

LONGEST_NAME = 40
Visit = Literal["login", "login refused", "logout"]
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class UserError(ValueError):
    """A user that cannot be added, changed or removed, with the reason and what to do."""


@dataclass(frozen=True, slots=True)
class User:
    """A reviewer with a password; `kept` is what scrypt made of it, `changed` when it was last set."""

    name: str
    round: Round
    changed: str
    kept: str = field(repr=False)


def proper_name(name: str) -> str:
    """Return a name as it is kept: width and spaces do not tell two users apart."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def add_user(store: Store, name: str, password: str, round_: Round = "first", *, actor: str) -> User:
    """Add a user; raises UserError for a name that is taken or none, and for a password that is too short."""
    name = _acceptable(name, password)
    made = User(name, round_, now(), sealed(password))
    with store.writing() as connection:
        record(connection, actor=actor, action="user added", content={"user": name, "round": round_})
        if connection.execute(select(users.c.name).where(users.c.name == name)).first():
            message = f"已有用户「{name}」；改密码请用 kpi-nlp users password {name}"
            raise UserError(message)
        connection.execute(insert(users).values(asdict(made)))
    return made


def change_password(store: Store, name: str, password: str, *, actor: str) -> None:
    """Give a user another password; whoever is logged in with the old one is out. Raises UserError."""
    name = _acceptable(name, password)
    values = {"kept": sealed(password), "changed": now()}
    with store.writing() as connection:
        record(connection, actor=actor, action="user password", content={"user": name})
        changed = connection.execute(update(users).where(users.c.name == name).values(values)).rowcount
        _must_be(name, changed)


def remove_user(store: Store, name: str, *, actor: str) -> None:
    """Remove a user; what they decided stays under their name. Raises UserError."""
    name = proper_name(name)
    with store.writing() as connection:
        record(connection, actor=actor, action="user removed", content={"user": name})
        _must_be(name, connection.execute(delete(users).where(users.c.name == name)).rowcount)


def all_users(store: Store) -> tuple[User, ...]:
    """Return the users by name."""
    with store.reading() as connection:
        return tuple(User(**row._mapping) for row in connection.execute(select(users).order_by(users.c.name)))  # noqa: SLF001 - the documented name of SQLAlchemy


def user_of(store: Store, name: str) -> User | None:
    """Return the user of a name."""
    with store.reading() as connection:
        row = connection.execute(select(users).where(users.c.name == proper_name(name))).first()
    return User(**row._mapping) if row else None  # noqa: SLF001 - the documented name of SQLAlchemy


def known_user(store: Store, name: str, password: str) -> User | None:
    """Return the user whose name and password these are; an unknown name costs as much work as a wrong password."""
    user = user_of(store, name) if len(name) <= LONGEST_NAME else None
    right = fits(password[:LONGEST], user.kept if user else nobody())
    return user if right and len(password) <= LONGEST else None


def note_visit(store: Store, visit: Visit, name: str, address: str) -> None:
    """Write into the trail who came in, was turned away or left, and from where.

    Of who was turned away only the name of a user is kept: what else was typed there may be a password.
    """
    known = user_of(store, name) if len(name) <= LONGEST_NAME else None
    with store.writing() as connection:
        record(connection, actor=known.name if known else "", action=visit, content={"address": address})


def _acceptable(name: str, password: str) -> str:
    """Return a name as it is kept; raises UserError where it or the password will not do."""
    proper = proper_name(name)
    if not proper or len(proper) > LONGEST_NAME or _UNSEEN.search(name):
        message = f"用户名须为 1 至 {LONGEST_NAME} 个字，不能有看不见的字符，建议用姓名"
        raise UserError(message)
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"密码须为 {SHORTEST} 至 {LONGEST} 个字符，请换一个更长的"
        raise UserError(message)
    named = proper.casefold() in password.casefold() and len(password) < SHORTEST + len(proper)
    if named or len(set(password)) == 1:
        message = "密码太容易猜：不能只用一个字符，也不能是用户名加几个字符"
        raise UserError(message)
    return proper


def _must_be(name: str, count: int) -> None:
    if not count:
        message = f"没有用户「{name}」，kpi-nlp users 列出全部"
        raise UserError(message)
