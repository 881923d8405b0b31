"""The action library as the software ships it: action points of our own writing, as data in ``library/*.toml``.

What the centre changed since is joined to it by `curation.selectors.library`. A file holds the
actions of one subdimension of IKP 2024. Three things in them are our
assumptions and shown as such: the links to indicators and stages, and the effort. What
is known of an action's effect comes from named studies; where there is none, it says so.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ikpweb.prevention import engine

__all__ = [
    "LEAST",
    "Action",
    "LibraryError",
    "Study",
    "Terms",
    "action_of",
    "check",
    "shipped",
    "studies",
    "table_of",
    "terms",
    "theme_of",
]

Lang = Literal["id", "en"]
Texts = Mapping[str, str]

_LANGS: tuple[Lang, ...] = ("id", "en")
_FOLDER = files("ikpweb.prevention") / "library"
#: Files of the folder that hold no actions.
_OTHERS = ("studies.toml", "terms.toml")
_TEXTS = ("title", "description", "mechanism", "done_when")
_KEYS = {"id", "indicators", "stages", "levels", "form", "legal_base", "effort", *_TEXTS}
#: Actions that every indicator has at least.
LEAST = 2


class LibraryError(ValueError):
    """The library has faults; all of them are in the message, one a line."""


@dataclass(frozen=True, slots=True)
class Study:
    """A published study of an action like ours, elsewhere.

    Parameters
    ----------
    code : str
    citation : str
    finding : mapping
        By language.
    """

    code: str
    citation: str
    finding: Texts


@dataclass(frozen=True, slots=True)
class Terms:
    """What forms of prevention and levels of office are called, and whose library it is, by language."""

    forms: Mapping[str, Texts]
    levels: Mapping[str, Texts]
    none_known: Texts
    note: Texts


@dataclass(frozen=True, slots=True)
class Action:
    """An action point.

    Parameters
    ----------
    id : str
        Unique, short, in English, with hyphens.
    theme : str
        The file that it stands in.
    indicators, stages, levels : tuple of str
        What it prevents, when, and which offices do it; the first indicator is the main one.
    form : str
        The official form of prevention that it is counted as.
    title, description, mechanism, done_when : mapping
        By language: what, how, why it should work, and how to tell that it was done.
    legal_base : tuple of str
        Only where it is known for certain.
    effort : int
        Person-days of one office, assumed.
    studies : tuple of Study
        What is known of its effect, from elsewhere.
    version : int
        The first one is what the software ships, or what was accepted first.
    withdrawn : bool
        No longer advised; it stays readable.
    """

    id: str
    theme: str
    indicators: tuple[str, ...]
    stages: tuple[str, ...]
    levels: tuple[str, ...]
    form: str
    title: Texts
    description: Texts
    mechanism: Texts
    done_when: Texts
    legal_base: tuple[str, ...]
    effort: int
    studies: tuple[Study, ...]
    version: int = 1
    withdrawn: bool = False

    @property
    def evidence(self) -> Texts:
        """What is known of its effect, by language; *none known* where nothing is."""
        if not self.studies:
            return terms().none_known
        return {lang: " ".join(f"{each.finding[lang]} ({each.citation})" for each in self.studies) for lang in _LANGS}


@cache
def terms() -> Terms:
    """Give the words that the actions use."""
    return Terms(**_read("terms.toml"))


@cache
def studies() -> Mapping[str, Study]:
    """Give the studies by code."""
    return {code: Study(code, **told) for code, told in _read("studies.toml")["studies"].items()}


@cache
def shipped() -> tuple[Action, ...]:
    """Give the actions of the files, theme by theme as the instrument has them, in the order of their file.

    Raises
    ------
    LibraryError
        With every fault.
    """
    names = sorted(each.name for each in _FOLDER.iterdir() if each.name.endswith(".toml") and each.name not in _OTHERS)
    tables = {name.removesuffix(".toml"): _read(name)["action"] for name in names}
    if faults := check([table for theme in tables.values() for table in theme]):
        raise LibraryError("\n".join(faults))
    actions = [action_of(table, theme=theme) for theme, listed in tables.items() for table in listed]
    place = {theme: engine.indicators().index(listed[0]["indicators"][0]) for theme, listed in tables.items()}
    return tuple(sorted(actions, key=lambda action: place[action.theme]))


@cache
def _themes() -> Mapping[str, str]:
    """Give the theme of each subdimension: a file holds the actions of one."""
    known = engine.known()
    return {known[action.indicators[0]].subdimension: action.theme for action in shipped()}


def theme_of(indicator: str) -> str:
    """Give the theme that an action belongs to by its main indicator."""
    return _themes()[engine.known()[indicator].subdimension]


def check(tables: Sequence[Mapping[str, Any]]) -> list[str]:
    """Find what is wrong with actions as they stand in the files, a sentence for each fault."""
    return [*(fault for table in tables for fault in _faults(table)), *_faults_together(tables)]


def action_of(table: Mapping[str, Any], **told: Any) -> Action:
    """Make an action of its table, as it stands in a file or in a version; `told` are the fields besides."""
    held: dict[str, Any] = {key: tuple(each) if isinstance(each, list) else each for key, each in table.items()}
    known = tuple(studies()[code] for code in held.pop("studies", ()))
    theme = told.pop("theme", "") or theme_of(table["indicators"][0])
    return Action(theme=theme, studies=known, **held, **told)


def table_of(action: Action) -> dict[str, Any]:
    """Give the table of an action, as a file or a version holds it."""
    lists = {key: list(getattr(action, key)) for key in ("indicators", "stages", "levels", "legal_base")}
    texts = {key: dict(getattr(action, key)) for key in _TEXTS}
    studied = [each.code for each in action.studies]
    return {"id": action.id, **lists, "form": action.form, "effort": action.effort, **texts, "studies": studied}


def _faults(table: Mapping[str, Any]) -> Iterator[str]:
    """Find the faults of one action."""
    name = table.get("id", "an action without id")
    lacking, unknown = _KEYS - table.keys(), table.keys() - _KEYS - {"studies"}
    if lacking or unknown:
        yield f"{name}: lacks {sorted(lacking)}, has unknown {sorted(unknown)}."
        return
    for key in _TEXTS:
        for lang in _LANGS:
            if not str(table[key].get(lang, "")).strip():
                yield f"{name}: {key}.{lang} is lacking."
    for key, known in (
        ("indicators", engine.indicators()),
        ("stages", engine.stage_codes()),
        ("levels", terms().levels),
    ):
        if not table[key] or len(set(table[key])) < len(table[key]) or not set(table[key]) <= set(known):
            yield f"{name}: {key} must be some of {', '.join(known)}, each once."
    if table["form"] not in terms().forms:
        yield f"{name}: the form {table['form']!r} is none of {', '.join(terms().forms)}."
    if not set(table.get("studies", ())) <= studies().keys():
        yield f"{name}: the studies must be some of {', '.join(studies())}."
    if not isinstance(table["effort"], int) or table["effort"] < 1:
        yield f"{name}: the effort must be a whole number of person-days."


def _faults_together(tables: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Find what is wrong among actions: ids and texts that stand twice, indicators with too few."""
    said = Counter(table.get("id") for table in tables)
    for key in _TEXTS:
        said.update(text for table in tables for text in table.get(key, {}).values())
    yield from (f"This stands twice: {text}" for text, times in said.items() if times > 1)
    times = Counter(code for table in tables for code in table.get("indicators", ()))
    yield from (
        f"{code} has {times[code]} actions, fewer than {LEAST}." for code in engine.indicators() if times[code] < LEAST
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))
