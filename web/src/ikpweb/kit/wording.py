"""The words of a country in the platform's own sentences.

The sentences were written for Indonesia: they say *province*, *regency*, *Bawaslu*. Another country's names for
its levels, and the words that it lists, are put in their place once, when the catalogue of a language is loaded;
so no sentence has to be written twice, and none can be forgotten.
"""

import gettext
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from django.utils.translation import trans_real

from ikpweb.kit.country import Country, country

__all__ = ["speak", "worded", "words_of"]

#: What our sentences call the levels, by language: of one unit, and of several.
_OURS: Final[Mapping[str, Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]]] = {
    "en": {
        "province": (("province",), ("provinces",)),
        "regency": (
            ("regency or city", "regency and city", "regency/city", "regency"),
            ("regencies and cities", "regencies or cities", "regencies/cities", "regencies"),
        ),
    }
}


def words_of(here: Country, language: str) -> dict[str, str]:
    """Give our words in a language and what a country says instead: its levels, then the words it lists."""
    if here.is_shipped:
        return {}
    words: dict[str, str] = {}
    for level, numbers in _OURS.get(language, {}).items():
        for names, theirs in zip(numbers, here.levels[level][language], strict=True):
            words |= dict.fromkeys(names, theirs)
    return words | dict(here.words.get(language, {}))


def worded(text: str, words: Mapping[str, str]) -> str:
    """Put words into the place of others; names of values such as ``%(province)s`` stay.

    A capital at the beginning stays one, and *a* or *an* before a word follows it.
    """
    return _replacing(words)(text) if words else text


def _replacing(words: Mapping[str, str]) -> Callable[[str], str]:
    longest = sorted(words, key=len, reverse=True)
    # A name such as IKP is itself only as it is written; other words may begin a sentence.
    either = "|".join(re.escape(each) if each != each.lower() else f"(?i:{re.escape(each)})" for each in longest)
    named = re.compile(rf"(?:\b(?P<article>[Aa])n? )?(?<![\w{{=.-])(?<!%\()(?P<word>{either})(?![\w}}=]|-\w)")
    known = {ours.lower(): theirs for ours, theirs in words.items()}

    def replace(found: re.Match[str]) -> str:
        theirs = known[found["word"].lower()]
        begins = not found["article"] and (
            not found.start() or found.string[: found.start()].endswith((". ", "? ", ": "))
        )
        if found["word"][0].isupper() and theirs[:1].islower() and (found["word"] not in words or begins):
            theirs = theirs[:1].upper() + theirs[1:]
        if not found["article"]:
            return theirs
        return f"{found['article']}{'n' if theirs[:1].lower() in 'aeiou' else ''} {theirs}"

    return lambda text: named.sub(replace, text)


def speak() -> None:
    """Put the country's words into the catalogue of every language that it speaks."""
    here = country()
    for language in here.languages:
        if words := words_of(here, language):
            loaded = cast(Any, trans_real.translation(language))
            change = _replacing(words)
            changed = gettext.NullTranslations()
            told = {key: change(text) for key, text in loaded._catalog.items() if isinstance(text, str)}  # noqa: SLF001
            cast(Any, changed)._catalog = told  # noqa: SLF001
            cast(Any, changed).plural = loaded.plural
            loaded.merge(changed)
