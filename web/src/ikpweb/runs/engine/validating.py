"""The engine's study of whether an edition came true, as plain values that pages, files and the API can show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import isnan
from typing import Any

from ikp.editions import load
from ikp.editions.outcomes import facts, outcome
from ikp.editions.studied import STUDY, kept
from ikpweb.runs.engine.comparing import Said

__all__ = ["Finding", "Held", "Measure", "Top", "held", "outcome_facts"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its interval; None where there is none, and the engine's word for why."""

    value: float | None
    low: float | None
    high: float | None
    why: str = ""

    def excludes(self, none: float) -> bool:
        """Tell whether there is an interval, and *no relation* lies outside of it."""
        return self.low is not None and self.high is not None and not self.low <= none <= self.high


@dataclass(frozen=True, slots=True)
class Top:
    """The k units on top against the rest."""

    hits: int
    k: int
    rest_hits: int
    rest: int
    lift: float
    rate: Measure
    p: float
    p_edition: float
    p_study: float


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome held against the scores of an edition.

    ``numbers`` holds every figure of the engine under its own key, None for what does not exist;
    ``rates`` those by category and ``curve`` those for the k units on top, as far down as all are known.
    """

    code: str
    title: Said
    note: Said
    complete: bool
    election: str
    until: str
    sources: Sequence[str]
    n: int
    positives: int
    spearman: Measure
    auc: Measure
    ratio: Measure
    skill: Measure
    top: Top | None
    numbers: Row
    rates: Sequence[Row]
    curve: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Held:
    """An edition on a level, by whose scores, with all that was looked at."""

    edition: str
    title: Said
    level: str
    reading: str
    findings: Sequence[Finding]

    @property
    def key(self) -> str:
        return f"{self.edition}_{self.level}_{self.reading}"

    @property
    def units(self) -> int:
        """The most units that an outcome was compared in."""
        return max(each.n for each in self.findings)

    @property
    def smallest(self) -> float | None:
        """The weakest correlation that so many units find in eight cases of ten."""
        found: float | None = max(self.findings, key=lambda each: each.n).numbers["power_rho"]
        return found

    @property
    def known(self) -> int:
        """Outcomes whose correlation has an interval."""
        return sum(each.spearman.low is not None for each in self.findings)

    @property
    def weak(self) -> int:
        """Those of them whose interval includes *no relation*."""
        return sum(each.spearman.low is not None and not each.spearman.excludes(0.0) for each in self.findings)


@cache
def held() -> tuple[Held, ...]:
    """Give everything that the study looked at, in its order."""
    return tuple(_held(edition, level, reading) for edition, level, reading in STUDY)


@cache
def outcome_facts() -> tuple[Row, ...]:
    """Give every fact about what happened, as the engine keeps it."""
    return tuple(
        {
            "election": each.election,
            "level": each.level,
            "code": each.unit or None,
            "fact": each.fact,
            "number": _plain(each.value),
            "measure": each.measure,
            "date": each.date,
            "list": each.list,
            "source": each.source,
            "note": each.note or None,
        }
        for each in facts()
    )


def _held(edition: str, level: str, reading: str) -> Held:
    key = (edition, level, reading)
    titles = load(edition).titles
    tables = {name: [row for row in kept(name) if _key(row) == key] for name in ("findings", "rates", "lift")}
    return Held(
        edition,
        Said(titles["id"], titles["en"]),
        level,
        reading,
        tuple(_finding(row, tables["rates"], tables["lift"]) for row in tables["findings"]),
    )


def _key(row: Row) -> tuple[str, str, str]:
    return row["edition"], row["level"], row["reading"]


def _finding(row: Row, rates: Sequence[Row], curve: Sequence[Row]) -> Finding:
    told = outcome(row["edition"], row["level"], row["outcome"])
    own_curve = [_all_plain(each) for each in curve if each["outcome"] == row["outcome"]]
    return Finding(
        told.code,
        Said(told.titles["id"], told.titles["en"]),
        Said(told.notes["id"], told.notes["en"]),
        row["list"] == "complete",
        told.election,
        told.until,
        told.sources,
        row["n"],
        row["positives"],
        _measure(row, "spearman"),
        _measure(row, "auc"),
        _measure(row, "ratio"),
        _measure(row, "skill"),
        _top(row, own_curve),
        _all_plain(row),
        [_all_plain(each) for each in rates if each["outcome"] == row["outcome"]],
        own_curve,
    )


def _top(row: Row, curve: Sequence[Row]) -> Top | None:
    if not row["top_k"]:
        return None
    last = curve[-1]
    return Top(
        row["top_hits"],
        row["top_k"],
        row["top_rest_hits"],
        row["top_rest"],
        row["top_lift"],
        Measure(last["rate"], last["rate_low"], last["rate_high"]),
        row["top_p"],
        row["top_p_holm"],
        row["top_p_holm_study"],
    )


def _measure(row: Row, name: str) -> Measure:
    return Measure(_plain(row[name]), _plain(row[f"{name}_low"]), _plain(row[f"{name}_high"]), row[f"{name}_reason"])


def _all_plain(row: Row) -> Row:
    return {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and isnan(value) else value
