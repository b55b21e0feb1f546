"""What the command-line library says in English, said in Chinese."""

import errno
import re
from collections.abc import Sequence

import typer

_SAID = (
    (re.compile(r"No such command '([^']*)'.*Did you mean '([^']*)'.*", re.DOTALL), r"没有命令 \1，是否要写 \2"),
    (re.compile(r"No such command '([^']*)'.*", re.DOTALL), r"没有命令 \1"),
    (re.compile(r"(?:Value error, )?'([^']*)' is not one of (.*?)\.?$"), r"不支持「\1」，可用：\2"),
    (re.compile(r"Option '([^']*)' requires an argument.*", re.DOTALL), r"选项 \1 后面要写一个值"),
    (
        re.compile(r"Got unexpected extra argument(?:s|\(s\))? \(([^)]*)\).*", re.DOTALL),
        r"多了参数 \1；含空格的路径请加引号",
    ),
)
_VALUES = (
    (re.compile(r"Input should be less than or equal to (\S+)"), r"应不大于 \1"),
    (re.compile(r"Input should be greater than or equal to (\S+)"), r"应不小于 \1"),
    (re.compile(r"Input should be a valid number.*"), "应是一个数"),
)
_WHY_NOT_WRITTEN = {
    errno.EACCES: "没有写入权限，请换一个文件夹",
    errno.EPERM: "没有写入权限，请换一个文件夹",
    errno.EROFS: "这个位置只能读，请换一个文件夹",
    errno.ENOSPC: "磁盘空间不足，请清理后重试",
    errno.ENAMETOOLONG: "文件名或路径过长，请缩短后重试",
    errno.ENOTDIR: "路径中有一段是文件、不是文件夹，请检查路径",
    errno.EEXIST: "路径中有一段是文件、不是文件夹，请检查路径",
    errno.EISDIR: "这是文件夹，请写上文件名",
}
# typer hides the library that it parses with; the base of its own BadParameter is the base of all its errors
UsageError: type[Exception] = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")


def said(error: Exception) -> str:
    """Return a sentence that says what is wrong with the command line and what to do."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(getattr(error, "message", error))
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "kpi-nlp"
    return f"用法有误：{_reason(error).rstrip('。.')}。用法说明：{command} --help"


def reason(error: Exception) -> str:
    """Return in Chinese why a file could not be written, and what to do."""
    return _WHY_NOT_WRITTEN.get(getattr(error, "errno", 0), "请检查文件夹是否存在、是否有写入权限、文件名是否合法")


def _reason(error: Exception) -> str:
    message = str(getattr(error, "message", error))
    match type(error).__name__:
        case "NoSuchOption":
            return f"没有选项 {getattr(error, 'option_name', '')}{_near(getattr(error, 'possibilities', None) or ())}"
        case "MissingParameter":
            name = getattr(getattr(error, "param", None), "name", "")
            return "没有写要处理的文件或文件夹" if name in {"paths", "pairs"} else f"缺少参数 {name}"
        case _:
            option = next(reversed(getattr(getattr(error, "param", None), "opts", ())), "")
            table = (*_SAID, *((pattern, f"{option} {said_so}") for pattern, said_so in _VALUES))
            return next(
                (pattern.sub(said_so, message) for pattern, said_so in table if pattern.match(message)), message
            )


def _near(words: Sequence[str]) -> str:
    return f"，是否要写 {'、'.join(words)}" if words else ""
