"""Comparing two editions: which units, under which verdict, who moved where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from ikp.compare.concordance import Concordance
from ikp.compare.registry_change import Merged, merge
from ikp.compare.scores import EditionScores, align
from ikp.compare.shifts import Shifts
from ikp.compare.transitions import Transitions
from ikp.compare.verdict import Verdict, judge
from ikp.errors import DataError, problem
from ikp.problems import Lang
from ikp.registry import Registry
from ikp.table import Missing

__all__ = ["Comparison", "Unmatched", "compare"]

#: Why a unit of one edition has nothing to be compared with in the other.
Why = Literal["registry_change", "not_published", "no_score", "not_covered"]

_WHY: Mapping[Why, Mapping[Lang, str]] = {
    "registry_change": {
        "en": "{unit} was split, and {edition} has no score for its part {lacking}.",
        "id": "{unit} telah dimekarkan, dan {edition} tidak memuat skor bagiannya: {lacking}.",
    },
    "not_published": {
        "en": "{edition} does not publish a score of {unit}.",
        "id": "{edition} tidak memublikasikan skor {unit}.",
    },
    "no_score": {
        "en": "{edition} could not compute a score of {unit} ({missing}).",
        "id": "{edition} tidak dapat menghitung skor {unit} ({missing}).",
    },
    "not_covered": {
        "en": "{edition} does not cover {unit}.",
        "id": "{edition} tidak mencakup {unit}.",
    },
}
_MISSING: Mapping[Missing, Mapping[Lang, str]] = {
    Missing.NOT_REPORTED: {"en": "not reported", "id": "tidak dilaporkan"},
    Missing.NOT_APPLICABLE: {"en": "not applicable", "id": "tidak berlaku"},
    Missing.REJECTED: {"en": "rejected", "id": "ditolak"},
    Missing.LOW_COVERAGE: {"en": "coverage too low", "id": "cakupan terlalu rendah"},
}


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A unit that cannot be compared, and why: `edition` is the one that lacks it."""

    unit: str
    name: str
    edition: str
    why: Why
    missing: Missing = Missing.OBSERVED
    lacking: tuple[str, ...] = ()

    def sentence(self, lang: Lang = "en") -> str:
        """Say why."""
        missing = _MISSING[self.missing][lang] if self.missing in _MISSING else ""
        return _WHY[self.why][lang].format(
            unit=self.name, edition=self.edition, lacking=", ".join(self.lacking), missing=missing
        )


@dataclass(frozen=True, eq=False)
class Comparison:
    """What `compare` gives.

    Parameters
    ----------
    a, b : EditionScores
        As compared: in the common registry, all their units.
    verdict : Verdict
    units : tuple of str
        Units with a score or a category in both.
    only_a, only_b : tuple of Unmatched
        Units with something in one edition only, and why the other has nothing.
    in_neither : tuple of Unmatched
        Units that are named in an edition and have nothing in either; one entry per edition.
    transitions : Transitions
        Of the units with a category in both. Labels that differ are brought to their groups.
    shifts : Shifts
        Of the units with a score in both.
    merged_a, merged_b : tuple of Merged
        Units that were put together from their parts.
    """

    a: EditionScores
    b: EditionScores
    verdict: Verdict
    units: tuple[str, ...]
    only_a: tuple[Unmatched, ...]
    only_b: tuple[Unmatched, ...]
    in_neither: tuple[Unmatched, ...]
    transitions: Transitions
    shifts: Shifts
    merged_a: tuple[Merged, ...] = ()
    merged_b: tuple[Merged, ...] = ()

    def name(self, unit: str) -> str:
        """Give what a unit is called."""
        return self.b.name(unit) if unit in self.b.row_of else self.a.name(unit)


def compare(
    a: EditionScores,
    b: EditionScores,
    *,
    registry: Registry | None = None,
    concordance: Concordance | None = None,
    weights: Mapping[str, float] | None = None,
) -> Comparison:
    """Compare edition A with edition B.

    Where units were split between the editions, the later one is brought to the units of
    the earlier one (`merge`). Nothing is dropped: a unit that cannot be compared is named
    with the reason.

    Parameters
    ----------
    a, b : EditionScores
    registry : Registry, optional
        Every unit that there is or was; asks that both editions have their `registry_date`.
        Left out, units are matched by code alone, and the verdict says so where the dates differ.
    concordance : Concordance, optional
        From A to B. Left out, nodes are linked by code and name.
    weights : mapping, optional
        Weight of the parts of a split unit, such as voters; left out, parts count the same.

    Returns
    -------
    Comparison

    Raises
    ------
    DataError
        For a registry and an edition without a registry date, a part without a weight, or
        a concordance that names nodes that the frameworks do not have.
    """
    merged_a: tuple[Merged, ...] = ()
    merged_b: tuple[Merged, ...] = ()
    unchecked = registry is None and a.registry_date != b.registry_date
    if registry is not None:
        day = _earlier(a, b)
        a, merged_a = merge(a, registry, day, weights)
        b, merged_b = merge(b, registry, day, weights)
    one, two = _Side(a, merged_a), _Side(b, merged_b)
    units = tuple(dict.fromkeys([*a.units, *b.units]))
    both = tuple(unit for unit in units if one.knows(unit) and two.knows(unit))
    verdict = judge(
        a,
        b,
        concordance,
        common=len(both),
        merged=[each.unit for each in (*merged_a, *merged_b) if each.unit in both],
        unchecked=unchecked,
    )
    name = {**dict(zip(a.units, a.names, strict=True)), **dict(zip(b.units, b.names, strict=True))}
    return Comparison(
        a,
        b,
        verdict,
        both,
        only_a=tuple(two.lack(unit, name[unit]) for unit in units if one.knows(unit) and not two.knows(unit)),
        only_b=tuple(one.lack(unit, name[unit]) for unit in units if two.knows(unit) and not one.knows(unit)),
        in_neither=tuple(
            side.lack(unit, name[unit])
            for unit in units
            if not (one.knows(unit) or two.knows(unit))
            for side in (one, two)
        ),
        transitions=_transitions(a, b, both),
        shifts=_shifts(a, b, both, verdict),
        merged_a=merged_a,
        merged_b=merged_b,
    )


def _earlier(a: EditionScores, b: EditionScores) -> date:
    if a.registry_date is None or b.registry_date is None:
        undated = [each.edition for each in (a, b) if each.registry_date is None]
        raise DataError([problem("compare-undated", edition=edition) for edition in undated])
    return min(a.registry_date, b.registry_date)


class _Side:
    """What one edition knows of a unit, and why it knows nothing."""

    def __init__(self, scores: EditionScores, merged: tuple[Merged, ...]) -> None:
        self.scores = scores
        self.lacking = {each.unit: each.lacking for each in merged if each.lacking}

    def knows(self, unit: str) -> bool:
        return not np.isnan(self.scores.score(unit)) or bool(self.scores.category(unit))

    def lack(self, unit: str, name: str) -> Unmatched:
        edition = self.scores.edition
        if unit in self.lacking:
            return Unmatched(unit, name, edition, "registry_change", lacking=self.lacking[unit])
        if unit not in self.scores.row_of:
            return Unmatched(unit, name, edition, "not_covered")
        missing = Missing(int(self.scores.reasons[self.scores.row_of[unit]]))
        return Unmatched(
            unit, name, edition, "not_published" if missing == Missing.NOT_PUBLISHED else "no_score", missing
        )


def _transitions(a: EditionScores, b: EditionScores, units: tuple[str, ...]) -> Transitions:
    a, b = align(a, b)
    sorted_in_both = tuple(unit for unit in units if a.category(unit) and b.category(unit))
    return Transitions(
        sorted_in_both,
        a.labels,
        b.labels,
        tuple(a.category(unit) for unit in sorted_in_both),
        tuple(b.category(unit) for unit in sorted_in_both),
    )


def _shifts(a: EditionScores, b: EditionScores, units: tuple[str, ...], verdict: Verdict) -> Shifts:
    scored = tuple(unit for unit in units if not np.isnan([a.score(unit), b.score(unit)]).any())
    return Shifts(
        scored,
        np.array([a.score(unit) for unit in scored]),
        np.array([b.score(unit) for unit in scored]),
        scores_comparable=verdict.ruling == "comparable",
    )
