"""A made-up country (*SINTETIS*) held against made-up outcomes: everything by one road, and its traps."""

from dataclasses import replace
from functools import partial
from math import isnan, nan

import numpy as np
import pytest
from scipy.stats import spearmanr

from ikp.foresight.validation import Observed, Population, Scored, holm, validate

N = 40
RNG = np.random.default_rng(2024)
SCORES = RNG.normal(50, 15, N)
SIZE = np.exp(RNG.normal(7, 1, N))
LABELS = ("rendah", "sedang", "tinggi")
SCORED = Scored(
    [f"u{i:02d}" for i in range(N)],
    SCORES,
    [LABELS[int(np.searchsorted([40, 60], score))] for score in SCORES],
    LABELS,
    tuple(np.argsort(-SCORES).tolist()),
    SIZE,
)
RELATED = RNG.poisson(SIZE / SIZE.mean() * np.exp((SCORES - 50) / 10)).astype(float)
NOISE = (RNG.random(N) < 0.4).astype(float)
few = partial(validate, replicates=200, permutations=199)


def test_a_planted_relation_is_found_and_noise_is_not() -> None:
    found = few(SCORED, [Observed("related", RELATED, exposure=SIZE), Observed("noise", NOISE, "yes")])
    related, noise = found.findings
    assert related.spearman.value == pytest.approx(spearmanr(SCORES, RELATED).statistic)
    assert related.spearman.excludes(0)
    assert related.adjusted.ratio.low > 1
    assert related.adjusted.model == "quasi-poisson"
    assert related.auc.excludes(0.5)
    assert related.lift[4].lift > 1
    assert related.events == RELATED.sum()
    assert not noise.spearman.excludes(0)
    assert noise.adjusted.model == "firth"
    assert noise.rate_spearman.reason == "no_spread"
    assert [each.p_holm for each in found.findings] == holm([related.p, noise.p]).tolist()


def test_an_outcome_has_the_same_finding_whoever_stands_beside_it() -> None:
    alone = few(SCORED, [Observed("noise", NOISE, "yes")]).findings[0]
    beside = few(SCORED, [Observed("related", RELATED), Observed("noise", NOISE, "yes")]).findings[1]
    assert (alone.spearman, alone.auc, alone.p, alone.calibration) == (
        beside.spearman,
        beside.auc,
        beside.p,
        beside.calibration,
    )
    again = few(SCORED, [Observed("noise", NOISE, "yes")], seed=2).findings[0]
    assert again.spearman.value == alone.spearman.value
    assert again.spearman.low != alone.spearman.low


def test_units_in_another_order_give_the_same_values() -> None:
    order = np.random.default_rng(3).permutation(N)
    place = np.argsort(order)
    moved = Scored(
        [SCORED.units[i] for i in order],
        SCORES[order],
        [SCORED.categories[i] for i in order],
        LABELS,
        tuple(int(place[i]) for i in SCORED.top),
        SIZE[order],
    )
    here, there = (
        few(s, [Observed("related", y, exposure=e)]).findings[0]
        for s, y, e in ((SCORED, RELATED, SIZE), (moved, RELATED[order], SIZE[order]))
    )
    assert there.spearman.value == pytest.approx(here.spearman.value)
    assert there.auc.value == pytest.approx(here.auc.value)
    assert there.adjusted.ratio.value == pytest.approx(here.adjusted.ratio.value)
    assert there.lift == here.lift
    assert there.categories == here.categories


def test_what_is_not_known_is_left_out_and_never_zero() -> None:
    values = NOISE.copy()
    values[:10] = nan
    scores = SCORES.copy()
    scores[-5:] = nan
    found = few(replace(SCORED, scores=scores, top=()), [Observed("noise", values, "yes", complete=False)])
    only = found.findings[0]
    assert (only.n, only.positives) == (25, int(NOISE[10:-5].sum()))
    assert not only.complete
    assert only.lift == ()
    # categories are known of the units without a score, too
    assert sum(rate.n for rate in only.categories.rates) == 30


def test_lift_counts_among_all_units_even_those_without_a_score() -> None:
    scores = np.where(np.sort(SCORES)[-15] <= SCORES, SCORES, nan)
    top = SCORED.top[:15]
    found = few(replace(SCORED, scores=scores, top=top), [Observed("noise", NOISE, "yes")]).findings[0]
    assert found.n == 15
    last = found.lift[-1]
    assert (last.k, last.hits) == (15, int(NOISE[list(top)].sum()))
    assert (last.rest, last.rest_hits) == (25, int(NOISE.sum()) - last.hits)
    told = Observed("noise", NOISE, "yes", population=Population(261, 30))
    larger = few(replace(SCORED, scores=scores, top=top), [told]).findings[0].lift[-1]
    assert (larger.rest, larger.rest_hits) == (246, 30 - larger.hits)


def test_a_share_is_taken_of_its_whole_and_split_at_the_median() -> None:
    whole = np.full(N, 20.0)
    whole[0] = 0.0
    part = (np.arange(N) % 20).astype(np.float64)
    found = few(SCORED, [Observed("share", part, "share", "above_median", whole)]).findings[0]
    assert found.n == N - 1
    assert found.positives == int((part[1:] > np.median(part[1:])).sum())
    assert found.spearman.value == pytest.approx(spearmanr(SCORES[1:], part[1:]).statistic)


def test_units_that_share_a_score_are_not_many() -> None:
    of = np.repeat(np.arange(10), 4)
    shared = replace(SCORED, scores=SCORES[:10][of], clusters=of, top=())
    outcome = Observed("related", RELATED, exposure=SIZE)
    together, apart = (few(s, [outcome]).findings[0] for s in (shared, replace(shared, clusters=None)))
    assert together.power.rho > apart.power.rho
    assert together.spearman.method == "cluster bootstrap"
    assert not together.adjusted.ratio.known
    assert isnan(together.categories.trend_p)
    assert together.influence is None


def test_the_most_influential_units_are_named() -> None:
    found = few(SCORED, [Observed("related", RELATED)]).findings[0]
    assert found.influence is not None
    assert found.influential[0] == SCORED.units[found.influence.spearman_unit]


def test_an_outcome_that_nobody_had_is_no_finding() -> None:
    found = few(SCORED, [Observed("none", np.zeros(N), "yes"), Observed("noise", NOISE, "yes")])
    none, noise = found.findings
    assert none.spearman.reason == "no_spread"
    assert none.auc.reason == "few_positives"
    assert isnan(none.p)
    assert isnan(none.lift[0].lift)
    assert noise.p_holm == noise.p  # what could not be tested does not count as a test


def test_what_is_done_is_told_outcome_by_outcome() -> None:
    told: list[tuple[float, float | None]] = []
    few(SCORED, [Observed("a", NOISE), Observed("b", NOISE)], progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_nothing_to_look_at_gives_nothing() -> None:
    assert validate(SCORED, []).findings == ()
