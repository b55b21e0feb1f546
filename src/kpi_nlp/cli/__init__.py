"""The commands: one small file per verb, each of which parses, calls and prints."""

import typer

from kpi_nlp.cli.align import align
from kpi_nlp.cli.annotate import annotate
from kpi_nlp.cli.check import check
from kpi_nlp.cli.demo import demo
from kpi_nlp.cli.diff import diff
from kpi_nlp.cli.evaluate import evaluate
from kpi_nlp.cli.explain import explain
from kpi_nlp.cli.extract import extract
from kpi_nlp.cli.help import Command, Group
from kpi_nlp.cli.import_ import import_
from kpi_nlp.cli.labels import labels
from kpi_nlp.cli.manifest import manifest
from kpi_nlp.cli.opinion import opinion
from kpi_nlp.cli.purge import purge
from kpi_nlp.cli.review import review
from kpi_nlp.cli.runs import runs
from kpi_nlp.cli.train import train
from kpi_nlp.cli.verify import verify

app = typer.Typer(
    cls=Group,
    help="预算绩效报告核对工具：对应申报、监控、自评与各年度的指标，找出不一致之处，给出双方原文、位置和算式。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verb in (
    check,
    annotate,
    extract,
    align,
    verify,
    explain,
    manifest,
    review,
    import_,
    opinion,
    runs,
    diff,
    purge,
    labels,
    evaluate,
    train,
    demo,
):
    app.command(verb.__name__.rstrip("_"), cls=Command)(verb)
