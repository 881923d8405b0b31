"""The mean of the units below, replicate by replicate."""

from threading import Event
from typing import Any

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE, counts, table
from ikp.errors import UsageError
from ikp.uncertainty import Outcome, Perturbations, Weights, means_of_children, propagate
from ikp.uncertainty.tally import Exact


def _below(replicates: int = 300, **more: Any) -> Outcome:
    return propagate(counts(), FRAMEWORK, RECIPE, Perturbations([Weights()]), replicates, seed=3, **more)


def _scores(outcome: Outcome) -> np.ndarray:
    assert isinstance(outcome.tally, Exact)
    return outcome.tally.all_scores


def test_each_replicate_is_the_mean_of_that_replicate() -> None:
    below = _below()
    one, two = below.units[:3], below.units[3:5]
    found = means_of_children(below, {"P1": one, "P2": two}, names={"P1": "First"})
    expected = np.column_stack([_scores(below)[:, :3].mean(axis=1), _scores(below)[:, 3:5].mean(axis=1)])
    np.testing.assert_allclose(_scores(found), expected, rtol=1e-15)
    np.testing.assert_allclose(found.score, [below.score[:3].mean(), below.score[3:5].mean()])
    np.testing.assert_allclose(found.score_quantiles, np.quantile(expected, found.at, axis=0))
    np.testing.assert_allclose(found.mean, expected.mean(axis=0))
    assert sorted(found.rank) == [1, 2]
    first = (expected[:, 0] > expected[:, 1]).mean()
    assert found.rank_acceptability("P1")[0] == pytest.approx(first)
    assert found.names == ("First", "P2")
    assert not found.labels
    assert np.isnan(found.change).all()
    assert found.central is below.central


def test_categories_by_the_cut_offs_of_the_units_above() -> None:
    below = _below()
    children = {"P1": below.units[:3], "P2": below.units[3:]}
    cut = float(np.median(_scores(below)[:, :3].mean(axis=1)))
    found = means_of_children(below, children, labels=("low", "high"), cutoffs=(cut,), boundary=("upper",))
    assert found.probabilities[1, 0] == pytest.approx(0.5, abs=0.01)
    np.testing.assert_allclose(found.probabilities.sum(axis=0), 1.0)
    own = int(found.category[0])
    assert found.change[0] == pytest.approx(1.0 - found.probabilities[own, 0])


def test_no_part_is_passed_off_as_the_whole() -> None:
    below = _below()
    children = {"P1": below.units[:2], "P2": (below.units[2], "X"), "P3": ()}
    found = means_of_children(below, children)
    assert np.isnan(found.score[1:]).all()
    assert np.isnan(found.score_quantiles[:, 1:]).all()
    assert found.scored.tolist() == [1.0, 0.0, 0.0]
    silent = counts().values.copy()
    silent[4] = np.nan
    holes = propagate(table(silent), FRAMEWORK, RECIPE, Perturbations([Weights()]), 40, seed=1)
    kept = means_of_children(holes, {"P1": holes.units[:4], "P2": holes.units[4:6]})
    assert np.isnan(kept.score).tolist() == [False, True]
    assert np.isnan(_scores(kept)).all(axis=0).tolist() == [False, True]


def test_a_run_that_was_stopped_has_the_replicates_that_it_has() -> None:
    stop = Event()
    whole = _below(1000, workers=1)
    part = _below(1000, workers=1, stop=stop, progress=lambda *_: stop.set())
    assert 0 < part.replicates < 1000
    children = {"P1": part.units[:3], "P2": part.units[3:]}
    one, other = means_of_children(part, children), means_of_children(whole, children)
    assert one.scored.tolist() == [1.0, 1.0]
    made = ~np.isnan(_scores(part)[:, 0])
    np.testing.assert_array_equal(_scores(one)[made], _scores(other)[made])


def test_what_is_not_kept_cannot_be_averaged() -> None:
    below = propagate(counts(), FRAMEWORK, RECIPE, Perturbations([Weights()]), 5000, seed=3, memory=200_000)
    assert not below.exact
    with pytest.raises(UsageError, match="memory"):
        means_of_children(below, {"P1": below.units[:2]})
