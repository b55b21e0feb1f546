"""The shelf of checks: one file each, tied to the hall by one plain tuple."""

from kpi_nlp.checks.a01_restated_actual import restated_actual
from kpi_nlp.checks.a02_bound_as_actual import bound_as_actual
from kpi_nlp.checks.a03_mass_restatement import mass_restatement
from kpi_nlp.checks.a05_missing_part import missing_part
from kpi_nlp.checks.c01_formula_wrong import formula_wrong
from kpi_nlp.checks.n01_narrative_contradicts_table import narrative_contradicts_table
from kpi_nlp.checks.n02_blanket_claim_false import blanket_claim_false
from kpi_nlp.checks.r01_rate_miscalculated import rate_miscalculated
from kpi_nlp.checks.r02_unmet_part import unmet_part
from kpi_nlp.checks.r04_unmet_target import unmet_target
from kpi_nlp.checks.s01_total_wrong import total_wrong
from kpi_nlp.checks.s02_scored_twice import scored_twice
from kpi_nlp.checks.s03_score_against_completion import score_against_completion
from kpi_nlp.checks.s04_grade_wrong import grade_wrong
from kpi_nlp.checks.s05_rubric_misapplied import rubric_misapplied
from kpi_nlp.checks.s06_weights_wrong import weights_wrong
from kpi_nlp.checks.t01_target_changed import target_changed
from kpi_nlp.checks.t04_target_lowered import target_lowered
from kpi_nlp.model import Check

ALL: tuple[Check, ...] = (
    target_changed,
    target_lowered,
    restated_actual,
    bound_as_actual,
    mass_restatement,
    missing_part,
    rate_miscalculated,
    unmet_part,
    unmet_target,
    narrative_contradicts_table,
    blanket_claim_false,
    total_wrong,
    scored_twice,
    score_against_completion,
    grade_wrong,
    rubric_misapplied,
    weights_wrong,
    formula_wrong,
)
