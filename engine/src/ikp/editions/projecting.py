"""What published editions give a projection to learn from: categories, scores, regions, nearest neighbours."""

from collections.abc import Mapping, Sequence

import numpy as np

from ikp.editions.edition import load
from ikp.editions.published import facts, published
from ikp.editions.registry import registry
from ikp.errors import UsageError, problem
from ikp.foresight.projection import History, neighbours_of
from ikp.problems import Problem
from ikp.registry import Level, Registry

__all__ = ["LABELS", "NEAREST", "edition_history", "nearest_units", "region"]

#: Categories of every edition, lowest first.
LABELS = ("rendah", "sedang", "tinggi")
#: Neighbours of a unit: across the sea as well, since many units touch no other.
NEAREST: Mapping[Level, int] = {"province": 3, "regency": 5}
#: Latitude of Indonesia is near 0, so that degrees are alike in both directions; the Earth is taken as a ball.
_RADIANS = np.pi / 180.0


def region(code: str, level: Level) -> str:
    """Give the group of a unit: the province of a regency, the island group of a province (first digit of its code)."""
    return code.split(".", maxsplit=1)[0] if level == "regency" else code[0]


def nearest_units(units: Sequence[str], known: Registry, count: int) -> dict[str, tuple[str, ...]]:
    """Give the nearest of these units to each, nearest first; a unit without a place has none.

    The place of a province is the mean of its regencies'.
    """
    places = np.array([_place(code, known) for code in units], dtype=np.float64).reshape(-1, 3)
    there = np.flatnonzero(np.isfinite(places).all(axis=1))
    found: dict[str, tuple[str, ...]] = dict.fromkeys(units, ())
    if there.size < 2:
        return found
    gap = 1.0 - places[there] @ places[there].T
    np.fill_diagonal(gap, np.inf)
    order = np.argsort(gap, axis=1, kind="stable")[:, : min(count, there.size - 1)]
    for row, near in zip(there, order, strict=True):
        found[units[int(row)]] = tuple(units[int(there[place])] for place in near)
    return found


def _place(code: str, known: Registry) -> tuple[float, float, float]:
    """Give a point on the ball; NaN where nothing is known."""
    unit = known.by_code.get(code)
    if unit is None:
        return (np.nan, np.nan, np.nan)
    own = [unit] if np.isfinite(unit.lat) else [each for each in known if each.parent == code]
    spots = [(each.lat * _RADIANS, each.lon * _RADIANS) for each in own if np.isfinite(each.lat)]
    if not spots:
        return (np.nan, np.nan, np.nan)
    lat, lon = np.array(spots).T
    mean = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]).mean(axis=1)
    x, y, z = mean / np.linalg.norm(mean)
    return (float(x), float(y), float(z))


def edition_history(editions: Sequence[str], level: Level = "province") -> tuple[History, tuple[Problem, ...]]:
    """Gather what several editions publish on a level, oldest first.

    Parameters
    ----------
    editions : sequence of str
        Codes, in the order of time.
    level : {'province', 'regency'}

    Returns
    -------
    history : History
        Units that have a category in any of the editions.
    problems : tuple of Problem
        A warning for each edition whose categories are published for a part of its units only: those
        are the ones that were worth a headline, and no sample.

    Raises
    ------
    UsageError
        For an edition without any category on the level, or none at all.
    """
    if not editions:
        raise UsageError(problem("forecast-editions", found=0, need=1))
    known = registry()
    tables = []
    for code in editions:
        load(code)
        rows = {each.unit: each for each in published(code, level) if each.kind == "unit" and each.unit}
        if not any(each.category for each in rows.values()):
            raise UsageError(problem("forecast-no-categories", edition=code, level=level))
        tables.append(rows)
    named = {unit for rows in tables for unit, each in rows.items() if each.category}
    units = tuple(code for code in known.codes if code in named)
    outcome = np.full((len(tables), len(units)), -1, dtype=np.intp)
    score = np.full(outcome.shape, np.nan)
    for period, rows in enumerate(tables):
        for place, unit in enumerate(units):
            each = rows.get(unit)
            if each is not None:
                outcome[period, place] = LABELS.index(each.category) if each.category in LABELS else -1
                score[period, place] = each.total
    near = nearest_units(units, known, NEAREST[level])
    weights = np.zeros((len(units), len(units)))
    column = {unit: place for place, unit in enumerate(units)}
    for unit, others in near.items():
        weights[[column[other] for other in others], column[unit]] = 1.0
    history = History(
        outcome,
        LABELS,
        tuple(editions),
        units,
        ("category",) * len(units),
        tuple(region(unit, level) for unit in units),
        score,
        neighbours_of(weights),
        names={unit: known[unit].short_name for unit in units},
    )
    return history, _partial(history, level)


def _partial(history: History, level: Level) -> tuple[Problem, ...]:
    found = []
    for edition, outcome in zip(history.periods, history.outcome, strict=True):
        told, covered = int((outcome >= 0).sum()), load(edition).units.get(level, 0)
        counted = sum(facts(edition, level).counts.values())
        every = max(covered, counted)
        if told < every:
            found.append(problem("forecast-partial", edition=edition, found=told, every=every))
    return tuple(found)
