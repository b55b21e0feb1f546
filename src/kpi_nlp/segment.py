"""The only door to jieba: our own tokenizer on our own dictionary of the trade, loaded when first used."""

from functools import cache, lru_cache
from typing import Any

from kpi_nlp import resources

_FUNCTION_WORDS = frozenset("的和及与或等对在为中各每了")


@cache
def _tokenizer() -> Any:  # noqa: ANN401 - jieba ships no types
    """Build the tokenizer in memory: jieba's own loader would write a cache to the temporary folder."""
    import jieba

    tokenizer = jieba.Tokenizer()
    with resources.data("lexicons/dictionary.txt").open("rb") as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    return tokenizer


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text; neighbouring characters that the dictionary does not know make one word."""
    found: list[str] = []
    unknown = ""
    for word in _tokenizer().lcut(text, HMM=False):
        if len(word) == 1 and word.isalpha() and word not in _FUNCTION_WORDS:
            unknown += word
            continue
        found += [unknown] if unknown else []
        unknown = ""
        found += [word] if word.strip() else []
    return tuple(found + ([unknown] if unknown else []))
