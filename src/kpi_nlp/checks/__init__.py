"""The shelf of checks: one file each, tied to the hall by one plain tuple."""

from kpi_nlp.checks.a01_restated_actual import restated_actual
from kpi_nlp.checks.a02_bound_as_actual import bound_as_actual
from kpi_nlp.checks.a03_mass_restatement import mass_restatement
from kpi_nlp.checks.a04_words_for_a_number import words_for_a_number
from kpi_nlp.checks.a05_missing_part import missing_part
from kpi_nlp.checks.a06_satisfaction_at_target import satisfaction_at_target
from kpi_nlp.checks.a07_deadline_as_actual import deadline_as_actual
from kpi_nlp.checks.c01_formula_wrong import formula_wrong
from kpi_nlp.checks.c02_sum_wrong import sum_wrong
from kpi_nlp.checks.c03_one_fact_two_values import one_fact_two_values
from kpi_nlp.checks.d01_shortfall_unexplained import shortfall_unexplained
from kpi_nlp.checks.d02_overshoot_unexplained import overshoot_unexplained
from kpi_nlp.checks.f01_amounts_differ import amounts_differ
from kpi_nlp.checks.f02_execution_rate_wrong import execution_rate_wrong
from kpi_nlp.checks.f03_money_output_divergence import money_output_divergence
from kpi_nlp.checks.h01_prompt_left import prompt_left
from kpi_nlp.checks.h02_blank_cell import blank_cell
from kpi_nlp.checks.h03_shifted_cell import shifted_cell
from kpi_nlp.checks.m01_monitoring_against_final import monitoring_against_final
from kpi_nlp.checks.n01_narrative_contradicts_table import narrative_contradicts_table
from kpi_nlp.checks.n02_blanket_claim_false import blanket_claim_false
from kpi_nlp.checks.n03_claimed_count_wrong import claimed_count_wrong
from kpi_nlp.checks.q01_not_measurable import not_measurable
from kpi_nlp.checks.q02_duplicate_indicator import duplicate_indicator
from kpi_nlp.checks.q03_misclassified import misclassified
from kpi_nlp.checks.q04_missing_dimension import missing_dimension
from kpi_nlp.checks.q05_odd_operator import odd_operator
from kpi_nlp.checks.q06_goal_uncovered import goal_uncovered
from kpi_nlp.checks.q07_period_copied import period_copied
from kpi_nlp.checks.q08_sentence_repeated import sentence_repeated
from kpi_nlp.checks.r01_rate_miscalculated import rate_miscalculated
from kpi_nlp.checks.r02_unmet_part import unmet_part
from kpi_nlp.checks.r03_mixed_capping import mixed_capping
from kpi_nlp.checks.r04_unmet_target import unmet_target
from kpi_nlp.checks.s01_total_wrong import total_wrong
from kpi_nlp.checks.s02_scored_twice import scored_twice
from kpi_nlp.checks.s03_score_against_completion import score_against_completion
from kpi_nlp.checks.s04_grade_wrong import grade_wrong
from kpi_nlp.checks.s05_rubric_misapplied import rubric_misapplied
from kpi_nlp.checks.s06_weights_wrong import weights_wrong
from kpi_nlp.checks.t01_target_changed import target_changed
from kpi_nlp.checks.t02_indicator_dropped import indicator_dropped
from kpi_nlp.checks.t03_indicator_redefined import indicator_redefined
from kpi_nlp.checks.t04_target_lowered import target_lowered
from kpi_nlp.checks.u01_unit_mismatch import unit_mismatch
from kpi_nlp.checks.x01_copied_last_year import copied_last_year
from kpi_nlp.checks.y01_wrong_year import wrong_year
from kpi_nlp.model import Check

ALL: tuple[Check, ...] = (
    target_changed,
    indicator_dropped,
    indicator_redefined,
    target_lowered,
    restated_actual,
    bound_as_actual,
    mass_restatement,
    words_for_a_number,
    missing_part,
    satisfaction_at_target,
    deadline_as_actual,
    rate_miscalculated,
    unmet_part,
    mixed_capping,
    unmet_target,
    narrative_contradicts_table,
    blanket_claim_false,
    claimed_count_wrong,
    total_wrong,
    scored_twice,
    score_against_completion,
    grade_wrong,
    rubric_misapplied,
    weights_wrong,
    amounts_differ,
    execution_rate_wrong,
    money_output_divergence,
    shortfall_unexplained,
    overshoot_unexplained,
    formula_wrong,
    sum_wrong,
    one_fact_two_values,
    unit_mismatch,
    copied_last_year,
    monitoring_against_final,
    wrong_year,
    prompt_left,
    blank_cell,
    shifted_cell,
    not_measurable,
    duplicate_indicator,
    misclassified,
    missing_dimension,
    odd_operator,
    goal_uncovered,
    period_copied,
    sentence_repeated,
)
