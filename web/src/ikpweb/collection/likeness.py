"""How alike two reports are: by trigrams of the plain text, so that neither order nor spelling decides alone."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["likeness", "plain"]

_LETTERS = re.compile(r"[^a-z0-9]+")
#: Words that every report has, and the mark of made-up data.
_EMPTY = frozenset({"di", "ke", "dari", "yang", "dan", "pada", "oleh", "untuk", "the", "a", "of", "in", "sintetis"})


def plain(text: str) -> str:
    """Bring a text into lower case without accents, signs and words that say nothing."""
    bare = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return " ".join(word for word in _LETTERS.split(bare) if word and word not in _EMPTY)


@lru_cache(maxsize=4096)
def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2)) if text else frozenset()


def likeness(a: str, b: str) -> float:
    """Give the share of trigrams that two texts have in common, from 0 to 1; 0 where one says nothing."""
    first, second = _trigrams(plain(a)), _trigrams(plain(b))
    return len(first & second) / len(first | second) if first and second else 0.0
