"""Users of the store: passwords sealed by scrypt, names that cannot be told apart, work that tells nothing."""

import hashlib
from typing import Any

import pytest
from sqlalchemy import select

from kpi_nlp.review import Store, trail
from kpi_nlp.review.schema import audit, users
from kpi_nlp.review.users import UserError, add_user, all_users, change_password, known_user, remove_user, user_of

PASSWORD = "绩效复核-2026-春"  # noqa: S105 - of nobody


def test_a_user_is_known_by_name_and_password_alone(store: Store) -> None:
    made = add_user(store, " 王　审 ", PASSWORD, "second", actor="管理员")
    assert (made.name, made.round) == ("王 审", "second")
    assert known_user(store, "王 审", PASSWORD) == made == user_of(store, "王 审")
    for name, password in (
        ("王 审", PASSWORD + "1"),
        ("王 审", ""),
        ("李核", PASSWORD),
        ("", ""),
        ("王 审" * 99, PASSWORD),
    ):
        assert known_user(store, name, password) is None
    assert known_user(store, "王 审", PASSWORD + "0" * 500) is None


def test_a_password_is_kept_as_scrypt_makes_it_with_its_own_salt_and_cost(store: Store) -> None:
    for name in ("王审", "李核"):
        add_user(store, name, PASSWORD, actor="管理员")
    with store.reading() as connection:
        kept = list(connection.execute(select(users.c.kept)).scalars())
        written = " ".join(connection.execute(select(audit.c.content)).scalars())
    assert len(set(kept)) == 2
    assert {text.rsplit("$", 2)[0] for text in kept} == {"scrypt$32768$8$3"}
    assert PASSWORD not in written + " ".join(kept) + repr(all_users(store))
    assert not any(text in written for text in kept)
    assert "scrypt" not in repr(all_users(store))


def test_an_unknown_name_costs_as_much_as_a_wrong_password(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add_user(store, "王审", PASSWORD, actor="管理员")
    real, asked = hashlib.scrypt, []

    def counted(password: bytes, **cost: Any) -> bytes:  # noqa: ANN401 - numbers and the salt
        asked.append({name: value for name, value in cost.items() if name != "salt"})
        return real(password, **cost)

    monkeypatch.setattr(hashlib, "scrypt", counted)
    for name in ("王审", "没有", "长" * 500):
        assert known_user(store, name, "错的密码错的密码") is None
    assert len(asked) == 3
    assert asked[0] == asked[1] == asked[2]


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        ("", PASSWORD, "用户名须为"),
        ("王\n审", PASSWORD, "用户名须为"),
        ("王\u202e审", PASSWORD, "用户名须为"),
        ("王" * 41, PASSWORD, "用户名须为"),
        ("王审", "123456789", "密码须为 10 至"),
        ("王审", "8" * 12, "太容易猜"),
        ("wangshen", "WangShen2026", "太容易猜"),
        ("王审", "长" * 201, "密码须为"),
    ],
)
def test_a_name_or_a_password_that_will_not_do_is_refused(store: Store, name: str, password: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        add_user(store, name, password, actor="管理员")
    assert all_users(store) == ()


def test_another_password_a_removal_and_what_they_leave_in_the_trail(store: Store) -> None:
    add_user(store, "王审", PASSWORD, actor="管理员")
    with pytest.raises(UserError, match="已有用户「王审」"):
        add_user(store, "王审", PASSWORD, actor="管理员")
    change_password(store, "王审", PASSWORD + "夏", actor="管理员")
    assert known_user(store, "王审", PASSWORD) is None
    assert known_user(store, "王审", PASSWORD + "夏") is not None
    remove_user(store, "王审", actor="管理员")
    for refused in (
        lambda: remove_user(store, "王审", actor="管理员"),
        lambda: change_password(store, "王审", PASSWORD, actor="管理员"),
    ):
        with pytest.raises(UserError, match="没有用户「王审」"):
            refused()
    told = [(entry.actor, entry.action, dict(entry.content), entry.sound) for entry in trail(store)]
    assert told == [
        ("管理员", "user added", {"user": "王审", "round": "first"}, True),
        ("管理员", "user password", {"user": "王审"}, True),
        ("管理员", "user removed", {"user": "王审"}, True),
    ]
