from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ikp.foresight.streams import triangle, weekly
from ikp.testing import Stage, World, WorldSetting, make_world

SMALL = WorldSetting(districts=30, provinces=4, weeks=80, quiet=40, weekly=60.0, outbreaks=8, sizes=(3.0, 12.0))
STEADY = (Stage("planning", 1, 1.0, 1.0),)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(np.random.default_rng(1), SMALL)


def test_the_same_state_gives_the_same_world(world: World) -> None:
    again, other = (make_world(np.random.default_rng(seed), SMALL) for seed in (1, 2))
    np.testing.assert_array_equal(again.counts, world.counts)
    np.testing.assert_array_equal(again.reports.entry, world.reports.entry)
    assert again.outbreaks == world.outbreaks
    assert not np.array_equal(other.counts, world.counts)


def test_all_of_it_says_that_it_is_made_up(world: World) -> None:
    assert world.reports.synthetic
    assert world.reports.origin == "SINTETIS"
    assert world.series().synthetic
    assert world.known(world.starts[-1]).synthetic
    assert all("SINTETIS" in name for name in world.reports.names.values())
    with pytest.raises(ValueError, match="read-only"):
        world.counts[0] = 0


def test_rows_and_series_are_the_same_reports(world: World) -> None:
    series = world.series()
    counted = weekly(
        world.reports,
        until=world.reports.entry.max() + np.timedelta64(7, "D"),
        since=world.starts[0],
        units=world.units,
        kinds=tuple(SMALL.kinds),
    )
    np.testing.assert_array_equal(counted.counts[: SMALL.weeks], series.counts)
    assert (counted.units, counted.kinds) == (series.units, series.kinds)
    assert not counted.counts[SMALL.weeks :].any()
    assert len(world.groups) == len(series.units)
    assert {unit.split(".")[0] == group for unit, group in zip(series.units, world.groups, strict=True)} == {True}


def test_what_is_known_on_a_day_is_less_and_was_entered_by_then(world: World) -> None:
    until = world.starts[-1] + np.timedelta64(6, "D")
    known = world.known(until)
    assert 0 < len(known) < len(world.reports)
    assert known.entry.max() <= until
    decided = ~np.isnat(known.verified)
    assert 0 < decided.sum() < decided.size
    assert known.verified[decided].max() <= until
    n = triangle(known, until=until, longest=6).n
    assert np.nansum(n[-1]) < np.nansum(n[-8])


def test_planted_cases_are_the_outbreaks_and_nothing_else(world: World) -> None:
    assert len(world.outbreaks) == SMALL.outbreaks
    rest = world.planted.copy()
    for each in world.outbreaks:
        own = world.planted[each.start : each.stop, list(each.series)]
        assert own.sum() >= each.cases >= len(each.series) == 1
        assert own[0].any()
        assert own[-1].any()
        rest[each.start : each.stop, list(each.series)] = 0
        assert each.start >= SMALL.quiet
        assert world.series().units[each.series[0]] == each.units[0]
        assert world.series().kinds[each.series[0]] == each.kind
    assert not rest.any()
    assert sum(each.cases for each in world.outbreaks) == world.planted.sum()
    assert (world.counts >= world.planted).all()


def test_larger_outbreaks_have_more_cases() -> None:
    world = make_world(np.random.default_rng(3), replace(SMALL, weekly=600.0, outbreaks=100, sizes=(2.0, 10.0)))
    small, large = (np.mean([each.cases for each in world.outbreaks if each.size == size]) for size in (2.0, 10.0))
    assert large > 2 * small


def test_an_outbreak_reaches_the_nearest_districts() -> None:
    world = make_world(np.random.default_rng(4), replace(SMALL, reach=3))
    for each in world.outbreaks:
        assert len(set(each.units)) == 3
        centre = world.places[world.units.index(each.units[0])]
        distance = np.linalg.norm(world.places - centre, axis=1)
        inside = [world.units.index(unit) for unit in each.units]
        assert distance[inside].max() == np.sort(distance)[2]


def test_totals_are_those_that_were_published() -> None:
    """Reports a week of Pemilu 2024: 688 in 69 weeks, then 548 in 62 days, then 1,028 in 61 days."""
    setting = WorldSetting(weeks=52, quiet=0, outbreaks=0)
    totals = np.mean([make_world(np.random.default_rng(k), setting).counts.sum(axis=1) for k in range(30)], axis=0)
    # The first weeks of a stage still carry something of the one before.
    for weeks, published in (
        (slice(2, 34), 688 / 69),
        (slice(36, 43), 548 / (62 / 7)),
        (slice(45, 52), 1028 / (61 / 7)),
    ):
        assert totals[weeks].mean() == pytest.approx(published, rel=0.08)
    kinds = np.array(list(setting.kinds.values()))
    counts = make_world(np.random.default_rng(1), replace(setting, weekly=2000.0)).counts
    assert counts.reshape(-1, 4).sum(axis=0) / counts.sum() == pytest.approx(kinds / kinds.sum(), abs=0.01)


def _steady(seed: int, **changes: Any) -> World:
    quiet: dict[str, Any] = {"silent": 0.0, "own": 0.0, "near": 0.0, "boosts": 0.0, "outbreaks": 0, "stages": STEADY}
    setting = replace(SMALL, weeks=400, weekly=300.0, **(quiet | changes))
    return make_world(np.random.default_rng(seed), setting)


def test_counts_have_the_mean_and_the_spread_they_should() -> None:
    poisson, spread = _steady(5, dispersion=np.inf), _steady(5, dispersion=1.5)
    for world, extra in ((poisson, 0.0), (spread, 1 / 1.5)):
        excess = (world.counts - world.expected) ** 2 - world.expected
        assert excess.sum() / (world.expected**2).sum() == pytest.approx(extra, abs=0.1)
        assert world.counts.sum() == pytest.approx(world.expected.sum(), rel=0.03)


def test_silent_offices_file_nothing_of_their_own() -> None:
    world = _steady(6, silent=0.3)
    assert world.silent.mean() == pytest.approx(0.3, abs=0.02)
    by_unit = world.counts.reshape(400, 30, 4).sum(axis=2)
    assert not by_unit[world.silent].any()
    assert world.counts.sum(axis=1).mean() == pytest.approx(300.0, rel=0.05)


def test_what_happens_next_door_and_last_week_raises_the_mean() -> None:
    world = _steady(7, own=0.3, near=0.4)
    assert world.counts.sum(axis=1).mean() == pytest.approx(300.0, rel=0.15)
    y = world.counts.reshape(400, 30, 4)
    adjacent = world.neighbours.toarray()
    near = np.einsum("ij,tjk->tik", adjacent / adjacent.sum(axis=1, keepdims=True), y)
    mean = world.expected.reshape(y.shape)
    own, others = (
        np.median([np.corrcoef(part[:-1, i, 0], mean[1:, i, 0])[0, 1] for i in range(30)]) for part in (y, near)
    )
    assert own > 0.3
    assert others > 0.3
    np.testing.assert_array_equal(adjacent, adjacent.T)
    assert not adjacent.diagonal().any()


def test_more_supervisors_file_more() -> None:
    world = _steady(8, boosts=0.9)
    people = world.effort.supervisors
    boosted = people > 1.5 * np.median(people, axis=0)
    assert 0.01 < boosted.mean() < 0.05
    total = world.expected.reshape(400, 30, 4).sum(axis=2)
    ratio = [
        total[boosted[:, i], i].mean() / total[~boosted[:, i], i].mean() for i in np.flatnonzero(boosted.any(axis=0))
    ]
    assert np.mean(ratio) == pytest.approx(2.0, rel=0.1)


def test_delays_grow_shorter() -> None:
    world = _steady(9, delay=20.0, delay_last=4.0)
    days = (world.reports.entry - world.reports.event).astype(float)
    year = (world.reports.event - world.starts[0]).astype(float) / 7
    assert days[year < 80].mean() == pytest.approx(18.4, rel=0.2)
    assert days[year > 320].mean() == pytest.approx(5.6, rel=0.25)
    assert days.min() == 0


def test_real_codes_may_be_used_and_give_the_provinces() -> None:
    codes = {"11.01": "Kab. SINTETIS A", "11.02": "Kab. SINTETIS B", "15.01": "Kab. SINTETIS C"}
    world = make_world(np.random.default_rng(1), replace(SMALL, outbreaks=2), units=codes)
    assert world.units == tuple(codes)
    assert world.provinces == ("11", "11", "15")
    assert world.reports.names == codes


def test_a_world_of_one_district_has_no_neighbours() -> None:
    world = make_world(np.random.default_rng(1), replace(SMALL, districts=1, provinces=1, outbreaks=1, near=0.2))
    assert world.neighbours.nnz == 0
    assert world.counts.sum(axis=1)[:34].mean() == pytest.approx(60.0, rel=0.2)
