"""`kpi-nlp users`: who may open the review page from another machine."""

import getpass
import warnings
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kpi_nlp.cli.running import CLEAN, USAGE
from kpi_nlp.cli.stores import StorePlace, reviewer_name, store_at

if TYPE_CHECKING:
    from kpi_nlp.review import Store

Action = Annotated[
    Literal["list", "add", "password", "remove"],
    typer.Argument(metavar="ACTION", help="list 列出，add 添加，password 改密码，remove 删除。", show_default=False),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="用户名，建议用姓名：意见以此署名。", show_default=False)]
Second = Annotated[bool, typer.Option("--second", help="添加的用户做复审；默认是初审。")]


def users(action: Action = "list", name: Name = "", store: StorePlace = None, second: Second = False) -> int:  # noqa: FBT002 - an option of the command line
    """列出、添加、删除复核页面的用户，改密码：供 kpi-nlp review --host 从其他电脑登录。密码在提示后输入，不显示。

    改密码、删除后，该用户已登录的页面随即失效；已处理的意见保留。
    """
    if (action == "list") == bool(name) or (second and action != "add"):
        message = "写法：kpi-nlp users，kpi-nlp users add 姓名 [--second]，kpi-nlp users password 姓名，kpi-nlp users remove 姓名"
        raise typer.BadParameter(message)
    from kpi_nlp.review.users import UserError

    with store_at(store, known=action != "add") as opened:
        try:
            _list(opened) if action == "list" else _change(opened, action, name, second=second)
        except UserError as error:
            typer.echo(str(error), err=True)
            return USAGE
    return CLEAN


def _list(store: "Store") -> None:
    from kpi_nlp.model import ROUND_TITLES
    from kpi_nlp.review.users import all_users

    for user in all_users(store):
        typer.echo(f"{ROUND_TITLES[user.round]}  {user.name}  {user.changed[:10]} 设密码")


def _change(store: "Store", action: str, name: str, *, second: bool) -> None:
    from kpi_nlp.review.users import add_user, change_password, remove_user

    actor = reviewer_name(None)
    match action:
        case "add":
            add_user(store, name, _typed(name), "second" if second else "first", actor=actor)
            typer.echo(f"已添加用户「{name}」（{store.name}）")
        case "password":
            change_password(store, name, _typed(name), actor=actor)
            typer.echo(f"已改「{name}」的密码，已登录的须重新登录")
        case _:
            remove_user(store, name, actor=actor)
            typer.echo(f"已删除用户「{name}」，已处理的意见保留")


def _typed(name: str) -> str:
    """Return a password typed twice where nobody sees it; raises UserError where it would be seen, or they differ."""
    from kpi_nlp.review.users import UserError

    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            first, second = (
                getpass.getpass(f"{prompt}：")
                for prompt in (f"「{name}」的密码（10 个字符以上，不显示）", "再输入一次")
            )
        except (getpass.GetPassWarning, EOFError) as error:
            message = "密码只能在命令行窗口里输入（不显示），不能从文件或管道读入"
            raise UserError(message) from error
    if first != second:
        message = "两次输入的密码不一样，请重新运行"
        raise UserError(message)
    return first
