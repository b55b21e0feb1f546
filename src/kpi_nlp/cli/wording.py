"""What the command-line library says in English, said in Chinese."""

import re

import typer

_NO_SUCH_COMMAND = re.compile(r"No such command '(?P<name>[^']*)'(?:.*Did you mean '(?P<near>[^']*)')?")
# typer hides the library that it parses with; the base of its own BadParameter is the base of all its errors
UsageError: type[Exception] = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")


def said(error: Exception) -> str:
    """Return a sentence that says what is wrong with the command line and what to do."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "kpi-nlp"
    return f"用法有误：{_reason(error).rstrip('。')}。用法说明：{command} --help"


def _reason(error: Exception) -> str:
    message = str(getattr(error, "message", error))
    match type(error).__name__:
        case "NoSuchOption":
            return f"没有选项 {getattr(error, 'option_name', '')}{_near(getattr(error, 'possibilities', None) or ())}"
        case "MissingParameter":
            name = getattr(getattr(error, "param", None), "name", "")
            return "没有写要处理的文件或文件夹" if name == "paths" else f"缺少参数 {name}"
        case "BadParameter":
            return message
        case _ if command := _NO_SUCH_COMMAND.match(message):
            return f"没有命令 {command['name']}{_near([word for word in (command['near'],) if word])}"
        case _:
            return message


def _near(words: "list[str] | tuple[str, ...]") -> str:
    return f"，是否要写 {'、'.join(words)}" if words else ""
