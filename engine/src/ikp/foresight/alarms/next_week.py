"""How many reports the next week will bring: a forecast for every series, beside three simple ones.

The forecast is the predictive law of the shrunken rates (`ikp.foresight.alarms.shrinkage`): the rate of a district is
drawn towards its province, and multiplied with the supervisors, the level of the stage in the whole country, and the
country's level of the last four weeks. The simple ones, which every forecast is held against:

    persistence   Poisson around the series' own mean of the last four weeks
    climatology   the series' own counts of the last 52 weeks
    province      Poisson around the mean of the province's districts over the last 52 weeks
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import scipy  # its statistics are loaded where they are first asked for
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.filling import effort_of
from ikp.foresight.alarms.shrinkage import predictive, shrunk_rates
from ikp.foresight.streams import CountSeries

__all__ = ["NEXT_BASELINES", "NEXT_SHARES", "NextWeek", "below", "next_week"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
_Level = Callable[[NDArray[np.intp]], Vector]

NEXT_BASELINES = ("persistence", "climatology", "province")
NEXT_SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
_LATELY, _YEAR = 4, 52
#: The country's level of the last weeks rests on what came, and on so many reports that came as expected (assumed).
_LEVEL_WEIGHT = 20.0
#: Weeks without which nothing is said.
_LEAST = 8
#: A mean below this is nothing; a Poisson law needs one.
_NOTHING = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class NextWeek:
    """Forecasts of the week after the last one.

    Attributes
    ----------
    start : datetime64[D]
        Its Monday.
    units, kinds : tuple of str, length S
    mean, size : array, shape (S,)
        Of the negative binomial law, size infinite for Poisson; NaN for a kind without any report, of which nothing
        can be said.
    shares : tuple of float, length Q
    quantiles : array, shape (S, Q)
    baselines : mapping
        Name to quantiles, shape (S, Q); NaN where nothing can be said.
    parameters : mapping
        What it rests on, for the record.
    synthetic : bool
    """

    start: np.datetime64
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    mean: Vector
    size: Vector
    shares: tuple[float, ...]
    quantiles: Matrix
    baselines: Mapping[str, Matrix]
    parameters: Mapping[str, float | int | str | bool]
    synthetic: bool = False

    @property
    def some(self) -> Vector:
        """Probability of at least one report, shape (S,)."""
        return 1 - below(np.ones(self.mean.shape), self.mean, self.size)


def next_week(
    series: CountSeries,
    *,
    groups: Sequence[str],
    stage: str | None = None,
    history: int = 2 * _YEAR,
    shares: Sequence[float] = NEXT_SHARES,
) -> NextWeek:
    """Forecast the week after the last one, for every series.

    Parameters
    ----------
    series : CountSeries
        Counts that can be compared: of all weeks what was known at the same distance, such as at each week's end. Of
        `effort`, relative to the usual, that of the last week is taken to go on.
    groups : sequence of str, length s
        The province of each series.
    stage : str, optional
        The stage of the week ahead; used where the series have stages and this one was seen before.
    history : int
        Weeks to learn from.
    shares : sequence of float
        Of the quantiles, rising.

    Raises
    ------
    UsageError
        For fewer than eight weeks, or groups that do not fit.
    """
    weeks, number = series.counts.shape
    if weeks < _LEAST:
        raise UsageError(problem("alarms-level", name="history", value=weeks, range=f"≥ {_LEAST}"))
    if len(groups) != number:
        raise UsageError(problem("alarms-shapes", name="groups", found=len(groups), wanted=number))
    counts = series.counts[-history:]
    people = np.ones(series.counts.shape) if series.effort is None else effort_of(series)
    people, provinces, kinds = people[-history:], np.asarray(groups), np.array(series.kinds)
    level, ahead = _stages(series, history, stage)
    mean, size = np.full((2, number), np.nan)
    lately = {}
    for kind in dict.fromkeys(series.kinds):
        own = np.flatnonzero(kinds == kind)
        exposure = people[:, own] * level(own)[:, None]
        if not np.nansum(np.where(np.isfinite(exposure), counts[:, own], np.nan)):
            continue
        rates = shrunk_rates(counts[:, own], exposure, provinces[own].tolist())
        lately[kind] = _lately(counts[-_LATELY:, own], rates.mean * exposure[-_LATELY:])
        last = np.where(np.isfinite(people[-1, own]), people[-1, own], 1.0)
        told, spread = predictive(rates, (last * ahead(own) * lately[kind])[None])
        mean[own], size[own] = told[0], spread[0]
    wanted = np.asarray(shares, dtype=np.float64)
    return NextWeek(
        series.starts[-1] + np.timedelta64(7, "D"),
        series.units,
        series.kinds,
        mean,
        size,
        tuple(float(each) for each in wanted),
        _quantiles(mean, size, wanted),
        MappingProxyType(_baselines(counts, kinds, provinces, wanted)),
        MappingProxyType(
            {
                "history": len(counts),
                "effort": series.effort is not None,
                "stage": stage or "",
                **{f"level-{kind}": round(value, 4) for kind, value in lately.items()},
            }
        ),
        series.synthetic,
    )


def below(counts: Vector, mean: Vector, size: Vector) -> Vector:
    """Give the probability of fewer than so many, shape (S,); NaN where there is no law."""
    known = np.isfinite(mean)
    law = np.where(np.isinf(size) | ~known, 1e12, size)
    found = scipy.stats.nbinom.cdf(counts - 1, law, law / (law + np.where(known, mean, 1.0)))
    return np.asarray(np.where(known, found, np.nan))


def _stages(series: CountSeries, history: int, stage: str | None) -> tuple[_Level, _Level]:
    """Give for a kind's series the level of each week by its stage in the whole country, and that of the week ahead."""
    codes = None if series.stage is None else np.array(series.stage[-history:])
    used = codes is not None and stage is not None and (codes == stage).sum() >= _LATELY
    counts = series.counts[-history:]

    def level(own: NDArray[np.intp]) -> Vector:
        found = np.ones(len(counts))
        if used and codes is not None:
            total = np.nansum(counts[:, own], axis=1)
            for code in dict.fromkeys(codes.tolist()):
                inside = codes == code
                found[inside] = (total[inside].sum() + 1) / (inside.sum() * total.mean() + 1)
        return found

    def ahead(own: NDArray[np.intp]) -> Vector:
        return level(own)[codes == stage][:1] if used else np.ones(1)

    return level, ahead


def _lately(counts: Matrix, expected: Matrix) -> float:
    """Give the level of the last weeks in the whole country, near 1 where little came."""
    known = np.isfinite(counts) & np.isfinite(expected)
    came, due = (np.where(known, each, 0.0).sum() for each in (counts, expected))
    return float((came + _LEVEL_WEIGHT) / (due + _LEVEL_WEIGHT))


def _quantiles(mean: Vector, size: Vector, shares: Vector) -> Matrix:
    known = np.isfinite(mean)
    law = np.where(np.isinf(size) | ~known, 1e12, size)[:, None]
    found = scipy.stats.nbinom.ppf(shares, law, law / (law + np.where(known, np.maximum(mean, _NOTHING), 1.0)[:, None]))
    return np.asarray(np.where(known[:, None], np.maximum(found, 0.0), np.nan))


def _baselines(
    counts: Matrix, kinds: NDArray[np.str_], provinces: NDArray[np.str_], shares: Vector
) -> dict[str, Matrix]:
    seen = np.isfinite(counts)
    year, lately = counts[-_YEAR:], counts[-_LATELY:]

    def means(of: Matrix) -> Vector:
        there = np.isfinite(of)
        total, weeks = np.where(there, of, 0.0).sum(axis=0), there.sum(axis=0)
        return np.where(weeks > 0, total / np.maximum(weeks, 1), np.nan)

    own = means(year)
    there = np.isfinite(own)
    group = np.unique(np.char.add(np.char.add(provinces, "|"), kinds), return_inverse=True)[1]
    of_group = np.bincount(group[there], weights=own[there], minlength=group.max() + 1)
    number = np.bincount(group[there], minlength=group.max() + 1)
    province = np.where(number > 0, of_group / np.maximum(number, 1), np.nan)[group]
    climate = np.full((counts.shape[1], shares.size), np.nan)
    some = seen[-_YEAR:].any(axis=0)
    # Counts are whole: a quantile is one of those that came.
    climate[some] = np.nanquantile(year[:, some], shares, axis=0, method="inverted_cdf").T
    return {
        "persistence": _poisson(means(lately), shares),
        "climatology": climate,
        "province": _poisson(province, shares),
    }


def _poisson(mean: Vector, shares: Vector) -> Matrix:
    known = np.isfinite(mean)[:, None]
    found = scipy.stats.poisson.ppf(shares, np.where(known, np.maximum(np.nan_to_num(mean), _NOTHING)[:, None], 1.0))
    return np.asarray(np.where(known, np.maximum(found, 0.0), np.nan))
