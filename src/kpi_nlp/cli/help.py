"""The help pages in Chinese: the library below has its fixed words in English only.

Each replacement is as wide as what it replaces, two columns a Chinese character, so that the columns stay.
"""

import typer.core

_WORDS = (
    ("Usage: ", "用法："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("Show this message and exit.", "显示本说明。"),
    ("[default: ", "[默认："),
    ("[required]", "[必填]"),
    ("[OPTIONS]", "[选项]"),
    ("{paths}...", "路径..."),
    ("{pairs}", "样本对"),
    ("[pairs]", "[样本对]"),
    ("paths... <list[Path]>", "路径...              "),
    ("COMMAND [ARGS]...", "命令 [参数]..."),
    ("<str>", "值   "),
    ("<path>", "路径  "),
)


def _in_chinese(text: str) -> str:
    for english, chinese in _WORDS:
        text = text.replace(english, chinese)
    return text


class Command(typer.core.TyperCommand):
    """A verb whose help page is Chinese."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help page."""
        return _in_chinese(super().get_help(ctx))


class Group(typer.core.TyperGroup):
    """The program whose help page is Chinese."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the help page."""
        return _in_chinese(super().get_help(ctx))
