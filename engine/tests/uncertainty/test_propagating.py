"""Propagating: the same answer from every road, thread and batch; stop and go on; bad requests."""

import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE, capped, counts, table
from ikp import compute
from ikp.errors import DataError, UsageError
from ikp.uncertainty import (
    Choice,
    Counts,
    Drop,
    Gaps,
    Number,
    Option,
    Outcome,
    Perturbation,
    Perturbations,
    Weights,
    propagate,
    propagating,
)
from ikp.uncertainty.propagating import BLOCK

WEIGHTS = Perturbations([Weights()])
MIXED = Perturbations(
    [
        Weights(),
        Choice(
            options=(
                Option(name="as it is"),
                Option(name="z", change={"normalise": {"default": {"method": "zscore", "to": [50.0, 15.0]}}}),
                Option(name="geometric", change={"aggregate": {"default": {"method": "geometric", "clip": 1.0}}}),
            )
        ),
    ]
)


def _all(outcome: Outcome) -> list[Any]:
    return [
        outcome.mean,
        outcome.score_quantiles,
        outcome.rank_quantiles,
        outcome.probabilities,
        outcome.change,
        outcome.scored,
    ]


def _same(one: Outcome, other: Outcome) -> None:
    for a, b in zip(_all(one), _all(other), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("missing", [0.0, 0.2])
@pytest.mark.parametrize("memory", [1 << 30, 40_000])
def test_threads_change_nothing(missing: float, memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(propagating, "_WIDE", 0)  # short tables, too, are shared among threads
    data = counts(40, missing=missing)
    runs = [
        propagate(data, FRAMEWORK, RECIPE, MIXED, 700, seed=3, workers=workers, memory=memory) for workers in (1, 2, 5)
    ]
    assert {run.exact for run in runs} == {memory > 1 << 20}
    _same(runs[0], runs[1])
    _same(runs[0], runs[2])


def test_another_seed_is_another_answer_and_a_generator_gives_one() -> None:
    data = counts()
    one, other = (propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 50, seed=seed) for seed in (1, 2))
    assert (one.mean != other.mean).any()
    drawn = [propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 50, seed=np.random.default_rng(5)) for _ in range(2)]
    _same(*drawn)
    _same(drawn[0], propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 50, seed=drawn[0].seed))


def test_the_first_replicates_of_a_longer_run_are_those_of_a_shorter() -> None:
    data = counts()
    short, long = (propagate(data, FRAMEWORK, RECIPE, MIXED, count, seed=1) for count in (BLOCK, 3 * BLOCK))
    np.testing.assert_array_equal(short.state.arrays["all_scores"], long.state.arrays["all_scores"][:BLOCK])


@pytest.mark.parametrize("recipe", [RECIPE, capped(), capped("propagate", 0.8)])
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_the_fast_road_and_the_ordinary_steps_agree(recipe: Any, missing: float) -> None:
    data = counts(30, missing=missing)
    fast, slow = (propagate(data, FRAMEWORK, recipe, MIXED, 200, fast=each) for each in (True, False))
    for name in ("all_scores", "all_ranks"):
        one, other = fast.state.arrays[name], slow.state.arrays[name]
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-10 if name == "all_scores" else 0)
    np.testing.assert_array_equal(fast.probabilities, slow.probabilities)


def test_quantiles_are_those_of_all_replicates() -> None:
    outcome = propagate(counts(), FRAMEWORK, RECIPE, MIXED, 333, at=(0.0, 0.1, 0.77, 1.0))
    scores, ranks = outcome.state.arrays["all_scores"], outcome.state.arrays["all_ranks"]
    np.testing.assert_allclose(outcome.score_quantiles, np.quantile(scores, outcome.at, axis=0), rtol=1e-14)
    np.testing.assert_allclose(outcome.rank_quantiles, np.quantile(ranks, outcome.at, axis=0), rtol=1e-14)
    np.testing.assert_allclose(outcome.mean, scores.mean(axis=0), rtol=1e-13)
    for row, unit in enumerate(outcome.units):
        expected = [(ranks[:, row] == place).mean() for place in range(1, 13)]
        np.testing.assert_allclose(outcome.rank_acceptability(unit), expected, rtol=1e-14)
    assert outcome.among_first(3).sum() == pytest.approx(3.0)


def test_histograms_are_within_the_error_that_they_state() -> None:
    data = counts(60, missing=0.1)
    exact, sketch = (propagate(data, FRAMEWORK, RECIPE, MIXED, 2000, memory=size) for size in (1 << 30, 25_000))
    assert exact.exact
    assert not sketch.exact
    assert not exact.score_error.any()
    assert (sketch.score_error > 0).any()
    assert (np.abs(exact.score_quantiles - sketch.score_quantiles) <= sketch.score_error + 1e-12).all()
    assert (np.abs(exact.rank_quantiles - sketch.rank_quantiles) <= sketch.rank_error + 1e-12).all()
    np.testing.assert_allclose(exact.mean, sketch.mean, rtol=0, atol=1e-6)
    np.testing.assert_array_equal(exact.probabilities, sketch.probabilities)
    with pytest.raises(UsageError, match="histograms"):
        sketch.rank_acceptability("u00")
    with pytest.raises(UsageError, match="histograms"):
        sketch.pairs_among(["u00", "u01"])


def test_pairs_tell_who_is_above_whom() -> None:
    data = counts()
    outcome = propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 300, pairs=[("u03", "u05"), ("u02", "u02")])
    scores = outcome.state.arrays["all_scores"]
    assert outcome.above[0].tolist() == [(scores[:, 3] > scores[:, 5]).mean(), (scores[:, 3] < scores[:, 5]).mean(), 0]
    assert outcome.above[1].tolist() == [0, 0, 1]
    among = outcome.pairs_among(["u03", "u05"])
    assert among[0, 1] == outcome.above[0, 0]
    assert among[1, 0] == outcome.above[0, 1]
    with pytest.raises(UsageError, match="zz"):
        propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 300, pairs=[("u03", "zz")])


# --- what does not vary -------------------------------------------------------------------------
def test_nothing_that_varies_gives_the_result_itself() -> None:
    data = counts(missing=0.2)
    outcome = propagate(data, FRAMEWORK, RECIPE, Perturbations([]), 10)
    result = compute(data, FRAMEWORK, RECIPE)
    np.testing.assert_array_equal(outcome.score_quantiles, np.tile(result.score(), (3, 1)))
    np.testing.assert_array_equal(outcome.rank_quantiles, np.tile(result.rank(), (3, 1)))
    assert not outcome.change.any()


def test_identical_alternatives_move_nothing() -> None:
    same: Sequence[Option] = (
        Option(name="one"),
        Option(name="the same again", change={"normalise": {"default": {"method": "minmax"}}}),
    )
    outcome = propagate(counts(), FRAMEWORK, RECIPE, Perturbations([Choice(options=tuple(same))]), 200)
    np.testing.assert_array_equal(outcome.score_quantiles[0], outcome.score_quantiles[2])
    np.testing.assert_array_equal(outcome.rank_quantiles[0], outcome.rank_quantiles[2])
    assert not outcome.change.any()


# --- degenerate data ----------------------------------------------------------------------------
def test_one_unit_is_first_in_every_replicate() -> None:
    outcome = propagate(table(np.array([[1.0, 2, 3, 4, 5]])), FRAMEWORK, RECIPE, WEIGHTS, 50)
    assert outcome.rank_quantiles.tolist() == [[1.0], [1.0], [1.0]]
    np.testing.assert_allclose(outcome.score_quantiles, 50.0)


def test_equal_units_share_the_first_rank_whatever_the_weights() -> None:
    data = counts(30)
    values = np.tile(data.values, (40, 1))  # every unit forty times, far apart in the table
    outcome = propagate(table(values), FRAMEWORK, RECIPE, MIXED, 300)
    ranks = outcome.state.arrays["all_ranks"].reshape(300, 40, 30)
    assert (ranks == ranks[:, :1]).all()
    scores = outcome.state.arrays["all_scores"].reshape(300, 40, 30)
    assert (scores == scores[:, :1]).all()


def test_a_unit_that_knows_nothing_has_no_score_and_no_probability() -> None:
    values = counts().values.copy()
    values[4] = np.nan
    outcome = propagate(table(values), FRAMEWORK, RECIPE, WEIGHTS, 50)
    assert np.isnan(outcome.mean[4])
    assert np.isnan(outcome.score_quantiles[:, 4]).all()
    assert np.isnan(outcome.rank_quantiles[:, 4]).all()
    assert np.isnan(outcome.probabilities[:, 4]).all()
    assert np.isnan(outcome.change[4])
    assert outcome.scored[4] == 0
    assert np.nanmax(outcome.rank_quantiles) == 11
    filled = propagate(table(values), FRAMEWORK, RECIPE, Perturbations([Gaps()]), 50)
    assert filled.scored[4] == 1
    assert filled.score_quantiles[2, 4] > filled.score_quantiles[0, 4]


def test_nothing_known_at_all_is_refused_as_by_compute() -> None:
    with pytest.raises(DataError, match="a1"):
        propagate(table(np.full((3, 5), np.nan)), FRAMEWORK, RECIPE, WEIGHTS, 10)


# --- published categories -----------------------------------------------------------------------
def test_change_is_counted_from_the_published_category_where_there_is_one() -> None:
    data = counts()
    own = propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 200)
    other = propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 200, published={"u01": "tinggi", "u02": "unheard of"})
    assert other.change[1] == pytest.approx(1 - own.probabilities[2, 1])
    assert np.isnan(other.change[2])
    np.testing.assert_array_equal(other.change[3:], own.change[3:])


# --- stop and go on -----------------------------------------------------------------------------
@pytest.mark.parametrize("memory", [1 << 30, 40_000])
def test_what_was_stopped_goes_on_to_the_same_end(memory: int) -> None:
    data, stop = counts(40), Event()

    def progress(done: float, total: float | None) -> None:
        assert total == 3000
        if done >= 300:
            stop.set()

    kept = propagate(data, FRAMEWORK, RECIPE, MIXED, 3000, memory=memory, workers=2, progress=progress, stop=stop)
    assert 300 <= kept.replicates < 3000
    assert kept.asked == 3000
    assert [each.code for each in kept.problems] == ["replicates-stopped"]
    assert str(kept.replicates) in kept.problems[0].what("id")
    whole = propagate(data, FRAMEWORK, RECIPE, MIXED, 3000, memory=memory)
    _same(propagate(data, FRAMEWORK, RECIPE, MIXED, 3000, memory=memory, resume=kept.state), whole)


def test_ctrl_c_keeps_what_is_done_and_leaves_the_handler_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)

    pressed: list[float] = []

    def progress(done: float, total: float | None) -> None:
        if not pressed:
            pressed.append(done)
            signal.raise_signal(signal.SIGINT)

    kept = propagate(counts(), FRAMEWORK, RECIPE, WEIGHTS, 5000, workers=1, progress=progress)
    assert 0 < kept.replicates < 5000
    assert kept.problems[0].code == "replicates-stopped"
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_ends_it_at_once() -> None:
    stop = Event()

    def progress(done: float, total: float | None) -> None:
        signal.raise_signal(signal.SIGINT)
        stop.wait(30)  # two that arrive before the first is heard are one
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        propagate(counts(), FRAMEWORK, RECIPE, WEIGHTS, 5000, progress=progress, stop=stop)


def test_another_thread_than_the_main_one_may_propagate() -> None:
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(propagate, counts(), FRAMEWORK, RECIPE, WEIGHTS, 300).result()
    _same(found, propagate(counts(), FRAMEWORK, RECIPE, WEIGHTS, 300))


def test_figures_of_a_stopped_run_rest_on_what_is_done() -> None:
    stop = Event()
    stop.set()
    kept = propagate(counts(), FRAMEWORK, RECIPE, WEIGHTS, 1000, stop=stop)
    assert kept.replicates == 0
    assert np.isnan(kept.mean).all()
    assert np.isnan(kept.probabilities).all()


def test_a_finished_run_can_be_made_longer_at_the_end_of_a_block() -> None:
    data = counts()
    short = propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 2 * BLOCK)
    longer = propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 700, resume=short.state)
    _same(longer, propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 700))
    cut = propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 200)
    with pytest.raises(UsageError, match="200"):
        propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 500, resume=cut.state)


@pytest.mark.parametrize("change", ["seed", "data", "perturbations"])
def test_a_state_of_something_else_is_refused(change: str) -> None:
    data = counts()
    state = propagate(data, FRAMEWORK, RECIPE, WEIGHTS, 128).state
    with pytest.raises(UsageError, match="another calculation"):
        propagate(
            counts(seed=2) if change == "data" else data,
            FRAMEWORK,
            RECIPE,
            MIXED if change == "perturbations" else WEIGHTS,
            128,
            seed=int(change == "seed"),
            resume=state,
        )


# --- bad requests -------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [0, -5])
def test_no_replicates_are_refused(count: int) -> None:
    with pytest.raises(UsageError, match="replicates"):
        propagate(counts(), FRAMEWORK, RECIPE, WEIGHTS, count)


def test_memory_that_is_not_there_or_does_not_suffice_is_refused() -> None:
    with pytest.raises(UsageError, match="GiB") as refused:
        propagate(counts(), FRAMEWORK, RECIPE, WEIGHTS, 100, memory=1 << 60)
    assert refused.value.problems[0].code == "memory-short"
    with pytest.raises(UsageError) as refused:
        propagate(counts(), FRAMEWORK, RECIPE, WEIGHTS, 100_000, memory=100)
    assert refused.value.problems[0].code == "memory-small"


@pytest.mark.parametrize(
    ("vary", "code"),
    [
        (Weights(parents=("C",)), "vary-node"),
        (Weights(parents=("a1",)), "vary-node"),
        (Weights(distribution="sets", sets={"X": (1.0, 2.0)}), "vary-node"),
        (Weights(distribution="sets", sets={"a1": (1.0, 2.0)}), "weights-lacking"),
        (Weights(distribution="sets", sets={"A": (1.0,), "B": (2.0,)}), "vary-still"),
        (Weights(distribution="sets", sets={"A": (1.0, 0.0), "B": (2.0, 0.0)}), "recipe-value"),
        (Drop(indicators=("A",)), "vary-node"),
        (Counts(indicators=("zz",)), "vary-node"),
        (Number(paths=("treat.max_skewness",), low=1.0, high=2.0), "vary-place"),
        (Number(paths=("normalise.default.method",), low=1.0, high=2.0), "vary-number"),
        (Number(paths=("normalise",), low=1.0, high=2.0), "vary-place"),
        (Choice(options=(Option(name="a", change={"normalise": {"default": {"method": "guess"}}}),)), "recipe-value"),
        (
            Choice(options=(Option(name="a", change={"categorise": {"default": {"labels": ["low", "high"]}}}),)),
            "vary-labels",
        ),
    ],
)
def test_what_does_not_fit_is_refused(vary: Perturbation, code: str) -> None:
    with pytest.raises(DataError) as refused:
        propagate(counts(), FRAMEWORK, RECIPE, Perturbations([vary]), 10)
    assert refused.value.problems[0].code == code


def test_a_replicate_that_cannot_be_computed_is_named() -> None:
    rough = Option(name="geometric", change={"aggregate": {"default": {"method": "geometric"}}})
    flat = Option(name="z", change={"normalise": {"default": {"method": "zscore"}}})
    with pytest.raises(DataError) as refused:
        propagate(counts(), FRAMEWORK, RECIPE, Perturbations([Choice(options=(rough,)), Choice(options=(flat,))]), 10)
    assert [each.code for each in refused.value.problems] == ["replicate-failed", "method-domain"]
