"""Projections: whole, honest about what they rest on, and the same for the same seed."""

from typing import Any

import numpy as np
import pytest

from engine.tests.foresight.projection.worlds import editions, history, stages
from ikp.errors import UsageError
from ikp.foresight.projection.history import History, from_counts
from ikp.foresight.projection.projecting import project
from ikp.foresight.streams import CountSeries


def codes(found: Any) -> set[str]:
    return {each.code for each in found.problems}


def test_categories() -> None:
    whole, truth = editions(1, times=4)
    found = project(whole.until(2), models=["ordinal"], draws=60)
    np.testing.assert_allclose(found.probability.sum(axis=1), 1.0)
    assert (found.low <= found.probability).all()
    assert (found.probability <= found.high).all()
    assert found.evidence == "time"
    assert sum(found.weights.values()) == pytest.approx(1.0)
    assert max(found.weights, key=lambda name: found.weights[name]) == "ordinal"
    errors = {name: np.mean((each - truth) ** 2) for name, each in found.members.items()}
    assert np.mean((found.probability - truth) ** 2) < 0.5 * min(errors[name] for name in found.baselines)
    assert found.likely.any(axis=1).all()
    assert found.quantiles is None


def test_same_seed_same_projection() -> None:
    whole, _ = editions(2, series=60)
    a, b = (project(whole, models=["ordinal"], draws=30, seed=4) for _ in range(2))
    np.testing.assert_array_equal(a.low, b.low)
    np.testing.assert_array_equal(a.probability, b.probability)


def test_counts() -> None:
    found = project(stages(1), models=["negative-binomial", "endemic-epidemic"], draws=30)
    assert found.synthetic
    assert found.labels == ("0", "1-2", "3-5", "6+")
    assert found.quantiles is not None
    assert (np.diff(found.quantiles, axis=1) >= 0).all()
    assert found.shares == (0.05, 0.25, 0.5, 0.75, 0.95)
    np.testing.assert_allclose(found.probability.sum(axis=1), 1.0)
    assert set(found.targets) == {"etik", "pidana"}


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        (history([[0, 1, 2] * 10]), {"forecast-no-transition", "forecast-model-short"}),
        (history([[0, 1, 2] * 10, [1, 1, 0] * 10]), {"forecast-one-transition"}),
        (history([[1, 1, 1] * 10, [1, 2, 0] * 10]), {"forecast-one-transition", "forecast-one-category"}),
        (history([[0, 1, 2]]), {"forecast-few", "forecast-no-transition", "forecast-model-short"}),
    ],
)
def test_how_little_there_is_is_told(whole: History, told: set[str]) -> None:
    found = project(whole, models=["ordinal"], draws=10)
    assert codes(found) == told
    np.testing.assert_allclose(found.probability.sum(axis=1), 1.0)
    if found.evidence == "none":
        assert found.likely.all(), "without a trial every category is likely"


@pytest.mark.parametrize(
    "counts",
    [np.zeros((40, 12)), np.full((40, 12), 3.0), np.tile([[np.nan], [1.0]], (20, 12))],
    ids=["zeros", "constant", "gaps"],
)
def test_series_without_variation_or_with_gaps_are_no_failure(counts: Any) -> None:
    starts = np.datetime64("2024-01-01") + 7 * np.arange(40)
    units = tuple(f"{s // 4}.{s}" for s in range(12))
    whole = from_counts(CountSeries(counts, starts, units, ("etik",) * 12), weeks=4)
    found = project(whole, models=["negative-binomial", "endemic-epidemic"], draws=10)
    np.testing.assert_allclose(found.probability.sum(axis=1), 1.0)
    assert found.quantiles is not None
    assert np.isfinite(found.quantiles).all()
    assert found.quantiles.max() < 40


def test_bad_questions_get_a_sentence() -> None:
    whole = history([[0, 1], [1, 1]])
    bad: tuple[tuple[dict[str, Any], str], ...] = (
        ({"level": 90}, "level"),
        ({"step": 0}, "step"),
        ({"models": ["oracle"]}, "oracle"),
    )
    for more, words in bad:
        with pytest.raises(UsageError, match=words):
            project(whole, **more)
    for empty in (np.empty((0, 3), dtype=int), np.full((2, 3), -1)):
        with pytest.raises(UsageError, match="history"):
            project(history(empty))
