"""The only door to jieba: our own tokenizer on our own dictionary of the trade, loaded when first used."""

from functools import cache, lru_cache
from typing import Any

from kpi_nlp import resources


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
    """Return the words of a text; what the dictionary does not know falls into characters."""
    return tuple(word for word in _tokenizer().lcut(text, HMM=False) if word.strip())
