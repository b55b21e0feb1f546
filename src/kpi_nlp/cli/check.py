"""`kpi-nlp check`: the findings of a set of reports."""

from typing import Annotated

import typer

from kpi_nlp.cli.options import (
    FINDINGS,
    AllowDownload,
    Embedder,
    Format,
    Lexicons,
    Matcher,
    Output,
    Paths,
    outputs,
    screen_format,
)
from kpi_nlp.cli.running import add_lexicons, deliver, exit_code, linker_for, progress_bar, refusing_models
from kpi_nlp.cli.stores import Reviewer, StorePlace, kept_run

_FAIL_ON = ("error", "question", "note", "never")
Profile = Annotated[
    str,
    typer.Option(
        "--profile",
        help="评分口径：auto（按报告内容判断）、national、gd-gz、gd-sz、sc、jx，或本单位 --lexicons 文件夹 profiles 下的名称。",
    ),
]
Save = Annotated[bool, typer.Option("--save", help="把这次核对存进复核库，供复核、比较、沿用以前的意见。")]
FailOn = Annotated[
    str, typer.Option("--fail-on", help="有这一级别以上的问题时以 1 退出：error、question、note、never。")
]


def check(
    paths: Paths,
    format_: Format = "text",
    output: Output = None,
    profile: Profile = "auto",
    embedder: Embedder = None,
    allow_download: AllowDownload = False,  # noqa: FBT002 - an option of the command line
    matcher: Matcher = None,
    fail_on: FailOn = "question",
    lexicons: Lexicons = None,
    save: Save = False,  # noqa: FBT002 - an option of the command line
    store: StorePlace = None,
    reviewer: Reviewer = None,
) -> int:
    """核对报告：列出目标变更、照抄目标、完成率不符、总分不一致、叙述与数据矛盾等问题。

    退出码：0 没有问题，1 有问题，2 用法有误，3 有文件未能读取，4 内部错误，130 中断。
    """
    screen, files = screen_format(format_), outputs(output, FINDINGS)
    if fail_on not in _FAIL_ON:
        message = f"--fail-on 不支持「{fail_on}」，可用：{'、'.join(_FAIL_ON)}"
        raise typer.BadParameter(message)
    add_lexicons(lexicons)
    from kpi_nlp.lexicon import LexiconError
    from kpi_nlp.pipeline import check_reports, with_maps

    linker = linker_for(embedder, matcher, allow_download=allow_download)
    try:
        with kept_run(paths, store, reviewer, wanted=save or store is not None) as keep:
            with refusing_models(), progress_bar() as progress:
                result = check_reports(paths, profile=profile, embedder=linker, progress=progress)
            known = keep(result)
    except LexiconError as error:
        raise typer.BadParameter(str(error)) from error
    if any(kind == "xlsx" for kind, _ in files):
        result = with_maps(result, linker)
    deliver(result, "check", screen, files, paths, known)
    return exit_code(result, fail_on)
