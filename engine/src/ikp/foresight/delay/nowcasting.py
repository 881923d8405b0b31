"""Nowcast: how many reports of the last weeks there will be once all have come."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError, problem
from ikp.foresight.delay.bayes import beta_negative_binomial, drawn, uniform
from ikp.foresight.delay.hazards import Cut, places_of
from ikp.foresight.delay.lawless import Form, Lawless
from ikp.foresight.delay.laws import Law
from ikp.foresight.delay.learning import Learned, learn
from ikp.foresight.delay.levels import levels
from ikp.foresight.delay.predictive import Predictive, Tabled
from ikp.foresight.delay.result import Nowcast, NowcastReason
from ikp.foresight.delay.settings import Borrowing, Method, Settings, checked_groups, default_by
from ikp.foresight.delay.thinning import still_to_come
from ikp.foresight.streams import Triangle

__all__ = ["nowcast"]

Array = NDArray[np.float64]


def nowcast(
    triangle: Triangle,
    *,
    method: Method = "negative-binomial",
    level: float = 0.9,
    form: Form = "textbook",
    by: Borrowing | None = None,
    groups: Sequence[str] | None = None,
    law: Law | None = None,
    window: int | None = None,
    half_life: float | None = None,
    cut: Cut = "diagonals",
    kappa: float = 0.1,
    prior: tuple[float, float] = (50.0, 3000.0),
    largest: int | None = None,
    samples: int = 1000,
    seed: int | np.random.Generator = 0,
) -> Nowcast:
    """Say how many reports each week will have once all that take at most D weeks have come.

    Parameters
    ----------
    triangle : Triangle
        n of shape (T, D + 1, S). A week with NaN in a cell that time has reached was not observed: it
        teaches nothing and nothing is said about it.
    method : str
        ``negative-binomial`` (default) knows the level of each series from its past and works from
        the day of the report on, also where nothing has come yet. ``lawless`` divides by the share that has come
        (Lawless 1994). ``bayes-trunc``, ``bayes-notrunc`` and ``bayes-notrunc-bnb`` are those of Höhle and
        an der Heiden (2014). ``uniform`` knows nothing: the yardstick.
    level : float
        Probability of the interval.
    form : {'textbook', 'reference'}
        ``reference`` repeats R's surveillance 1.24.1 with its faults; see the reference page on surveillance.
    by : {'shrunken', 'series', 'group', 'all'}, optional
        Whose delay a series has. Left out: ``shrunken`` for the first two methods, ``series`` for the
        others and for the reference form.
    groups : sequence of str, length S, optional
        The group of each series, such as its province; left out, there are none.
    law : {'negative-binomial', 'gamma', 'lognormal', 'weibull'}, optional
        The delay follows a law, for the first two methods; left out, it is non-parametric.
    window : int, optional
        Learn the delay from so many weeks only.
    half_life : float, optional
        A week counts half when it is so many weeks old; infinity for never. Left out, ``negative-binomial``
        finds out itself, within the window, how fast the delay changes and where it is heading.
    cut : {'diagonals', 'rows'}
        How a window cuts the triangle; see `hazard_counts`.
    kappa : float
        Prior weight per delay of the Bayesian methods.
    prior : pair of float
        Mean and variance of the rate a priori, for ``bayes-trunc`` and ``bayes-notrunc``.
    largest : int, optional
        No total is larger. Left out, 300 for the reference form; where a method needs a limit, 300 or three times
        what has come divided by its share; otherwise as far as it takes.
    samples, seed : int, int or numpy.random.Generator
        Draws of ``bayes-trunc`` and ``bayes-notrunc``.

    Returns
    -------
    Nowcast

    Raises
    ------
    DataError
        For a triangle with negative or infinite counts, or one whose shape does not fit its labels.
    UsageError
        For a setting outside its range, or settings that do not go together.
    """
    by = by or default_by(method, form)
    settings = Settings(method, level, form, by, law, window, half_life, cut, kappa, prior, largest, samples)
    n = _checked(triangle)
    weeks, delays, series = n.shape
    places = places_of(checked_groups(groups, series))
    learned = learn(n, settings, places)
    come = np.cumsum(n, axis=1)
    latest = np.minimum(np.arange(weeks)[::-1], delays - 1)
    known = come[np.arange(weeks), latest]
    open_ = range(max(weeks - delays + 1, 0), weeks)
    lag, reported = latest[open_.start :], np.nan_to_num(known[open_.start :])
    found = dict(learned.found)
    predictive: Predictive
    if method == "negative-binomial":
        delay = learned.delay
        usual = levels(come, delay.cdf, len(open_))
        predictive = still_to_come(reported, usual.mean, usual.size, delay.cdf[lag], delay.log_variance[lag])
        found |= {"together": usual.together, "memory": usual.memory}
    else:
        predictive = _tabled(reported, lag, learned, settings, np.random.default_rng(seed))
    low, high = predictive.quantiles(((1 - level) / 2, (1 + level) / 2))
    reason = _reasons(n, known, open_, learned, settings)
    newest, mean = reason[open_.start :], predictive.mean()
    newest[np.isnan(mean) & (newest == NowcastReason.SAID)] = NowcastReason.NO_REPORTS
    unbounded = np.isinf(high) & (newest == NowcastReason.SAID)
    newest[unbounded] = NowcastReason.UNBOUNDED
    mean = np.where(unbounded, np.nan, mean)
    return Nowcast(
        method=method,
        known=known,
        mean=_complete(known, reason, open_, mean),
        low=_complete(known, reason, open_, low),
        high=_complete(known, reason, open_, np.where(unbounded, np.nan, high)),
        level=level,
        delay=learned.delay,
        reason=reason,
        open=open_,
        starts=triangle.starts,
        units=triangle.units,
        kinds=triangle.kinds,
        parameters=settings.record() | found | {"longest": delays - 1, "beyond": float(np.sum(triangle.beyond))},
        predictive=predictive,
        names=triangle.names,
        synthetic=triangle.synthetic,
    )


def _checked(triangle: Triangle) -> Array:
    """Give the counts, refusing what no triangle can hold; a week with a gap in it is a gap as a whole.

    Raises
    ------
    DataError
    """
    n = np.array(triangle.n, dtype=np.float64)
    wanted = (len(triangle.starts), len(triangle.units))
    if n.ndim != 3 or (n.shape[0], n.shape[2]) != wanted or not n.size:
        raise DataError(problem("nowcast-shape", found=n.shape, weeks=wanted[0], series=wanted[1]))
    if np.isinf(n).any() or (n < 0).any():
        raise DataError(problem("stream-negative"))
    future = np.add.outer(np.arange(n.shape[0]), np.arange(n.shape[1])) >= n.shape[0]
    if (n[future] > 0).any():
        raise DataError(problem("nowcast-future", count=int(np.nansum(n[future]))))
    n[future] = np.nan
    gap = (np.isnan(n) & ~future[:, :, None]).any(axis=1)
    return np.where(gap[:, None], np.nan, n)


def _tabled(
    reported: Array, lag: NDArray[np.intp], learned: Learned, settings: Settings, generator: np.random.Generator
) -> Tabled:
    """Give the distribution of the methods that need no level."""
    method, form, counts = settings.method, settings.form, learned.counts
    reference, share = form == "reference", learned.delay.cdf[lag]
    likely = np.divide(reported, share, out=np.array(reported), where=share > 0)
    largest = settings.limit(reported.max(initial=0.0), likely.max(initial=0.0))
    if method == "lawless":
        return Lawless(reported, share, share**2 * learned.delay.log_variance[lag], form=form, largest=largest)
    if method == "bayes-notrunc-bnb" or largest is None:
        return beta_negative_binomial(
            reported, lag, counts.totals, kappa=settings.kappa, largest=largest, reference=reference
        )
    if method == "uniform":
        return uniform(reported, largest, reference=reference)
    return drawn(
        "trunc" if method == "bayes-trunc" else "notrunc",
        reported,
        lag,
        counts,
        generator=generator,
        samples=settings.samples,
        kappa=settings.kappa,
        prior=settings.prior,
        largest=largest,
        reference=reference,
    )


def _reasons(n: Array, known: Array, open_: range, learned: Learned, settings: Settings) -> NDArray[np.int8]:
    """Say why nothing can be said, shape (T, S)."""
    reason = np.zeros(known.shape, dtype=np.int8)
    rows = slice(open_.start, open_.stop)
    weeks, delays, _ = n.shape
    if settings.method != "uniform":
        share = learned.delay.cdf[np.arange(weeks)[::-1][rows]]
        if settings.method == "lawless" and settings.form == "textbook":
            reason[rows][(known[rows] == 0) & (share < 1)] = NowcastReason.NOTHING_YET
        reason[rows][np.isnan(share)] = NowcastReason.NO_REPORTS
        window = settings.weeks if settings.cut == "rows" else None
        if settings.form == "textbook" and min(weeks, window or weeks) < delays:
            reason[rows] = NowcastReason.SHORT_HISTORY
    reason[np.isnan(known)] = NowcastReason.NOT_OBSERVED
    return reason


def _complete(known: Array, reason: NDArray[np.int8], open_: range, values: Array) -> Array:
    """Put the values of the open weeks below those that are certain; NaN where nothing is said."""
    found = np.array(known)
    found[open_.start :] = values
    found[(reason != NowcastReason.SAID) & (reason != NowcastReason.UNBOUNDED)] = np.nan
    return found
