"""Reading units as they come in files: codes of either list, or names."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language

from ikp.editions.registry import registry

__all__ = ["read_units"]


def read_units(texts: Sequence[str], heading: str) -> Mapping[str, tuple[str, str]]:
    """Give of each text the code of its unit and nothing, or nothing and the sentence that says what is wrong.

    The whole column is read at once: it tells whether codes without a dot are those of BPS.
    """
    different = list(dict.fromkeys(texts))
    found = registry().resolve(different, column_name=heading)
    language = "en" if get_language() == "en" else "id"
    read = {}
    for text, code, place in zip(different, found.codes, found.problem_index, strict=True):
        read[text] = (str(code), "") if place < 0 else ("", found.problems[place].sentence(language))
    return read
