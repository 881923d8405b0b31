"""Published cases: a fall or a rise that somebody explained, held against what the data can carry.

A case is a file beside this one (``jambi.toml``): facts in our own words, each with who said it and where it
was printed. Scores, categories and verdicts are not written there; they come from the editions and the engine.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

__all__ = ["Case", "Fact", "case", "cases"]

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was printed: ``reported`` by an office without a list, or a ``claim`` about the cause."""

    kind: str
    by: Texts
    day: date
    text: Texts
    note: Texts
    source: str
    value: int | None = None
    #: Whether the number is printed as a round one.
    round: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A unit whose index moved between two editions, and the programme that somebody names as the cause.

    `known_starts`, `known_units`, `known_others` tell whether it is published when the programme
    began, where in the unit, and which other units had one like it.
    """

    code: str
    unit: str
    before: str
    after: str
    title: Texts
    lead: Texts
    programme: Texts
    known_starts: bool
    known_units: bool
    known_others: bool
    facts: Sequence[Fact]


@cache
def cases() -> Mapping[str, Case]:
    """Give all cases by their code, in the order of the codes."""
    found = {}
    for file in sorted(files(__name__).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            told = tomllib.loads(file.read_text(encoding="utf-8"))
            facts = tuple(Fact(**fact) for fact in told.pop("fact"))
            code = file.name.removesuffix(".toml")
            found[code] = Case(code=code, facts=facts, **told)
    return found


def case(code: str) -> Case | None:
    """Give a case by its code."""
    return cases().get(code)
