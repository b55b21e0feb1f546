"""Two configurations on the same pairs: which pairs they decide otherwise, and whether that is more than chance."""

from kpi_nlp.model import Compared, Evaluation


def compare(first: Evaluation, second: Evaluation) -> Compared:
    """Return what the second does otherwise than the first, by McNemar's exact test over the pairs with a sure label."""
    from scipy.stats import binomtest

    both = zip(first.judged, second.judged, strict=True)
    flipped = tuple((one, other) for one, other in both if one.positive is not None and one.linked != other.linked)
    won = sum(one.wrong for one, _ in flipped)
    p_value = float(binomtest(won, len(flipped)).pvalue) if flipped else 1.0
    return Compared(first, second, flipped, won, len(flipped) - won, p_value)
