"""The road that all scans go: score every window, simulate, choose clusters that do not overlap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import DataError, problem
from ikp.foresight.scan.chance import Null
from ikp.foresight.scan.growing import Floats, Model, Progress, maxima
from ikp.foresight.scan.ratios import durations
from ikp.foresight.scan.result import Cluster, Clusters
from ikp.foresight.scan.windows import Windows

__all__ = ["Asked", "Cells", "observed_matrix", "refuse_units", "scan"]


@dataclass(frozen=True, eq=False)
class Cells:
    """Counts and what is expected of each, by week and unit.

    Parameters
    ----------
    counts, expected : array, shape (t, n)
        A cell that was not observed has 0 in both.
    units, names : tuple of str, length n
    starts : array of datetime64[D], shape (t,), optional
        Left out in space alone.
    unobserved : int
    given_total : bool
        Whether the null hypothesis takes the total as given.
    """

    counts: Floats
    expected: Floats
    units: tuple[str, ...]
    names: tuple[str, ...]
    starts: NDArray[np.datetime64] | None = None
    unobserved: int = 0
    given_total: bool = True
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """How a scan is to be made.

    Parameters
    ----------
    parameters : mapping
        What the record of the scan is to hold besides; ``model``, and ``longest`` where there are weeks.
    simulations : int
        0 for none.
    most : int
        Clusters at most.
    workers : int, optional
        Threads; left out, one per core.
    """

    parameters: Mapping[str, Any]
    simulations: int = 999
    most: int = 10
    workers: int | None = None
    progress: Progress | None = None


def observed_matrix(values: ArrayLike, shape: tuple[int, ...], what: str) -> Floats:
    """Give numbers from 0 as an array of a shape; NaN is allowed.

    Raises
    ------
    DataError
        For another shape, and for negative or infinite numbers.
    """
    found = np.array(values, dtype=np.float64)
    if found.shape != shape:
        raise DataError(problem("scan-shape", what=what, shape=str(found.shape), wanted=str(shape)))
    if (found < 0).any() or np.isinf(found).any():
        raise DataError(problem("scan-negative", what=what))
    return found


def refuse_units(code: str, wrong: NDArray[np.bool_], units: Sequence[str]) -> None:
    """Raise a problem that names the units which are wrong, if there are any."""
    places = np.flatnonzero(wrong)
    if places.size:
        raise DataError(problem(code, count=places.size, units=[units[place] for place in places[:10]]))


def scan(model: Model | None, cells: Cells, windows: Windows, asked: Asked, rng: np.random.Generator) -> Clusters:
    """Scan with a model; without one there were no reports, and a warning says so."""
    found = Clusters(
        model=asked.parameters["model"],
        clusters=(),
        maxima=np.zeros(0),
        windows=windows.count * asked.parameters.get("longest", 1),
        observed=float(cells.counts.sum()),
        expected=float(cells.expected.sum()),
        unobserved=cells.unobserved,
        parameters={**asked.parameters, "simulations": asked.simulations},
        problems=() if model else (problem("scan-no-cases"),),
        synthetic=cells.synthetic,
    )
    if model is None:
        return found
    scores = model.exact(cells.counts)
    best = maxima(model, asked.simulations, rng, workers=asked.workers, progress=asked.progress)
    clusters = _chosen(scores, cells, windows, asked.most, Null(best))
    return replace(found, clusters=clusters, maxima=best)


def _chosen(scores: Floats, cells: Cells, windows: Windows, most: int, null: Null) -> tuple[Cluster, ...]:
    """Take the best window, then the best that shares no unit with those taken, and so on."""
    left = np.where(np.isnan(scores), -np.inf, scores)
    taken = np.zeros(windows.size)
    chosen: list[Cluster] = []
    while len(chosen) < most:
        place = np.unravel_index(left.argmax(), left.shape)
        if left[place] <= 0:
            break
        duration, step, column = (int(each) for each in place)
        chosen.append(_cluster(cells, windows.units(step, column), duration + 1, float(scores[place]), null))
        taken[windows.units(step, column)] = 1.0
        left[:, ~(windows.sums(taken) == 0)] = -np.inf
    return tuple(chosen)


def _cluster(cells: Cells, members: NDArray[np.intp], duration: int, score: float, null: Null) -> Cluster:
    count, expected = (
        float(durations(values, duration)[-1][members].sum()) for values in (cells.counts, cells.expected)
    )
    inside = count / expected if expected > 0 else np.inf
    left, left_expected = float(cells.counts.sum()) - count, float(cells.expected.sum()) - expected
    outside = left / left_expected if left_expected > 0 else np.nan
    return Cluster(
        members=tuple(members.tolist()),
        units=tuple(cells.units[each] for each in members),
        names=tuple(cells.names[each] for each in members),
        start=None if cells.starts is None else cells.starts[-duration],
        duration=None if cells.starts is None else duration,
        observed=count,
        expected=expected,
        relative_risk=float(np.inf if outside == 0 else inside / outside) if cells.given_total else inside,
        score=score,
        p=float(null.monte_carlo(score)),
        p_gumbel=float(null.gumbel(score)),
    )
