"""A score turned into a chance: is the chance worth more than the rate of all, and does it come true?"""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from ikp.foresight.validation.adjusted import firth, standard
from ikp.foresight.validation.estimate import FEWEST, Estimate, Reason
from ikp.foresight.validation.rates import Rate, exact_interval, wilson
from ikp.foresight.validation.relations import resampled_weights

__all__ = ["Calibration", "calibrate", "left_out_chances"]

Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: With more groups than this, groups are left out ten at a time or so.
_MOST_FOLDS = 100


@dataclass(frozen=True, slots=True)
class Calibration:
    """How good the chances are that a logistic curve through the scores of all *other* units gives a unit.

    Parameters
    ----------
    brier, climatology : float
        Mean squared error of these chances, and of the rate of all other units.
    skill : Estimate
        1 - brier / climatology: 0 is *no better than one rate for all*, below it is worse.
    groups : tuple of (float, Rate)
        Units by thirds of the chance, lowest first: mean chance, and what happened.
    """

    brier: float
    climatology: float
    skill: Estimate
    groups: tuple[tuple[float, Rate], ...] = ()


def calibrate(
    score: Vector,
    positive: Flags,
    rng: np.random.Generator,
    *,
    confidence: float = 0.95,
    replicates: int = 2000,
    clusters: NDArray[np.intp] | None = None,
) -> Calibration:
    """Give every unit the chance that the others' scores and outcomes imply, and score it by what happened.

    Parameters
    ----------
    score : array, shape (n,)
        Without NaN.
    positive : array of bool, shape (n,)
    rng : Generator
        For the bootstrap of the skill, with the chances as they are.
    clusters : array of int, shape (n,), optional
        Left out, and drawn, together.

    Returns
    -------
    Calibration
        Without a skill where fewer than five units have, or lack, the outcome: the curve would rest
        on nothing.
    """
    rare = int(min(positive.sum(), (~positive).sum()))
    if len(score) < 10 or rare < FEWEST or np.ptp(score) == 0:
        reason: Reason = "few_units" if len(score) < 10 else "few_positives" if rare < FEWEST else "no_spread"
        return Calibration(nan, nan, Estimate(nan, reason=reason))
    y = positive.astype(np.float64)
    chance, base = left_out_chances(score, positive, rng, clusters)
    wrong, wrong_base = (chance - y) ** 2, (base - y) ** 2
    drawn = np.concatenate(
        [1 - (w @ wrong) / (w @ wrong_base) for w in resampled_weights(len(y), replicates, rng, clusters)]
    )
    low, high = np.quantile(drawn, ((1 - confidence) / 2, (1 + confidence) / 2))
    skill = Estimate(float(1 - wrong.sum() / wrong_base.sum()), float(low), float(high), "bootstrap")
    return Calibration(float(wrong.mean()), float(wrong_base.mean()), skill, _thirds(chance, positive, confidence))


def left_out_chances(
    score: Vector, positive: Flags, rng: np.random.Generator, clusters: NDArray[np.intp] | None = None
) -> tuple[Vector, Vector]:
    """Give chances from a logistic curve, and the plain rate, both of the other units only; shapes (n,).

    The slope is Firth's; the intercept is then set so that the mean chance is the rate of the units
    it is fitted to, since the penalty alone would draw chances towards one half: Puhr and others,
    *Statistics in Medicine* 36 (2017), 2302-2317 (FLIC).
    """
    group = np.arange(len(score)) if clusters is None else clusters
    count = int(group.max()) + 1
    folds = np.arange(count) if count <= _MOST_FOLDS else rng.permutation(count) % _MOST_FOLDS
    chance, base = np.empty(len(score)), np.empty(len(score))
    for fold in range(int(folds.max()) + 1):
        out = folds[group] == fold
        rate = float(positive[~out].mean())
        chance[out], base[out] = _chances(score[~out], positive[~out], score[out], rate), rate
    return chance, base


def _chances(score: Vector, positive: Flags, at: Vector, rate: float) -> Vector:
    if rate in (0.0, 1.0) or np.ptp(score) == 0:
        return np.full(len(at), rate)
    known, asked = standard(score), (at - score.mean()) / score.std(ddof=1)
    slope = float(firth(np.column_stack([np.ones(len(score)), known]), positive.astype(np.float64))[0][1])

    def excess(intercept: float) -> float:
        return float(_logistic(intercept + slope * known).mean()) - rate

    far = 50.0 + abs(slope) * float(np.abs(known).max())
    return _logistic(float(brentq(excess, -far, far)) + slope * asked)


def _logistic(linear: Vector) -> Vector:
    chance: Vector = 1 / (1 + np.exp(-np.clip(linear, -500, 500)))
    return chance


def _thirds(chance: Vector, positive: Flags, confidence: float) -> tuple[tuple[float, Rate], ...]:
    """Part the units by the chance; equal chances stay together, so that thirds may be uneven."""
    edges = np.quantile(chance, (1 / 3, 2 / 3))
    third = np.searchsorted(edges, chance, side="left")
    found = []
    for each in range(3):
        there = third == each
        n, hits = int(there.sum()), int(positive[there].sum())
        if n:
            rate = Rate(str(each + 1), n, hits, wilson(hits, n, confidence), exact_interval(hits, n, confidence))
            found.append((float(chance[there].mean()), rate))
    return tuple(found)
