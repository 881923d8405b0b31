"""Distances between points: along the earth's surface, or on a plane."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import DataError, problem
from ikp.problems import Problem

__all__ = ["EARTH_KM", "between", "checked_points", "nearest_first", "shared_points"]

#: Mean radius of the earth (IUGG 1980), km.
EARTH_KM = 6371.0088
_ALL_AT_ONCE = 2_000


def checked_points(
    points: ArrayLike, units: Sequence[str] | None = None, *, planar: bool = False
) -> NDArray[np.float64]:
    """Give points as an array, shape (n, 2).

    Raises
    ------
    DataError
        If they are no pairs, there are fewer than two, one is not known, or one is no place on the
        earth (unless `planar`); the sentence names the units.
    """
    found = np.asarray(points, dtype=np.float64)
    if found.ndim != 2 or found.shape[1:] != (2,):
        raise DataError(problem("scan-shape", what="points", shape=str(found.shape), wanted="(n, 2)"))
    wrong = {"scan-no-point": np.asarray(~np.isfinite(found).all(axis=1))}
    if not planar:
        wrong["scan-point-range"] = np.asarray((np.abs(found) > (90, 180)).any(axis=1))
    for code, rows in wrong.items():
        if rows.any():
            raise DataError(problem(code, count=int(rows.sum()), units=_named(rows, units)))
    if len(found) < 2:
        raise DataError(problem("scan-few-units", count=len(found)))
    return found


def shared_points(points: ArrayLike, units: Sequence[str] | None = None) -> tuple[Problem, ...]:
    """Warn of units that lie on the point of an earlier one: which joins a circle first is then a matter of order."""
    found = np.asarray(points, dtype=np.float64)
    again = np.ones(len(found), dtype=bool)
    again[np.unique(found, axis=0, return_index=True)[1]] = False
    if not again.any():
        return ()
    return (problem("scan-point-shared", count=int(again.sum()), units=_named(again, units)),)


def nearest_first(points: NDArray[np.float64], count: int | None = None, *, planar: bool = False) -> NDArray[np.intp]:
    """Give of each point all points in the order of their distance, itself first, shape (n, min(count, n)).

    Equal distances come in the order of the points. Of more than two thousand points, all distances are not
    held at once when `count` is given; which of equals are the last then depends on the search.
    """
    size = len(points)
    kept = size if count is None else min(count, size)
    if size <= _ALL_AT_ONCE or kept == size:
        all_away = between(points, planar=planar)
        np.fill_diagonal(all_away, -1.0)  # itself, also where two lie on one point
        return np.argsort(all_away, axis=1, kind="stable")[:, :kept]
    from scipy.spatial import cKDTree

    lat, lon = np.radians(points).T
    straight = (
        points if planar else np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    )
    answer = cKDTree(straight).query(straight, k=kept)
    away, found = (np.asarray(each).reshape(size, kept) for each in answer)
    own = found == np.arange(size)[:, None]
    lost = ~own.any(axis=1)  # more than `count` on one point
    found[lost, -1], own[lost, -1] = np.flatnonzero(lost), True
    away[own] = -1.0
    order = np.lexsort((found, away), axis=1)
    return np.take_along_axis(found, order, axis=1)


def _named(rows: NDArray[np.bool_], units: Sequence[str] | None) -> list[str]:
    """Name the first few of the units that are meant; by their place from 1 where they have no name."""
    return [units[place] if units else str(place + 1) for place in np.flatnonzero(rows)[:10]]


def between(points: NDArray[np.float64], *, planar: bool = False) -> NDArray[np.float64]:
    """Give the distances of all points from each other, shape (n, n).

    Parameters
    ----------
    points : array, shape (n, 2)
        Latitude and longitude in degrees; or x and y when `planar`.
    planar : bool
        Take the plane's distance in the unit of the points. Left out, that of the great circle
        (haversine, which stays exact for close points), km.
    """
    if planar:
        gaps = points[:, None, :] - points[None, :, :]
        return np.asarray(np.hypot(gaps[..., 0], gaps[..., 1]))
    lat, lon = np.radians(points).T
    half = np.sin((lat[:, None] - lat) / 2) ** 2
    half += np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))
