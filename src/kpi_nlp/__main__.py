"""The door: `kpi-nlp` and `python -m kpi_nlp`. Turns every outcome into an exit code and a sentence in Chinese."""

import sys
import traceback
from typing import TextIO

INTERRUPTED, USAGE, INTERNAL = 130, 2, 4


def main() -> None:
    """Run the command line; ends the process with the exit code of REVIEW.md."""
    for stream in (sys.stdout, sys.stderr):
        _tolerant(stream)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0, 1, 2 usage, 3 unreadable input, 4 internal error, 130 interrupted."""
    import typer

    from kpi_nlp.cli import app
    from kpi_nlp.cli.wording import UsageError, said

    try:
        outcome = typer.main.get_command(app).main(args=arguments, prog_name="kpi-nlp", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        _say("已中断。")
        return INTERRUPTED
    except UsageError as error:
        _say(said(error))
        return USAGE
    except Exception as error:  # noqa: BLE001 - the last door: no traceback reaches a reviewer
        frame = traceback.extract_tb(error.__traceback__)[-1]
        _say(
            f"程序内部错误：{type(error).__name__}: {error}（{frame.name}，第{frame.lineno}行）。请把这一行和出错的文件类型告诉维护者。"
        )
        return INTERNAL
    if outcome == INTERRUPTED:
        _say("已中断。")
    return outcome if isinstance(outcome, int) else 0


def _tolerant(stream: TextIO) -> None:
    """A Chinese Windows console knows GBK only: print 「?」 for what it lacks rather than fail."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - the one place that speaks before a console exists


if __name__ == "__main__":
    main()
