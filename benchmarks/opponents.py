"""Runs in the opponents' environment: values as JSON on stdin, rates as JSON on the last line of stdout."""

import json
import sys
import time
import warnings

warnings.simplefilter("ignore")
values = json.load(sys.stdin)


def rate(call):  # noqa: ANN001, ANN201, D103 - no types of ours in that environment
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for value in values:
            call(value)
        best = min(best, time.perf_counter() - start)
    return len(values) / best


from recognizers_number import Culture, NumberRecognizer  # noqa: E402 - warnings first
from recognizers_number_with_unit import NumberWithUnitRecognizer  # noqa: E402

number, unit = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
models = [
    number.get_number_model(),
    number.get_ordinal_model(),
    number.get_percentage_model(),
    unit.get_currency_model(),
    unit.get_dimension_model(),
    unit.get_age_model(),
]
rates = {
    "Recognizers-Text, six models": rate(lambda value: [model.parse(value) for model in models]),
    "Recognizers-Text, numbers alone": rate(models[0].parse),
}

import jionlp  # noqa: E402 - prints when it loads

rates["JioNLP, money alone"] = rate(jionlp.ner.extract_money)
print(json.dumps(rates))
