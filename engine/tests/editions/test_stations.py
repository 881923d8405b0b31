"""The instrument of polling stations: what is known of it, and no more."""

import numpy as np

from ikp import IndicatorTable, compute
from ikp.editions.registry import registry
from ikp.editions.stations import tps_rawan
from ikp.testing import demo_stations


def test_what_is_published_stands_there_and_nothing_else() -> None:
    told = tps_rawan()
    assert (told.variables, told.indicators, told.provinces, told.villages) == (7, 22, 33, 36_136)
    framework = told.framework
    # Seven variables are printed; neutrality has no indicator whose name is known.
    assert len(framework.children(framework.root)) + len(told.without_indicators) == told.variables
    assert len(framework.indicators) == 15
    assert set(told.counts) == set(framework.indicators)
    # Of the three groups of print, all seven of the first and eight of the second are known by name.
    assert sum(count >= 10_794 for count in told.counts.values()) == 7
    assert (told.counts["HP1"], told.counts["LG1"]) == (125_224, 1_989)
    assert set(told.titles) == set(told.missing_items) == {"id", "en"}


def test_a_station_is_scored_by_the_share_of_what_it_answers_yes() -> None:
    told = tps_rawan()
    values = np.zeros((3, 15))
    values[1] = 1.0
    values[2, :8] = np.nan
    table = IndicatorTable(["a", "b", "c"], told.framework.indicators, values, synthetic=True)
    np.testing.assert_allclose(compute(table, told.framework, told.recipe).score()[:2], [0.0, 100.0])


def test_made_up_stations_reproduce_the_published_counts() -> None:
    told = tps_rawan()
    regencies = [unit.code for unit in registry().units if unit.level == "regency"]
    codes, answers = demo_stations(told.counts, regencies, 200_000, np.random.default_rng(1))
    assert len(set(codes)) == len(codes) == 200_000
    assert dict(zip(told.counts, answers.sum(axis=0).tolist(), strict=True)) == dict(told.counts)
