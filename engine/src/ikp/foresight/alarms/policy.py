"""Which alarms an office is told of: a budget of false ones a week, or a bound on their share.

With thousands of series every week, a fixed level drowns an office: at 1 in 1,000, 31,354 series
without anything unusual give some 31 alarms. The office chooses one of two:

* ``budget``: so many false alarms are expected a week, and no more. The threshold is the same for
  all series, and does not hang on what happened this week;
* ``fdr``: of those that are told, at most such a share is false on average (Benjamini & Hochberg
  1995). In a calm week hardly any is told; in a stormy one many.

Counts are whole, so their p-values are too: a series with a mean of 0.1 has P(Y ≥ 1) = 0.095 and
P(Y ≥ 2) = 0.005 and nothing between, and a threshold of 0.05 is in truth one of 0.005. Taken as if
p-values were continuous, a budget is hardly used, and Benjamini–Hochberg tells of too little. Where the
method gives its predictive law (shrunken rates, Farrington with ``nb-plugin``), the chance that each series has to
fall under the threshold is summed exactly, and the procedure of Döhler, Durand & Roquain (2018) takes
the place of Benjamini–Hochberg. Both suppose that series are independent; Benjamini–Hochberg also
holds where they rise together.

Sources: Benjamini & Hochberg (1995), *J. R. Statist. Soc. B* 57, 289–300; Döhler, Durand & Roquain
(2018), *Electronic Journal of Statistics* 12, 1867–1900 (the step-up procedure HSU).
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

import numpy as np
import scipy  # its statistics are loaded where they are first asked for
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.result import Alarms, Reason

__all__ = ["Policy", "Selection", "choose"]

Vector = NDArray[np.float64]
Policy = Literal["budget", "fdr"]

#: A count that is not even in the upper half of what was to be expected is no alarm under any policy.
_HALF = 0.5
#: Probabilities below this are left out of sums over what a count may be.
_TINY = 1e-9
#: Laws whose counts go further are taken as continuous, which they nearly are.
_WIDEST = 4096
#: P-values nearer than this are one: they were summed in another order.
_ROUNDING = 1 + 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The alarms of a week that a policy lets through.

    Attributes
    ----------
    flags : array of bool, shape (S,)
    threshold : float
        The largest p-value that is told; 0 where none is.
    expected_false : float
        How many series would be told in a week without anything unusual.
    order : array of int, shape (S,)
        Series from the most unusual to the least; those of which nothing can be said come last.
    policy, value
        What was chosen.
    week : int
        Place of the week in the alarms.
    tested : int
        Series of which something can be said.
    exact : bool
        Whether `expected_false` is summed over the law of each count; else it is a bound.
    """

    flags: NDArray[np.bool_]
    threshold: float
    expected_false: float
    order: NDArray[np.intp]
    policy: Policy
    value: float
    week: int
    tested: int
    exact: bool


class _Steps(NamedTuple):
    """All p-values that counts may have, in ascending order: value, chance of exactly it, and whose it is."""

    value: Vector
    chance: Vector
    series: NDArray[np.intp]


def choose(alarms: Alarms, *, policy: Policy = "budget", value: float, week: int = -1) -> Selection:
    """Choose the alarms of a week.

    Parameters
    ----------
    alarms : Alarms
        Of a method with p-values: Farrington, EARS, shrunken rates; not CUSUM or GLR.
    policy : {'budget', 'fdr'}
    value : float
        False alarms expected a week, above 0; or the share of false ones among those told, between 0 and 1.
    week : int
        Place of the week; counted from the end where negative.

    Raises
    ------
    UsageError
        For a method without p-values, a value that cannot be, or a week that is not there.
    """
    place = _checked(alarms, policy, value, week)
    said = np.flatnonzero((alarms.reason[place] == Reason.SAID) & np.isfinite(alarms.p_value[place]))
    if not said.size and (alarms.reason[place] == Reason.SAID).any():
        raise UsageError(problem("alarms-no-p", method=alarms.method))
    p = alarms.p_value[place, said]
    steps = _steps(alarms, place, said)
    if policy == "budget":
        threshold = _budget(steps, len(said), value)
    else:
        threshold = _benjamini_hochberg(p, value) if steps is None else _step_up(p, steps, value)
    threshold = min(threshold, _HALF)
    flags = np.zeros(alarms.shape[1], dtype=bool)
    flags[said] = p <= threshold * _ROUNDING
    return Selection(
        flags,
        threshold,
        _expected(steps, len(said), threshold),
        _order(alarms, place),
        policy,
        value,
        place,
        len(said),
        steps is not None,
    )


def _checked(alarms: Alarms, policy: str, value: float, week: int) -> int:
    weeks = alarms.shape[0]
    if policy not in get_args(Policy):
        raise UsageError(problem("alarms-level", name="policy", value=policy, range="budget, fdr"))
    if not 0 < value < (np.inf if policy == "budget" else 1):
        raise UsageError(
            problem("alarms-level", name="value", value=value, range="> 0" if policy == "budget" else "0–1")
        )
    if not -weeks <= week < weeks:
        raise UsageError(problem("alarms-level", name="week", value=week, range=f"{-weeks}–{weeks - 1}"))
    return week % weeks


def _steps(alarms: Alarms, week: int, said: NDArray[np.intp]) -> _Steps | None:
    """Give all p-values that the counts of a week may have; None where a law is not known."""
    mean, size = alarms.expected[week, said], _size(alarms, week, said)
    if not said.size or not (np.isfinite(mean) & (size > 0)).all():
        return None
    # Beyond the highest of these, no count of any series has a probability worth counting.
    with np.errstate(invalid="ignore"):
        spread = np.where(np.isinf(size), 1e12, size)
    most = int(np.max(scipy.stats.nbinom.isf(_TINY, spread, spread / (spread + mean)))) + 1
    if most > _WIDEST:
        return None
    chance = _chances(mean, 1 / size, most)
    tail = np.cumsum(chance[::-1], axis=0)[::-1]
    seen = np.clip(alarms.observed[week, said].astype(np.intp), 1, most) - 1
    own = np.where(alarms.observed[week, said] >= 1, tail[seen, np.arange(len(said))], 1.0)
    if not np.allclose(own, alarms.p_value[week, said], rtol=1e-6, atol=_TINY):
        return None  # the method's p-values are not those of this law
    used = (tail <= _HALF * _ROUNDING) & (tail >= _TINY)
    owner = np.broadcast_to(np.arange(len(said)), tail.shape)[used]
    order = np.argsort(tail[used], kind="stable")
    return _Steps(tail[used][order], chance[used][order], owner[order])


def _size(alarms: Alarms, week: int, said: NDArray[np.intp]) -> Vector:
    """Give the size of the negative binomial law of each count; NaN for a method that does not say."""
    if "size" in alarms.details:
        return np.asarray(alarms.details["size"][week, said], dtype=np.float64)
    if alarms.parameters.get("threshold") == "nb-plugin" and "dispersion" in alarms.details:
        over = alarms.details["dispersion"][week, said] - 1
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(over > 0, alarms.expected[week, said] / over, np.inf)
    return np.full(said.size, np.nan)


def _chances(mean: Vector, alpha: Vector, most: int) -> NDArray[np.float64]:
    """Give the probabilities of the counts 1 to `most`, shape (most, s)."""
    chance = np.empty((most, mean.size))
    with np.errstate(divide="ignore", invalid="ignore"):
        now = np.exp(-np.where(alpha > 0, np.log1p(alpha * mean) / alpha, mean))
    for count in range(most):
        now = now * mean / (count + 1) * (1 + alpha * count) / (1 + alpha * mean)
        chance[count] = now
    return chance


def _expected(steps: _Steps | None, tested: int, threshold: float) -> float:
    """Give how many series fall under a threshold when nothing is unusual."""
    if steps is None:
        return tested * threshold
    return float(steps.chance[steps.value <= threshold * _ROUNDING].sum())


def _budget(steps: _Steps | None, tested: int, value: float) -> float:
    """Give the largest threshold with which no more false alarms are expected."""
    if steps is None:
        return value / tested if tested else 0.0
    total = np.cumsum(steps.chance)
    fits = int(np.searchsorted(total, value * _ROUNDING, side="right"))
    # Series alike have p-values alike: all of them fit, or none.
    while 0 < fits < len(total) and steps.value[fits] <= steps.value[fits - 1] * _ROUNDING:
        fits -= 1
    return float(steps.value[fits - 1]) if fits else 0.0


def _benjamini_hochberg(p: Vector, share: float) -> float:
    ordered = np.sort(p)
    held = np.flatnonzero(ordered <= share * np.arange(1, len(p) + 1) / max(len(p), 1))
    return float(ordered[held[-1]]) if held.size else 0.0


def _step_up(p: Vector, steps: _Steps, share: float) -> float:
    """Give the threshold of the step-up procedure for discrete p-values (HSU)."""
    number = len(p)
    # F_i(t), the chance of series i to fall under t, grows by `chance` at each of its steps.
    rises = _running(steps, number)
    odds = rises / (1 - rises)
    before = (rises - steps.chance) / (1 - rises + steps.chance)
    held = np.flatnonzero(np.cumsum(odds - before) <= number * share * _ROUNDING)
    if not held.size:
        return 0.0
    highest = steps.value[held[-1]]
    under = steps.value <= highest * _ROUNDING
    whole = np.bincount(steps.series[under], weights=steps.chance[under], minlength=number)
    total = np.cumsum(steps.chance / (1 - whole[steps.series]))
    ordered = np.sort(p[p <= highest * _ROUNDING])
    upto = np.searchsorted(steps.value, ordered * _ROUNDING, side="right")
    reached = np.where(upto > 0, total[upto - 1], 0.0)
    kept = np.flatnonzero(reached <= share * np.arange(1, len(ordered) + 1) * _ROUNDING)
    return float(ordered[kept[-1]]) if kept.size else 0.0


def _running(steps: _Steps, number: int) -> Vector:
    """Give, at each step, the chance that its series has to be at this step or under it."""
    order = np.argsort(steps.series, kind="stable")
    total = np.cumsum(steps.chance[order])
    counts = np.bincount(steps.series, minlength=number)
    ends = np.cumsum(counts)
    begun = np.concatenate([[0.0], total])[ends - counts]
    running = np.empty_like(total)
    running[order] = total - np.repeat(begun, counts)
    return running


def _order(alarms: Alarms, week: int) -> NDArray[np.intp]:
    """Order series by p-value, then by how many times the expected came; the silent ones come last."""
    p = np.nan_to_num(alarms.p_value[week], nan=np.inf)
    expected = np.maximum(np.nan_to_num(alarms.expected[week]), 1e-12)
    times = np.nan_to_num(alarms.observed[week]) / expected
    p = np.where(alarms.reason[week] == Reason.SAID, p, np.inf)
    return np.lexsort((-times, p))
