"""Holding an index against what happened: every outcome looked at in the same way, and corrected for their number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import nan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.validation.adjusted import Adjusted, odds_ratio, rate_ratio
from ikp.foresight.validation.calibration import Calibration, calibrate
from ikp.foresight.validation.discrimination import auc
from ikp.foresight.validation.estimate import Estimate
from ikp.foresight.validation.influence import Influence, leave_one_out
from ikp.foresight.validation.lift import Lift, lift_curve
from ikp.foresight.validation.multiplicity import benjamini_hochberg, holm
from ikp.foresight.validation.power import Power, detectable
from ikp.foresight.validation.rates import CategoryRates, category_rates
from ikp.foresight.validation.relations import partial_spearman, permutation_p, rank_relation

__all__ = ["Finding", "Observed", "Population", "Scored", "Validation", "validate"]

Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Scored:
    """What an edition said of n units.

    Parameters
    ----------
    units : sequence of str, length n
        Every unit of the level, also those without a score.
    scores : array, shape (n,)
        High is vulnerable; NaN where it is not known.
    categories : sequence of str, length n
        Empty where not known.
    labels : sequence of str
        Categories from the lowest to the highest.
    top : sequence of int
        Places of the units with the highest scores of all, as far down as every one is known.
    size : array, shape (n,), optional
        Voters or polling stations, to compare with size alone; NaN where not known.
    clusters : array of int, shape (n,), optional
        Where one score is shared: units of a cluster are drawn and permuted together.
    """

    units: Sequence[str]
    scores: Vector
    categories: Sequence[str]
    labels: Sequence[str]
    top: Sequence[int] = ()
    size: Vector | None = None
    clusters: NDArray[np.intp] | None = None


@dataclass(frozen=True, slots=True)
class Population:
    """How many units there are and how many of them had the outcome, where the units themselves are not all known."""

    n: int
    positives: int


@dataclass(frozen=True, eq=False)
class Observed:
    """What happened in the n units.

    Parameters
    ----------
    code : str
    values : array, shape (n,)
        Counts, 1 and 0, or numerators; NaN is not known, or no such election.
    kind : {'count', 'yes', 'share'}
    split : {'any', 'above_median'}
        What counts as positive: more than none, or more than the median of the units compared.
    exposure : array, shape (n,), optional
        Size in this election, or what a share is of.
    complete : bool
        Whether an absent unit was known to have none.
    population : Population, optional
    """

    code: str
    values: Vector
    kind: Literal["count", "yes", "share"] = "count"
    split: Literal["any", "above_median"] = "any"
    exposure: Vector | None = None
    complete: bool = True
    population: Population | None = None


@dataclass(frozen=True, eq=False)
class Finding:
    """One outcome held against the scores.

    Parameters
    ----------
    code : str
    complete : bool
    n, positives : int
        Units with a score and a known outcome, and how many of them are positive.
    events : float
        Sum over them.
    spearman, kendall, auc : Estimate
    rate_spearman : Estimate
        With the count per unit of exposure.
    partial : Estimate
        Spearman's, with size held fixed.
    size_spearman, size_auc : Estimate
        What size alone does.
    adjusted : Adjusted
    calibration : Calibration
        Of the chance that the score implies.
    categories : CategoryRates
        Without a trend where units share scores.
    lift : tuple of Lift
        For every k as far as the top is known.
    power : Power
    influence : Influence or None
        None where units are too many or too few to leave one out.
    influential : tuple of str
        The units that move Spearman's and the AUC most.
    p, p_holm, p_bh : float
        By permutation; corrected for all outcomes of the call.
    """

    code: str
    complete: bool
    n: int
    positives: int
    events: float
    spearman: Estimate
    kendall: Estimate
    auc: Estimate
    rate_spearman: Estimate
    partial: Estimate
    size_spearman: Estimate
    size_auc: Estimate
    adjusted: Adjusted
    calibration: Calibration
    categories: CategoryRates
    lift: tuple[Lift, ...]
    power: Power
    influence: Influence | None
    influential: tuple[str, str]
    p: float
    p_holm: float = nan
    p_bh: float = nan


@dataclass(frozen=True)
class Validation:
    """All outcomes of an edition on a level, in one reading."""

    findings: tuple[Finding, ...]
    confidence: float
    seed: int
    replicates: int
    permutations: int


def validate(
    scored: Scored,
    observed: Sequence[Observed],
    *,
    seed: int = 1,
    confidence: float = 0.95,
    replicates: int = 2000,
    permutations: int = 9999,
    progress: Callable[[float, float | None], None] | None = None,
) -> Validation:
    """Hold scores and categories against every outcome.

    Each outcome has a generator of its own, from the seed and its code: leaving one out changes
    nothing about the others but the correction for how many they are.

    Parameters
    ----------
    scored : Scored
    observed : sequence of Observed
    seed, confidence, replicates, permutations
        Of the bootstrap and the permutation test.
    progress : callable, optional
        Told how many outcomes are done, and of how many.
    """
    found = []
    for done, each in enumerate(observed, 1):
        draws = _Draws(_generator(seed, each.code), confidence, replicates, permutations)
        found.append(_finding(scored, each, draws))
        if progress is not None:
            progress(done, len(observed))
    tested = [each.p for each in found]
    corrected = zip(found, holm(tested), benjamini_hochberg(tested), strict=True)
    return Validation(
        tuple(replace(each, p_holm=float(first), p_bh=float(second)) for each, first, second in corrected),
        confidence,
        seed,
        replicates,
        permutations,
    )


@dataclass(frozen=True, slots=True)
class _Draws:
    """How intervals and p-values are drawn."""

    rng: np.random.Generator
    confidence: float
    replicates: int
    permutations: int


def _generator(seed: int, code: str) -> np.random.Generator:
    return np.random.default_rng([seed, *code.encode()])


@dataclass(frozen=True, eq=False)
class _Compared:
    """The units with a score and a known outcome: everything of shape (n,)."""

    x: Vector
    y: Vector  # shares as shares
    counts: Vector
    positive: Flags
    exposure: Vector | None
    size: Vector | None
    clusters: NDArray[np.intp] | None
    units: NDArray[np.str_]


def _compared(scored: Scored, each: Observed) -> _Compared:
    known = ~np.isnan(scored.scores) & ~np.isnan(each.values)
    if each.kind == "share" and each.exposure is not None:
        known &= each.exposure > 0
    counts, exposure = each.values[known], None if each.exposure is None else each.exposure[known]
    return _Compared(
        scored.scores[known],
        counts / exposure if each.kind == "share" and exposure is not None else counts,
        counts,
        _positive(each, known)[known],
        exposure,
        None if scored.size is None else scored.size[known],
        None if scored.clusters is None else np.unique(scored.clusters[known], return_inverse=True)[1],
        np.asarray(scored.units)[known],
    )


def _finding(scored: Scored, each: Observed, draws: _Draws) -> Finding:
    has = _compared(scored, each)
    everywhere = _positive(each, ~np.isnan(each.values))
    adjusted = _adjusted(each, has, draws.confidence)
    alone = has.clusters is None
    influence = leave_one_out(has.x, has.y, has.positive) if 5 <= len(has.x) <= 100 and alone else None
    positives = int(has.positive.sum())
    events = float(has.counts.sum()) if each.kind == "count" else float(positives)
    draw = partial(rank_relation, confidence=draws.confidence, clusters=has.clusters, replicates=draws.replicates)
    return Finding(
        code=each.code,
        complete=each.complete,
        n=len(has.x),
        positives=positives,
        events=events,
        spearman=draw(has.x, has.y, rng=draws.rng),
        kendall=rank_relation(has.x, has.y, method="kendall", confidence=draws.confidence),
        auc=auc(
            has.x,
            has.positive,
            confidence=draws.confidence,
            rng=draws.rng,
            replicates=draws.replicates,
            clusters=has.clusters,
        ),
        rate_spearman=_by_size(each, has, draws),
        partial=_partial(has, draws),
        size_spearman=_alone(has.size, lambda size: rank_relation(size, has.y, confidence=draws.confidence)),
        size_auc=_alone(has.size, lambda size: auc(size, has.positive, confidence=draws.confidence)),
        adjusted=adjusted,
        calibration=calibrate(
            has.x,
            has.positive,
            draws.rng,
            confidence=draws.confidence,
            replicates=draws.replicates,
            clusters=has.clusters,
        ),
        categories=_rates(scored, each, everywhere, draws.confidence),
        lift=_lift(scored, each, everywhere),
        power=detectable(
            len(has.x) if has.clusters is None else len(np.unique(has.clusters)),
            positives if alone else 0,
            events if alone else nan,
            adjusted.dispersion if adjusted.dispersion > 1 else 1.0,
        ),
        influence=influence,
        influential=(
            _named(has, influence.spearman_unit if influence else -1),
            _named(has, influence.auc_unit if influence else -1),
        ),
        p=permutation_p(
            has.x,
            has.y,
            draws.rng,
            permutations=draws.permutations if alone else min(draws.permutations, 1999),
            clusters=has.clusters,
        ),
    )


def _named(has: _Compared, place: int) -> str:
    return str(has.units[place]) if place >= 0 else ""


def _positive(each: Observed, known: Flags) -> Flags:
    """Tell which units are positive, shape (n,); False where not known."""
    values = each.values
    if each.kind == "share" and each.exposure is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            values = values / each.exposure
    edge = float(np.median(values[known])) if each.split == "above_median" and known.any() else 0.0
    with np.errstate(invalid="ignore"):
        found: Flags = known & (values > edge)
    return found


def _rates(scored: Scored, each: Observed, positive: Flags, confidence: float) -> CategoryRates:
    there = np.where(np.isnan(each.values), "", np.asarray(scored.categories, dtype=str))
    rates = category_rates(there, positive, scored.labels, confidence)
    return rates if scored.clusters is None else replace(rates, trend_p=nan)


def _lift(scored: Scored, each: Observed, positive: Flags) -> tuple[Lift, ...]:
    """Count among the units on top whose outcome is known; all units of the level are the others."""
    top = np.array([place for place in scored.top if not np.isnan(each.values[place])], dtype=np.intp)
    if not len(top):
        return ()
    known = ~np.isnan(each.values)
    n, positives = (
        (int(known.sum()), int(positive.sum()))
        if each.population is None
        else (each.population.n, each.population.positives)
    )
    return lift_curve(positive[top], positives, n, scored.scores[top])


def _by_size(each: Observed, has: _Compared, draws: _Draws) -> Estimate:
    if each.kind != "count" or has.exposure is None or np.isnan(has.exposure).any():
        return Estimate(nan, reason="no_size" if each.kind == "count" else "no_spread")
    return rank_relation(
        has.x,
        has.counts / has.exposure,
        confidence=draws.confidence,
        rng=draws.rng,
        replicates=draws.replicates,
        clusters=has.clusters,
    )


def _partial(has: _Compared, draws: _Draws) -> Estimate:
    if has.size is None or np.isnan(has.size).any():
        return Estimate(nan, reason="no_size")
    return partial_spearman(
        has.x, has.y, has.size, confidence=draws.confidence, rng=draws.rng, replicates=draws.replicates
    )


def _alone(size: Vector | None, measure: Callable[[Vector], Estimate]) -> Estimate:
    return Estimate(nan, reason="no_size") if size is None or np.isnan(size).any() else measure(size)


def _adjusted(each: Observed, has: _Compared, confidence: float) -> Adjusted:
    """Rates of counts by an offset; odds of yes and no with size as a second column."""
    if has.clusters is not None:  # units that share a score are not independent, and these models take them to be
        return Adjusted("", Estimate(nan, reason="few_units"))
    exposure = has.exposure if has.exposure is not None and bool((has.exposure > 0).all()) else None
    if each.kind in ("count", "share"):
        if exposure is None:
            return Adjusted("quasi-poisson", Estimate(nan, reason="no_size"))
        return rate_ratio(has.x, has.counts, exposure, confidence)
    return odds_ratio(has.x, has.positive, exposure, confidence)
