"""Published editions as a history: categories as printed, neighbours by place, gaps told."""

import numpy as np
import pytest

from ikp.editions.projecting import LABELS, edition_history, nearest_units, region
from ikp.editions.published import published
from ikp.editions.registry import registry
from ikp.errors import UsageError
from ikp.foresight.projection import backtest, project


def test_categories_are_those_in_print() -> None:
    history, problems = edition_history(["2019", "2024"])
    assert history.labels == LABELS
    assert len(history.units) == 34
    assert not problems
    assert (history.outcome[0] == 1).all(), "2019 called every province sedang"
    printed = {each.unit: each for each in published("2024", "province") if each.kind == "unit"}
    assert [LABELS[place] for place in history.outcome[1]] == [printed[unit].category for unit in history.units]
    assert history.level[1].tolist() == [printed[unit].total for unit in history.units]
    assert np.bincount(history.outcome[1]).tolist() == [8, 21, 5]


def test_neighbours_are_near_and_reach_across_the_sea() -> None:
    near = nearest_units([unit.code for unit in registry().level("province")], registry(), 3)
    assert set(near["34"]) <= {"32", "33", "35", "36", "31"}
    assert len(near["51"]) == 3, "Bali touches no other province"
    history, _ = edition_history(["2024"])
    assert history.weights is not None
    np.testing.assert_allclose(history.weights.sum(axis=0), 1.0)
    assert nearest_units(["11"], registry(), 3) == {"11": ()}
    assert nearest_units(["none", "11", "12"], registry(), 3) == {"none": (), "11": ("12",), "12": ("11",)}


def test_groups() -> None:
    assert region("32.73", "regency") == "32"
    assert region("91", "province") == "9"


def test_what_is_published_in_part_is_told() -> None:
    history, problems = edition_history(["2024"], "regency")
    assert [each.code for each in problems] == ["forecast-partial"]
    assert problems[0].params["every"] == 514
    assert problems[0].params["found"] == int((history.outcome >= 0).sum())


def test_editions_without_categories_are_refused() -> None:
    with pytest.raises(UsageError, match="no published category"):
        edition_history(["2024", "tema-sara-2023"])
    with pytest.raises(UsageError, match="needed"):
        edition_history([])
    with pytest.raises(UsageError):
        edition_history(["1999"])


def test_two_editions_cannot_validate_a_model() -> None:
    """The one change that is published for all provinces: nothing learnt from it was tried on a later one."""
    history, _ = edition_history(["2019", "2024"])
    found = project(history, models=["ordinal"], draws=30)
    assert found.evidence == "units"
    assert {"forecast-one-transition", "forecast-one-category"} <= {each.code for each in found.problems}
    np.testing.assert_allclose(found.probability.sum(axis=1), 1.0)
    tested = backtest(history, models=["ordinal"])
    assert tested.origins == (0,)
    assert "backtest-untried" in {each.code for each in tested.problems}
    assert "ordinal" not in {line.model for line in tested.table()}
