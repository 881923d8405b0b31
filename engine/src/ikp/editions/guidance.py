"""Texts about the indicators of an edition: read from TOML, refused where a language or an indicator is lacking."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, get_args

from ikp.errors import DataError, problem
from ikp.io.paths import Readable, read_text, shown
from ikp.problems import Lang, Problem

__all__ = ["LANGS", "Texts", "bilingual", "read_guidance", "refuse", "spoken", "unspoken"]

#: A text by language, read-only.
Texts = Mapping[Lang, str]
LANGS: tuple[Lang, ...] = get_args(Lang)


def read_guidance(path: Readable, indicators: Sequence[str]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Read a file with a table ``[indicators.I01]`` for every indicator.

    Returns
    -------
    head, tables
        What the file says of itself, and its tables by indicator, in the order given.

    Raises
    ------
    DataError
        If an indicator has no table, or a table no indicator.
    """
    head: dict[str, Any] = tomllib.loads(read_text(path))
    tables: dict[str, dict[str, Any]] = head.pop("indicators", {})
    lacking = [code for code in indicators if code not in tables]
    unknown = [code for code in tables if code not in indicators]
    refuse(
        problem(what, file=shown(path), codes=codes)
        for what, codes in (("guidance-lacking", lacking), ("guidance-unknown", unknown))
        if codes
    )
    return head, {code: tables[code] for code in indicators}


def spoken(head: Mapping[str, Any]) -> tuple[Lang, ...]:
    """Give the languages that a file speaks: those of its note, and all where it has none."""
    return tuple(lang for lang in LANGS if lang in head.get("note", {})) or LANGS


def bilingual(texts: Mapping[str, str]) -> Texts:
    """Give the texts in every language, read-only; one that the file does not speak gets what the other says."""
    return MappingProxyType({lang: texts[lang if lang in texts else next(iter(texts))] for lang in LANGS})


def unspoken(
    indicator: str, table: Mapping[str, Any], keys: Sequence[str], langs: Sequence[Lang] = LANGS
) -> Iterator[Problem]:
    """Find texts of an indicator that are lacking in one of the languages."""
    for key in keys:
        for lang in langs:
            if not str(table.get(key, {}).get(lang, "")).strip():
                yield problem("guidance-language", indicator=indicator, text=key, lang=lang)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise all problems together, if there are any.

    Raises
    ------
    DataError
        With every one of them.
    """
    if found := tuple(problems):
        raise DataError(found)
