"""Space-time scans: which neighbouring units hold more than expected in the last weeks?

A cluster ends in the last week of the series: that is what a weekly watch asks for. The models differ
in what is known beforehand; `MODELS` names them.
"""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from ikp.errors import DataError, UsageError, problem
from ikp.foresight.scan.baseline import one_series_each
from ikp.foresight.scan.growing import Floats, Model, Progress
from ikp.foresight.scan.negbin import NegativeBinomial
from ikp.foresight.scan.ratios import Expected, Permutation, Poisson
from ikp.foresight.scan.result import Clusters
from ikp.foresight.scan.scanning import Asked, Cells, observed_matrix, refuse_units, scan
from ikp.foresight.scan.windows import Windows
from ikp.foresight.scan.zeros import ZeroInflated
from ikp.foresight.streams import CountSeries
from ikp.problems import Problem

Form = Literal["textbook", "reference"]
#: Of so many cells the mean squared residual, 1 for Poisson, has an error of a tenth; half more is no chance.
_ENOUGH, _BURSTS = 200, 1.5
__all__ = ["MODELS", "SpaceTimeModel", "scan_space_time"]

SpaceTimeModel = Literal[
    "poisson", "permutation", "expected", "negative-binomial", "negative-binomial-emerging", "zero-inflated"
]
MODELS: tuple[SpaceTimeModel, ...] = (
    "poisson",
    "permutation",
    "expected",
    "negative-binomial",
    "negative-binomial-emerging",
    "zero-inflated",
)


def scan_space_time(
    series: CountSeries,
    windows: Windows,
    *,
    rng: np.random.Generator,
    model: SpaceTimeModel = "permutation",
    expected: ArrayLike | None = None,
    population: ArrayLike | None = None,
    longest: int | None = None,
    size: ArrayLike = np.inf,
    zeros: ArrayLike = 0.0,
    doubt: ArrayLike = 0.0,
    simulations: int = 999,
    most: int = 10,
    form: Form = "textbook",
    workers: int | None = None,
    progress: Progress | None = None,
) -> Clusters:
    """Scan weekly counts for clusters that reach into the last week.

    Parameters
    ----------
    series : CountSeries
        One series a unit, in the order of the units of `windows` (`by_unit` chooses a kind). A week that
        was not observed takes no part.
    windows : Windows
    rng : numpy.random.Generator
        Draws the simulations; the result is the same for every number of `workers`.
    model : str
        ``poisson``: the total is given, cells share it in proportion to `population`.
        ``permutation``: the totals of units and of weeks are given; nothing else is needed, and nothing
        may be unobserved. ``expected``: each cell is Poisson with its expectation.
        ``negative-binomial``: the same, with more variance; ``negative-binomial-emerging``: an outbreak that
        grows. ``zero-inflated``: Poisson, or 0 by itself.
    expected : array_like, shape (t, n), optional
        Expected counts, for the last three; `ikp.foresight.scan.baseline` makes them from earlier weeks.
    population : array_like, shape (n,) or (t, n), optional
        People, supervisors or polling stations; for ``poisson``.
    longest : int, optional
        The longest duration, weeks; left out, all weeks.
    size : array_like, shape () or (t, n)
        θ of the negative binomial, above 0: the variance is μ (1 + μ/θ); infinity is Poisson.
    zeros : array_like, shape () or (t, n)
        Probability of a 0 by itself, from 0 and below 1.
    doubt : array_like, shape () or (n,)
        Squared coefficient of variation of what is expected of a unit: simulations draw each unit's mean anew, since
        an expectation from a short history may be wrong, and is then wrong in every week. From 0; for `expected`.
    form : {'textbook', 'reference'}
        ``reference`` repeats R's scanstatistics in the score of ``negative-binomial-emerging``.
    simulations, most, workers, progress
        As of `scan_space`.

    Returns
    -------
    Clusters
        Without a cluster, and with the warning ``scan-no-cases``, when there is no report; with the warning
        ``scan-bursts`` when counts vary so much more than Poisson that `p` cannot be believed.

    Raises
    ------
    DataError
        For shapes that do not fit, several series of a unit, negative numbers, reports where nothing is
        expected, unobserved weeks with ``permutation``.
    UsageError
        For a duration, a size, a probability or a number of simulations that cannot be.
    """
    one_series_each(series)
    weeks, units = series.counts.shape
    if units != windows.size:
        raise DataError(problem("scan-shape", what="counts", shape=str((weeks, units)), wanted=f"(t, {windows.size})"))
    longest = weeks if longest is None else longest
    if not 1 <= longest <= weeks:
        raise UsageError(problem("scan-longest", longest=longest, weeks=weeks))
    counts = np.array(series.counts)
    lost = np.isnan(counts)
    if model == "permutation" and lost.any():
        raise DataError(problem("scan-unobserved", count=int(lost.sum())))
    counts[lost] = 0.0
    base = _base(model, counts, expected, population)
    base[lost] = 0.0
    if model != "permutation":
        refuse_units("scan-nothing-expected", ((base == 0) & (counts > 0)).any(axis=0), series.units)
    given_total = model in {"poisson", "permutation"}
    total, whole = float(counts.sum()), float(base.sum())
    spread = _parameter("doubt", doubt, (units,), (0.0, np.inf))
    made: Model | None = None
    if model in {"poisson", "permutation"}:
        kind = Poisson if model == "poisson" else Permutation
        made = kind(windows, base, longest, round(total), total, whole) if total else None
    elif model == "expected":
        made = Expected(windows, base, longest, spread)
    elif model == "zero-inflated":
        made = ZeroInflated(windows, base, longest, _parameter("zeros", zeros, base.shape, (0.0, 1.0)), spread)
    else:
        theta, emerging = _parameter("size", size, base.shape, (1e-9, np.inf)), model != "negative-binomial"
        made = NegativeBinomial(windows, base, longest, theta, emerging, form == "textbook", spread)
    means = _means(model, base, zeros) * (total / whole if given_total and whole else 1.0)
    found = scan(
        made,
        Cells(
            counts,
            means,
            series.units,
            tuple(series.names.get(unit, unit) for unit in series.units),
            series.starts,
            unobserved=int(lost.sum()),
            given_total=given_total,
            synthetic=series.synthetic,
        ),
        windows,
        Asked({"model": model, "form": form, "longest": longest, "weeks": weeks}, simulations, most, workers, progress),
        rng,
    )
    return replace(found, problems=(*found.problems, *_bursts(model, counts, means)))


def _base(model: str, counts: Floats, expected: ArrayLike | None, population: ArrayLike | None) -> Floats:
    """Give what the null hypothesis of each cell is made of, shape (t, n)."""
    if model == "permutation":
        total = counts.sum()
        return np.outer(counts.sum(axis=1), counts.sum(axis=0)) / (total or 1.0)
    what, given = ("population", population) if model == "poisson" else ("expected", expected)
    if given is None:
        raise DataError(problem("scan-shape", what=what, shape="()", wanted=str(counts.shape)))
    found = np.asarray(given, dtype=np.float64)
    if found.shape == counts.shape[1:]:
        found = np.broadcast_to(found, counts.shape)
    return np.nan_to_num(observed_matrix(found, counts.shape, what))


def _bursts(model: str, counts: Floats, means: Floats) -> tuple[Problem, ...]:
    """Warn when counts vary more than the model knows: its probabilities are too small then."""
    seen = means > 0
    if model not in {"poisson", "permutation", "expected"} or seen.sum() < _ENOUGH:
        return ()
    ratio = float(((counts - means)[seen] ** 2 / means[seen]).mean())
    return (problem("scan-bursts", ratio=f"{ratio:.1f}", model=model),) if ratio > _BURSTS else ()


def _means(model: str, base: Floats, zeros: ArrayLike) -> Floats:
    """Give the mean of each cell: that of zero-inflated counts is below that of their Poisson part."""
    return base * (1 - np.asarray(zeros)) if model == "zero-inflated" else base


def _parameter(name: str, given: ArrayLike, shape: tuple[int, ...], between: tuple[float, float]) -> Floats:
    """Spread a parameter over the cells, and refuse what it cannot be; the upper bound alone is excluded if finite."""
    found, (low, high) = np.asarray(given, dtype=np.float64), between
    wrong = ~((found >= low) & ((found < high) | np.isinf(high)))
    if wrong.any():
        value = float(found[wrong].flat[0])
        raise UsageError(problem("scan-parameter", name=name, value=value, range=f"{low:g} ≤ {name} < {high:g}"))
    if found.shape not in {(), shape}:
        raise DataError(problem("scan-shape", what=name, shape=str(found.shape), wanted=str(shape)))
    return np.array(np.broadcast_to(found, shape))
