"""Runs in the opponents' environment: Splink on records as JSON on stdin, probabilities as JSON on the last line of stdout.

`pairs` are two equally long lists of records of which nobody says whether they match: the model is fitted on them by
expectation maximisation. Each of `folders` is two lists of records, of which every left one is compared with every right one.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")

import splink.comparison_level_library as levels  # noqa: E402 - warnings first
import splink.comparison_library as comparisons  # noqa: E402
from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: E402

SEED, RANDOM_PAIRS = 20, 1e7

given = json.load(sys.stdin)


def columns(records):  # noqa: ANN001, ANN201, D103 - no types of ours in that environment
    return [{"unique_id": at, "pair": at, **record} for at, record in enumerate(records)]


settings = SettingsCreator(
    link_type="link_only",
    comparisons=[
        comparisons.JaroWinklerAtThresholds("name"),  # of bytes, as DuckDB has it: three to a Chinese character
        comparisons.ExactMatch("unit"),
        comparisons.ExactMatch("level"),
        comparisons.CustomComparison(
            [
                levels.NullLevel("value"),
                levels.ExactMatchLevel("value"),
                levels.PercentageDifferenceLevel("value", 0.2),
                levels.ElseLevel(),
            ],
            output_column_name="value",
        ),
    ],
)
database = DuckDBAPI()
tables = [
    database.register(columns(side), dataset_display_name=name) for side, name in zip(given["pairs"], "lr", strict=True)
]
linker = Linker(tables, settings, log_level=None)
linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
linker.training.estimate_parameters_using_expectation_maximisation(
    block_on("pair"), fix_u_probabilities=False, populate_probability_two_random_records_match_from_trained_values=True
)


def probabilities(lefts, rights):  # noqa: ANN001, ANN201, D103 - as above
    scored = linker.inference.score_pairs(columns(lefts), columns(rights))
    table = [[0.0] * len(rights) for _ in lefts]
    for row in scored.as_record_list():
        table[row["unique_id_l"]][row["unique_id_r"]] = row["match_probability"]
    return table


print(json.dumps([probabilities(*sides) for sides in given["folders"]]))
