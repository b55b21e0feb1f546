"""`kpi-nlp opinion`: a 复核意见 per department, from what reviewers decided."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpi_nlp.cli.running import CLEAN, USAGE, saved, taken
from kpi_nlp.cli.stores import StorePlace, store_at

if TYPE_CHECKING:
    from kpi_nlp.model import Run
    from kpi_nlp.reports.opinions import Opinion, Template
    from kpi_nlp.review import Store

Reports = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATHS",
        help="核对过的文件或文件夹，复核库在其旁边；不写则用 --store 或当前文件夹的复核库。",
        show_default=False,
        readable=False,
    ),
]
Folder = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="存放复核意见的文件夹。", show_default=False)
]
Number = Annotated[
    int | None,
    typer.Option("--run", metavar="N", help="第几次核对（见 kpi-nlp runs）；默认最近一次。", show_default=False),
]
Form = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE.docx", help="用本单位的模板；默认用内置的。", show_default=False),
]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="覆盖文件夹中已有的同名意见。")]
Copied = Annotated[
    Path | None,
    typer.Option(
        "--copy-template", metavar="FILE.docx", help="把内置模板复制一份供修改，不写意见。", show_default=False
    ),
]
Fields = Annotated[bool, typer.Option("--fields", help="列出模板可以使用的项，不写意见。")]


def opinion(
    paths: Reports = None,
    output: Folder = None,
    store: StorePlace = None,
    run: Number = None,
    template: Form = None,
    overwrite: Overwrite = False,  # noqa: FBT002 - an option of the command line
    copy_template: Copied = None,
    fields: Fields = False,  # noqa: FBT002 - an option of the command line
) -> int:
    """复核意见：按复核结果给每个部门写一份 Word 复核意见，只列确认的问题、需补充材料和已整改的事项。

    没有复核的只写数量；不是问题、匹配有误的不写。退出码：0 全部写出，2 用法有误或有意见没有写出。
    """
    if fields:
        return _tell_fields()
    if copy_template is not None:
        return _copy(copy_template, overwrite=overwrite)
    if output is None:
        message = "请用 -o 写明存放复核意见的文件夹，如 -o 复核意见"
        raise typer.BadParameter(message)
    from kpi_nlp.reports.opinions import FaultyTemplate, PurgedRun, load_template
    from kpi_nlp.review import run_of

    try:
        form = load_template(template)
        with store_at(store, paths or (), known=True) as opened:
            chosen = run_of(opened, run, tuple(path.resolve().as_posix() for path in paths or ()))
            written = _opinions(opened, chosen)
        return _save(written, form, output, [Path(root) for root in chosen.roots], overwrite=overwrite)
    except (FaultyTemplate, PurgedRun) as error:
        typer.echo(str(error), err=True)
        return USAGE


def _tell_fields() -> int:
    from kpi_nlp.reports.opinions import fields_told

    for line in fields_told():
        typer.echo(line)
    return CLEAN


def _copy(path: Path, *, overwrite: bool) -> int:
    from kpi_nlp.reports.opinions import load_template, save_document

    if path.suffix.lower() != ".docx":
        message = f"模板要存为 .docx，如 --copy-template 复核意见模板.docx（写的是「{path}」）"
        raise typer.BadParameter(message)
    if taken([path], overwrite=overwrite):
        return USAGE
    return CLEAN if saved(path, partial(save_document, load_template().data)) else USAGE


def _opinions(store: "Store", run: "Run") -> "list[Opinion]":
    from kpi_nlp.readers.report_set import fingerprints_of
    from kpi_nlp.reports.opinions import opinions
    from kpi_nlp.review import documents_of, reviewed

    documents = documents_of(store, run)
    written = list(opinions(reviewed(store, run), documents, run, on=datetime.now(UTC).astimezone().date()))
    now = fingerprints_of([Path(root) for root in run.roots])
    changed = [entry["document"] for entry in documents if now.get(entry["path"], entry["sha256"]) != entry["sha256"]]
    if changed:
        more = f" 等 {len(changed)} 份材料" if len(changed) > 1 else ""
        typer.echo(
            f"注意：{changed[0]}{more} 在第 {run.number} 次核对之后有改动，意见按核对时的内容写；要按现在的内容写，请先重新核对",
            err=True,
        )
    return written


def _save(
    written: "Sequence[Opinion]", form: "Template", folder: Path, reports: Sequence[Path], *, overwrite: bool
) -> int:
    """Fill in all opinions, then write them: a fault of the template leaves no half set."""
    from kpi_nlp.reports.opinions import counted, file_names, save_document

    targets = [folder / name for name in file_names([opinion.department for opinion in written])]
    if taken(targets, overwrite=overwrite):
        return USAGE
    filled = [form.filled(opinion) for opinion in written]
    done = True
    for opinion, path, data in zip(written, targets, filled, strict=True):
        done &= saved(path, partial(save_document, data), reports)
        typer.echo(f"{opinion.department}：{counted(opinion)}")
    if any(
        item.comment
        for opinion in written
        for item in (*opinion.confirmed, *opinion.needs_material, *opinion.rectified)
    ):
        typer.echo("复核人的意见已原样写入，发出前请通读。", err=True)
    return CLEAN if done else USAGE
