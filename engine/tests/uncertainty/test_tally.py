"""Keeping count: in any order, in parts that are added up, exact or in histograms."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.uncertainty.model import Piece
from ikp.uncertainty.tally import Exact, Sketch, Tally

N, R = 9, 60


def _scores(seed: int, gaps: float = 0.1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    scores = rng.normal(rng.uniform(0, 100, N), 8, (R, N)).round(1)
    scores[rng.random(scores.shape) < gaps] = np.nan
    return scores


def _tally(kind: str, scores: np.ndarray) -> Tally:
    if kind == "exact":
        return Exact(N, 2, [(0, 1)], "average", R)
    return Sketch(N, 2, [(0, 1)], "average", pilot=scores[:10], bins=40)


def _add(tally: Tally, scores: np.ndarray, parts: Sequence[np.ndarray]) -> Tally:
    for rows in parts:
        found = np.where(np.isnan(scores[rows]), -1, scores[rows] > 50).astype(np.int8)
        tally.add(Piece(rows, scores[rows], found), 0)
    return tally


def _same(one: Tally, other: Tally) -> None:
    for (name, a), b in zip(one.arrays().items(), other.arrays().values(), strict=True):
        np.testing.assert_array_equal(a, b, err_msg=name)


@pytest.mark.parametrize("kind", ["exact", "sketch"])
@given(seed=st.integers(0, 50), parts=st.integers(1, 7), data=st.data())
def test_order_and_parts_change_nothing(kind: str, seed: int, parts: int, data: Any) -> None:
    scores = _scores(seed)
    order = np.array(data.draw(st.permutations(range(R))))
    split = np.array_split(order, parts)
    whole = _add(_tally(kind, scores), scores, [np.arange(R)])
    _same(_add(_tally(kind, scores), scores, split), whole)
    merged = _tally(kind, scores)
    for rows in split:  # as other machines would have counted them
        merged.absorb(_add(_tally(kind, scores), scores, [rows]))
    _same(merged, whole)


@pytest.mark.parametrize("kind", ["exact", "sketch"])
def test_counts_are_those_of_the_replicates(kind: str) -> None:
    scores = _scores(1)
    tally = _add(_tally(kind, scores), scores, [np.arange(R)])
    known = ~np.isnan(scores)
    np.testing.assert_array_equal(tally.scored, known.sum(axis=0))
    np.testing.assert_array_equal(tally.categories[1], (scores > 50).sum(axis=0))
    np.testing.assert_array_equal(tally.categories.sum(axis=0), known.sum(axis=0))
    one, other = scores[:, 0], scores[:, 1]
    assert tally.above.tolist() == [[(one > other).sum(), (one < other).sum(), (one == other).sum()]]
    np.testing.assert_allclose(tally.mean(), np.nanmean(scores, axis=0), atol=1e-7)


@given(seed=st.integers(0, 200), shares=st.lists(st.floats(0, 1), min_size=1, max_size=4), bins=st.integers(34, 100))
def test_a_histogram_is_never_off_by_more_than_it_says(seed: int, shares: list[float], bins: int) -> None:
    scores = _scores(seed)
    scores[R // 2 :] *= np.random.default_rng(seed).choice([1.0, 3.0])  # beyond what the pilot has seen
    sketch = _add(Sketch(N, 2, [], "min", pilot=scores[:10], bins=bins), scores, [np.arange(R)])
    exact = _add(Exact(N, 2, [], "min", R), scores, [np.arange(R)])
    for true, found in ((exact.scores(shares), sketch.scores(shares)), (exact.ranks(shares), sketch.ranks(shares))):
        off = np.abs(true.values - found.values)
        assert (off <= found.error + 1e-9).all()


def test_units_without_a_score_in_the_pilot_or_at_all_are_counted_too() -> None:
    scores = _scores(3, gaps=0.0)
    scores[:, 2] = np.nan
    scores[:20, 4] = np.nan
    sketch = _add(Sketch(N, 2, [], "min", pilot=scores[:10], bins=40), scores, [np.arange(R)])
    found = sketch.scores([0.0, 0.5, 1.0])
    assert np.isnan(found.values[:, 2]).all()
    assert np.isnan(sketch.mean()[2])
    assert found.values[:, 4] == pytest.approx(
        [scores[20:, 4].min(), scores[20:, 4].mean(), scores[20:, 4].max()], abs=40
    )
    assert (np.abs(found.values[:, 4] - np.quantile(scores[20:, 4], [0, 0.5, 1])) <= found.error[4]).all()


def test_what_was_saved_is_gone_on_from() -> None:
    scores = _scores(4)
    for kind in ("exact", "sketch"):
        half = _add(_tally(kind, scores), scores, [np.arange(30)])
        saved = {name: array.copy() for name, array in half.arrays().items()}
        on = _tally(kind, scores)
        on.take_over(saved)
        _same(_add(on, scores, [np.arange(30, R)]), _add(_tally(kind, scores), scores, [np.arange(R)]))


def test_replicates_stand_in_their_order_whenever_they_came_and_what_was_not_made_is_missing() -> None:
    scores = _scores(5, gaps=0.0)
    tally = Exact(N, 2, [], "min", R)
    came = np.random.default_rng(1).permutation(R)
    for rows in (came[:7], came[7:50]):
        _add(tally, scores, [rows])
    left = came[50:]
    assert np.isnan(tally.all_scores[left]).all()
    assert not tally.all_ranks[left].any()
    np.testing.assert_array_equal(tally.all_scores[came[:50]], scores[came[:50]])
    np.testing.assert_allclose(tally.mean(), scores[came[:50]].mean(axis=0), rtol=1e-14)
    _add(tally, scores, [left])
    np.testing.assert_array_equal(tally.all_scores, scores)
    np.testing.assert_array_equal(tally.scores([0.5]).values[0], np.median(scores, axis=0))
    with pytest.raises(ValueError, match="read-only"):
        tally.all_scores[0, 0] = 1.0
