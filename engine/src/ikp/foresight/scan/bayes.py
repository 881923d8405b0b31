"""The Bayesian scan (Neill, Moore and Cooper 2006): how probable is an outbreak, and where is it?

Counts are Poisson with a mean of q times what is expected, and q is Gamma; so the probability of the
data has a closed form, and no simulation is needed. An outbreak raises q inside one window.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, logsumexp

from ikp.errors import DataError, UsageError, problem
from ikp.foresight.scan.baseline import one_series_each
from ikp.foresight.scan.ratios import durations
from ikp.foresight.scan.scanning import observed_matrix, refuse_units
from ikp.foresight.scan.windows import Windows
from ikp.foresight.streams import CountSeries

__all__ = ["INCREASES", "Posterior", "scan_bayes"]

Floats = NDArray[np.float64]
#: By how much an outbreak may raise q; each as probable as another before the data.
INCREASES = np.linspace(1.0, 3.0, 21)


@dataclass(frozen=True, eq=False)
class Posterior:
    """Probabilities after the data.

    Parameters
    ----------
    outbreak : float
        Of an outbreak in any window.
    windows : array, shape (d, k, c)
        Of each window: duration, step, centre; 0 for a set of units that another centre has as well. They sum
        to `outbreak`.
    units : array, shape (n,)
        That an outbreak includes the unit.
    increases : array, shape (m,)
        Of each increase.
    members : tuple of str
        The units of the most probable window, its centre first.
    start : datetime64[D]
        Its first Monday.
    duration : int
        Its weeks.
    probability : float
        Its probability.
    unobserved : int
        Cells that nobody observed; they take no part.
    synthetic : bool
    """

    outbreak: float
    windows: Floats
    units: Floats
    increases: Floats
    members: tuple[str, ...]
    start: np.datetime64
    duration: int
    probability: float
    unobserved: int
    synthetic: bool


def scan_bayes(
    series: CountSeries,
    windows: Windows,
    *,
    expected: ArrayLike,
    outbreak: float = 0.05,
    null: tuple[float, float] = (1.0, 1.0),
    raised: tuple[float, float] = (1.0, 1.0),
    increases: Sequence[float] | Floats = INCREASES,
    longest: int | None = None,
    form: Literal["textbook", "reference"] = "textbook",
) -> Posterior:
    """Give the probability of an outbreak, of each window, and of each unit.

    Parameters
    ----------
    series : CountSeries
        One series a unit, in the order of the units of `windows`. A week that was not observed takes no part.
    windows : Windows
    expected : array_like, shape (t, n)
        Expected counts.
    outbreak : float
        Probability of an outbreak before the data, between 0 and 1; each window and duration shares in it alike.
    null, raised : (float, float)
        Shape and rate of the Gamma law of q outside and inside an outbreak. The usual ones say little; take them from
        history where there is some (`shape` = `rate` = 100: q is within a fifth of 1).
    increases : sequence of float
        Factors of the shape inside.
    longest : int, optional
        The longest duration, weeks; left out, all weeks.
    form : {'textbook', 'reference'}
        ``reference`` repeats R's scanstatistics, which divides the probability of a window's and of the other
        counts by the factorials of their *sums*; so windows that hold about half of all counts win, and an outbreak
        is almost certain in any data.

    Raises
    ------
    DataError
        For shapes that do not fit, several series of a unit, negative numbers, reports where nothing is expected.
    UsageError
        For probabilities or parameters that cannot be.
    """
    one_series_each(series)
    counts = np.array(series.counts)
    weeks = len(counts)
    if counts.shape[1] != windows.size:
        raise DataError(problem("scan-shape", what="counts", shape=str(counts.shape), wanted=f"(t, {windows.size})"))
    longest = weeks if longest is None else longest
    if not 1 <= longest <= weeks:
        raise UsageError(problem("scan-longest", longest=longest, weeks=weeks))
    if not 0 < outbreak < 1:
        raise UsageError(problem("scan-parameter", name="outbreak", value=outbreak, range="0–1"))
    for value in (*null, *raised, *increases):
        if not 0 < value < np.inf:
            raise UsageError(problem("scan-parameter", name="null, raised, increases", value=value, range="> 0"))
    base = np.nan_to_num(observed_matrix(expected, counts.shape, "expected"))
    lost = np.isnan(counts)
    counts[lost] = base[lost] = 0.0
    refuse_units("scan-nothing-expected", ((base == 0) & (counts > 0)).any(axis=0), series.units)
    held, due = (windows.sums(durations(each, longest)) for each in (counts, base))
    first = windows.first_seen()
    prior = outbreak / (first.sum() * longest)
    factorial = form == "reference"
    none = np.log1p(-outbreak) + _evidence(counts.sum(), base.sum(), null, factorial=factorial)
    outside = _evidence(counts.sum() - held, base.sum() - due, null, factorial=factorial)
    each = [
        np.log(prior / len(increases))
        + outside
        + _evidence(held, due, (raised[0] * increase, raised[1]), factorial=factorial)
        for increase in increases
    ]
    logs = np.where(first, np.stack(each), -np.inf)
    total = np.logaddexp(none, logsumexp(logs))
    found = np.exp(logsumexp(logs, axis=0) - total)
    by_increase = np.exp(np.logaddexp(none - np.log(len(increases)), logsumexp(logs, axis=(1, 2, 3))) - total)
    duration, step, column = (int(place) for place in np.unravel_index(found.argmax(), found.shape))
    return Posterior(
        outbreak=float(found.sum()),
        windows=found,
        units=_by_unit(found.sum(axis=0), windows),
        increases=by_increase,
        members=tuple(series.units[place] for place in windows.units(step, column)),
        start=series.starts[-duration - 1],
        duration=duration + 1,
        probability=float(found[duration, step, column]),
        unobserved=int(lost.sum()),
        synthetic=series.synthetic,
    )


def _evidence(count: ArrayLike, expected: ArrayLike, law: tuple[float, float], *, factorial: bool) -> Floats:
    """Give the log probability of counts of which the sum is known, but for what every hypothesis shares."""
    shape, rate = law
    sums = np.asarray(count, dtype=np.float64)
    found = shape * np.log(rate) + gammaln(shape + sums) - gammaln(shape)
    found -= (shape + sums) * np.log(rate + np.asarray(expected))
    return np.asarray(found - gammaln(sums + 1) if factorial else found)


def _by_unit(probability: Floats, windows: Windows) -> Floats:
    """Add up the probability of all windows that hold a unit, shape (n,)."""
    # a unit that joins at a step is in every later window of its centre
    after = np.cumsum(np.where(windows.alive, probability, 0.0)[::-1], axis=0)[::-1]
    alive = windows.alive
    added = np.bincount(windows.order[alive], weights=after[alive], minlength=windows.size)
    return np.asarray(added, dtype=np.float64)
