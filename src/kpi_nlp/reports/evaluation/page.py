"""An evaluation as a page: one file without scripts, for the screen and for print."""

from typing import TextIO

from kpi_nlp.model import Compared, Evaluation
from kpi_nlp.reports.evaluation.plots import plots
from kpi_nlp.reports.evaluation.verdicts import ASIDE, ASIDE_HEADER, RULE_HEADER, RULES, aside_rows, rule_rows
from kpi_nlp.reports.evaluation.views import compared_figures, decided, figure_views, flip_views, pair_view
from kpi_nlp.reports.evaluation.words import cautions, chosen, extent, outcome, stratum
from kpi_nlp.reports.pages import render

_MOST_PAIRS = 100  # more are in the JSON: a page is for reading


def write_page(evaluation: Evaluation, stream: TextIO, compared: Compared | None = None) -> None:
    """Write the page of an evaluation."""
    errors = evaluation.errors
    render(
        "evaluation",
        stream,
        evaluation=evaluation,
        extent=extent(evaluation),
        cautions=list(cautions(evaluation)),
        figures=figure_views(evaluation),
        plots=plots(evaluation) if evaluation.judged else (),
        chosen=list(chosen(evaluation.choice)),
        thresholds=[
            (f"{row.threshold:.2f}", *decided(row.counts), f"{row.bound:.3f}") for row in evaluation.thresholds
        ],
        strata=[
            (stratum(name), counts.total, counts.links, *decided(counts)) for name, counts in evaluation.strata.items()
        ],
        asides=(ASIDE_HEADER, aside_rows(evaluation), ASIDE),
        rules=(RULE_HEADER, rule_rows(evaluation), RULES),
        errors=[pair_view(judged) for judged in errors[:_MOST_PAIRS]],
        more_errors=max(0, len(errors) - _MOST_PAIRS),
        comparison=_comparison(compared) if compared else None,
    )


def _comparison(compared: Compared) -> dict[str, object]:
    flips = flip_views(compared)
    return {
        "first": compared.first,
        "second": compared.second,
        "figures": compared_figures(compared),
        "outcome": outcome(compared),
        "flips": flips[:_MOST_PAIRS],
        "more": max(0, len(flips) - _MOST_PAIRS),
    }
