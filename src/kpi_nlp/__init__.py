"""kpi-nlp: a linter for Chinese budget-performance reports (预算绩效)."""

from importlib.metadata import version

__version__ = version("kpi-nlp")
