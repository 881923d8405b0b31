"""What happened after the editions: outcomes per unit, one sourced fact a row, complete and partial lists told apart.

``data/outcomes/facts.csv`` holds every fact as it was found: election, level, unit, fact, value,
measure, date, list, source (a key of ``sources.csv``), note. The column **list** says what an absent
unit means:

- ``complete``: the list was complete, an absent unit had none;
- ``province``: complete within the unit's province and nowhere else;
- ``known``: the value of this unit is known, of absent ones nothing is;
- ``named``: printed because it was high, or happened to be named; absent ones may have as many.

``data/outcomes/outcomes.toml`` says which facts make an outcome that an edition can be held against.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import nan
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ikp.editions.place import data, table
from ikp.editions.registry import registry
from ikp.errors import UsageError, problem
from ikp.io.paths import read_text

__all__ = ["Fact", "Outcome", "facts", "outcome", "outcomes", "size"]

Listing = Literal["complete", "province", "known", "named"]
Kind = Literal["count", "yes", "share", "listed"]
Split = Literal["any", "above_median"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed fact about one unit, or about the country (`unit` is empty).

    Parameters
    ----------
    election, level, unit, fact : str
    value : float
        NaN where the source names the unit without a number.
    measure : str
        What is counted; ``1=yes`` for yes and no.
    date : str
        Of the list, or of what it tells: a day, a month or a year, as ISO 8601 writes them.
    list : {'complete', 'province', 'known', 'named'}
        What an absent unit means; see the module.
    source, note : str
    """

    election: str
    level: str
    unit: str
    fact: str
    value: float
    measure: str
    date: str
    list: Listing
    source: str
    note: str


@dataclass(frozen=True)
class Outcome:
    """Something that happened, or did not, in each unit after an edition.

    Parameters
    ----------
    code : str
    level : {'province', 'regency'}
    election : str
    editions : tuple of str
        The editions that were meant for this election.
    titles, notes : mapping
        By language.
    facts : tuple of str
        Keys of facts that are summed.
    kind : {'count', 'yes', 'share', 'listed'}
        *listed*: whether the unit is in a printed list of the extreme ones.
    split : {'any', 'above_median'}
        What counts as positive where yes or no is asked for.
    list : {'complete', 'partial'}
    exposure : str
        Fact that measures size (``tps``, ``dpt``), empty where none is known.
    of : str
        The fact that a share is a share of.
    without, without_under : tuple of str
        Units without this election, and provinces whose regencies have none.
    """

    code: str
    level: str
    election: str
    editions: tuple[str, ...]
    titles: Mapping[str, str]
    notes: Mapping[str, str]
    facts: tuple[str, ...]
    kind: Kind
    split: Split
    list: Literal["complete", "partial"]
    exposure: str = ""
    of: str = ""
    without: tuple[str, ...] = ()
    without_under: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of its facts, each once, in the order of the data."""
        return tuple(dict.fromkeys(each.source for each in self._rows()))

    @property
    def until(self) -> str:
        """The date of its latest list."""
        return max(each.date for each in self._rows())

    @property
    def known_units(self) -> tuple[str, ...]:
        """The units that its lists name, in the order of the data; absent ones may be zero or unknown."""
        return tuple(dict.fromkeys(each.unit for each in self._rows()))

    def values(self, units: Sequence[str], day: date | None = None) -> NDArray[np.float64]:
        """Give the outcome of units; an absent one is zero in a complete list and NaN in a partial one.

        Parameters
        ----------
        units : sequence of str, length n
        day : date, optional
            The day whose registry the units belong to: a province that was parted later gets the
            sum of its parts (or *yes* where any of them is), and NaN where one of them is NaN.

        Returns
        -------
        array of float64, shape (n,)
            Counts, 1 and 0, or numerators of shares.
        """
        total = np.zeros(len(units))
        for fact in self.facts:
            total += self._merged(fact, units, day)
        return np.where(total > 0, 1.0, total) if self.kind in ("yes", "listed") else total

    def exposures(self, units: Sequence[str], day: date | None = None) -> NDArray[np.float64] | None:
        """Give the size of units in this election (or what a share is of), shape (n,); None where none is known."""
        if self.kind == "share":
            return self._merged(self.of, units, day)
        return size(self.election, self.level, self.exposure, units, day) if self.exposure else None

    def _merged(self, fact: str, units: Sequence[str], day: date | None) -> NDArray[np.float64]:
        return np.array([sum(self._one(fact, part) for part in _parts(unit, day)) for unit in units], dtype=np.float64)

    def _one(self, fact: str, unit: str) -> float:
        """Give a fact of one unit of today; NaN where nothing is known, or where there was no such election."""
        if unit in self.without or (registry().parent(unit) if unit in registry() else "") in self.without_under:
            return nan
        row = _by_unit(self.election, self.level, fact).get(unit)
        if self.kind == "listed":
            return float(row is not None)
        if row is not None:
            return row.value if row.list != "named" else nan
        if self.list == "complete" or unit[:2] in _complete_provinces(self.election, self.level, fact):
            return 0.0
        return nan

    def _rows(self) -> tuple[Fact, ...]:
        wanted = (*self.facts, self.of) if self.of else self.facts
        return tuple(
            each
            for each in facts()
            if each.election == self.election and each.level == self.level and each.fact in wanted
        )


@cache
def facts() -> tuple[Fact, ...]:
    """Give every fact in the order of the data."""
    where = {row["source"]: row["where"] for row in table("outcomes", "sources.csv")}
    return tuple(_fact(row, where) for row in table("outcomes", "facts.csv"))


@cache
def outcomes(edition: str, level: str) -> tuple[Outcome, ...]:
    """Give the outcomes that an edition can be held against on a level, in the order of the data; may be empty."""
    return tuple(each for each in _catalogue() if edition in each.editions and each.level == level)


def outcome(edition: str, level: str, code: str) -> Outcome:
    """Give one outcome of an edition and level.

    Raises
    ------
    UsageError
        If there is none of this code.
    """
    found = {each.code: each for each in outcomes(edition, level)}
    if code not in found:
        raise UsageError(
            problem("outcome-unknown", outcome=code, edition=edition, level=level, known=list(found) or "–")
        )
    return found[code]


def size(election: str, level: str, what: str, units: Sequence[str], day: date | None = None) -> NDArray[np.float64]:
    """Give polling stations (``tps``) or registered voters (``dpt``) of units, shape (n,).

    NaN where it is not known; a province that was parted after `day` has the sum of its parts.
    """
    known = _by_unit(election, level, what)
    return np.array(
        [sum(known[part].value if part in known else nan for part in _parts(unit, day)) for unit in units],
        dtype=np.float64,
    )


@cache
def _catalogue() -> tuple[Outcome, ...]:
    file = data() / "outcomes" / "outcomes.toml"
    told: dict[str, Any] = tomllib.loads(read_text(file)) if file.is_file() else {}
    return tuple(_outcome(each) for each in told.get("outcome", ()))


def _outcome(told: Mapping[str, Any]) -> Outcome:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
    titles, notes = MappingProxyType(plain.pop("title")), MappingProxyType(plain.pop("note"))
    return Outcome(titles=titles, notes=notes, **plain)


def _fact(row: Mapping[str, str], where: Mapping[str, str]) -> Fact:
    return Fact(
        row["election"],
        row["level"],
        row["unit"],
        row["fact"],
        float(row["value"] or nan),
        row["measure"],
        row["date"],
        row["list"],  # type: ignore[arg-type] # a test holds the column to its four words
        where[row["source"]],
        row["note"],
    )


@cache
def _by_unit(election: str, level: str, fact: str) -> Mapping[str, Fact]:
    return {each.unit: each for each in facts() if (each.election, each.level, each.fact) == (election, level, fact)}


@cache
def _complete_provinces(election: str, level: str, fact: str) -> frozenset[str]:
    """Give the provinces within which a list of regencies is complete."""
    return frozenset(each.unit[:2] for each in _by_unit(election, level, fact).values() if each.list == "province")


@cache
def _parts(unit: str, day: date | None) -> tuple[str, ...]:
    """Give the units of today that a unit of a day consists of."""
    if day is None or unit not in registry() or registry()[unit].level != "province":
        return (unit,)
    later = (each for each in registry() if not each.valid_at(day))
    return (unit, *(each.code for each in later if each.split_from == unit))
