"""The roles of columns (headers.toml) in groups."""

LEVELS = frozenset({"level1", "level2"})
RANKED = frozenset({"level1", "level2", "level3", "level4", "name"})
NAME_LIKE = frozenset({"level2", "level3", "level4", "name", "item", "task", "project"})
BUDGET = frozenset({"budget_initial", "budget_full", "execution"})
MEASURES = frozenset({"target", "actual", "period_target", "forecast"})
VALUE_LIKE = frozenset(
    {
        "target",
        "adjusted_target",
        "actual",
        "score",
        "weight",
        "budget_initial",
        "budget_full",
        "execution",
        "forecast",
        "goal",
    }
)
NUMERIC = frozenset(
    {
        "weight",
        "level_weight",
        "score",
        "rate",
        "sequence",
        "budget_initial",
        "budget_full",
        "execution",
        "execution_rate",
        "execution_forecast",
    }
)
