"""Neighbouring units that together hold more than expected, kind by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.alarms import Alarms
from ikp.foresight.scan import Neighbours, Windows, by_unit, scan_space_time
from ikp.foresight.streams import CountSeries

__all__ = ["Cluster", "clusters_of", "neighbours_of"]

#: Weeks that a cluster may last, and units that it may hold.
_WEEKS, _UNITS = 4, 15
_SIMULATIONS = 199
#: A cluster is told of where chance alone gives one like it less often than this, in all kinds together.
_LEVEL = 0.05


@dataclass(frozen=True)
class Cluster:
    """A cluster: its name, which alarms share, and what it holds."""

    name: str
    kind: str
    units: tuple[str, ...]
    since: date
    observed: float
    expected: float
    p: float

    def record(self) -> Mapping[str, Any]:
        """Give it as JSON keeps it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "units": list(self.units),
            "since": self.since.isoformat(),
            "observed": round(self.observed, 2),
            "expected": round(self.expected, 2),
            "p": round(self.p, 4),
        }


def neighbours_of(units: Sequence[str], points: NDArray[np.float64]) -> Mapping[str, Sequence[str]]:
    """Give the neighbours of each unit, across the sea too; none where a unit has no point."""
    placed = np.flatnonzero(np.isfinite(points).all(axis=1))
    if placed.size < 2:
        return {}
    found: dict[str, list[str]] = {unit: [] for unit in units}
    for one, other in placed[Neighbours.from_points(points[placed]).pairs]:
        found[units[one]].append(units[other])
        found[units[other]].append(units[one])
    return found


def clusters_of(counts: CountSeries, alarms: Alarms, points: NDArray[np.float64], *, seed: int) -> Sequence[Cluster]:
    """Scan each kind for neighbouring units that in the last weeks together hold more than expected.

    Parameters
    ----------
    counts : CountSeries
        As known.
    alarms : Alarms
        What is expected by now, with the size of its law as the detail ``size`` (infinite for Poisson), and with the
        detail ``doubt``: how wrong the mean of a series may be, in all its weeks alike. That is part of its size too.
    points : array, shape (u, 2)
        Latitude and longitude of the units, in the order of the series; a unit without a point takes no part.
    """
    weeks = min(_WEEKS, len(alarms.monitored))
    units = tuple(dict.fromkeys(counts.units))
    placed = np.flatnonzero(np.isfinite(points).all(axis=1))
    kinds = tuple(dict.fromkeys(counts.kinds))
    found: list[Cluster] = []
    if placed.size < 2 or weeks < 1:
        return found
    windows = Windows.circular(points[placed], nearest=min(_UNITS, placed.size))
    size = alarms.details.get("size", np.full(alarms.expected.shape, np.inf))
    doubt = np.nan_to_num(alarms.details.get("doubt", np.zeros(size.shape)))
    # What is wrong in all weeks alike must not be drawn anew in each: it is taken out of the law of a week.
    with np.errstate(divide="ignore"):
        weekly = 1 / np.maximum((1 / size - doubt) / (1 + doubt), 0.0)
    doubt = doubt[-1]
    for number, kind in enumerate(kinds):
        own = np.array([at for at, each in enumerate(counts.kinds) if each == kind])[placed]
        expected = alarms.expected[-weeks:, own]
        if not np.isfinite(expected).any():
            continue
        known = np.where(np.isfinite(expected), counts.counts[-weeks:, own], np.nan)
        series = CountSeries(
            known,
            counts.starts[-weeks:],
            tuple(units[at] for at in placed),
            (kind,) * placed.size,
            names=counts.names,
            synthetic=counts.synthetic,
        )
        told = scan_space_time(
            by_unit(series, kind),
            windows,
            rng=np.random.default_rng([seed, number]),
            model="negative-binomial",
            expected=np.maximum(np.nan_to_num(expected, nan=1.0), 1e-4),
            size=np.where(np.isfinite(weekly[-weeks:, own]), weekly[-weeks:, own], np.inf),
            doubt=doubt[own],
            simulations=_SIMULATIONS,
            most=3,
        )
        found += [
            Cluster(
                f"{counts.starts[-1]}:{kind}:{place}",
                kind,
                each.units,
                counts.starts[-1].astype(object) if each.start is None else each.start.astype(object),
                each.observed,
                each.expected,
                each.p,
            )
            for place, each in enumerate(told.clusters, start=1)
            if each.p <= _LEVEL / len(kinds) and len(each.units) > 1
        ]
    return found
