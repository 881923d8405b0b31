"""Forecasts of the next week, held against made-up worlds (*SINTETIS*) and against the simple ones beside them."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from ikp.errors import UsageError
from ikp.foresight.alarms.next_week import NEXT_BASELINES, NEXT_SHARES, below, next_week
from ikp.foresight.evaluation import pit_histogram, pit_uniformity, weighted_interval_score
from ikp.foresight.streams import CountSeries

WEEKS, SERIES = 80, 200
GROUPS = tuple(f"{at // 20 + 11}" for at in range(SERIES))


def drawn(seed: int, level: np.ndarray | None = None) -> tuple[CountSeries, np.ndarray]:
    """Give the weeks of a world, and the counts of the one after the last."""
    rng = np.random.default_rng(seed)
    mean = np.repeat(rng.gamma(2, 0.4, SERIES // 20), 20) * rng.gamma(2, 0.5, SERIES)
    factor = rng.gamma(2, 0.5, (WEEKS + 1, SERIES)) * (np.ones(WEEKS + 1) if level is None else level)[:, None]
    counts = rng.poisson(mean * factor).astype(float)
    starts = np.datetime64("2024-01-01") + np.timedelta64(7, "D") * np.arange(WEEKS)
    units = tuple(f"{group}.{at % 20 + 1:02d}" for at, group in enumerate(GROUPS))
    return CountSeries(counts[:-1], starts, units, ("criminal",) * SERIES, synthetic=True), counts[-1]


def test_the_law_and_its_quantiles_agree() -> None:
    series, _ = drawn(0)
    found = next_week(series, groups=GROUPS)
    assert found.start == np.datetime64("2025-07-14")
    share = found.size / (found.size + found.mean)
    for column, level in enumerate(NEXT_SHARES):
        assert found.quantiles[:, column].tolist() == np.asarray(nbinom.ppf(level, found.size, share)).tolist()
    assert found.some == pytest.approx(nbinom.sf(0, found.size, share))
    assert (np.diff(found.quantiles, axis=1) >= 0).all()
    assert found.synthetic


def test_the_simple_ones_are_what_they_are_called() -> None:
    series, _ = drawn(1)
    found = next_week(series, groups=GROUPS)
    assert tuple(found.baselines) == NEXT_BASELINES
    own = series.counts[-4:, 3].mean()
    assert found.baselines["persistence"][3].tolist() == np.asarray(poisson.ppf(NEXT_SHARES, own)).tolist()
    year = np.sort(series.counts[-52:, 3])
    assert found.baselines["climatology"][3].tolist() == [year[int(np.ceil(52 * each)) - 1] for each in NEXT_SHARES]
    province = series.counts[-52:, :20].mean()
    assert found.baselines["province"][7].tolist() == np.asarray(poisson.ppf(NEXT_SHARES, province)).tolist()


def test_it_is_calibrated_and_no_worse_than_what_is_simple() -> None:
    places, mine, theirs = [], 0.0, dict.fromkeys(NEXT_BASELINES, 0.0)
    for seed in range(8):
        series, came = drawn(seed)
        found = next_week(series, groups=GROUPS)
        places.append((below(came, found.mean, found.size), below(came + 1, found.mean, found.size)))
        mine += weighted_interval_score(came, found.quantiles, NEXT_SHARES).mean()
        for name, quantiles in found.baselines.items():
            theirs[name] += weighted_interval_score(came, quantiles, NEXT_SHARES).mean()
    low, high = (np.concatenate(each) for each in zip(*places, strict=True))
    assert pit_uniformity(pit_histogram(low, high)) < 0.12
    assert mine < min(theirs.values())


def test_a_rise_of_the_country_and_a_stage_ahead_are_followed() -> None:
    level = np.ones(WEEKS + 1)
    level[-5:] = 4
    series, came = drawn(2, level)
    found = next_week(series, groups=GROUPS)
    assert found.mean.sum() == pytest.approx(came.sum(), rel=0.35)
    stage = np.array(["planning"] * (WEEKS + 1), dtype=object)
    level = np.ones(WEEKS + 1)
    for begin in (20, 50, WEEKS):
        stage[begin : begin + 8], level[begin : begin + 8] = "voting", 6
    series, came = drawn(3, level)
    staged = replace(series, stage=tuple(stage[:-1]))
    assert next_week(staged, groups=GROUPS, stage="voting").mean.sum() == pytest.approx(came.sum(), rel=0.3)
    assert next_week(staged, groups=GROUPS, stage="campaign").mean.sum() < came.sum() / 2  # never seen: no factor


def test_supervisors_go_on_and_gaps_are_no_zeros() -> None:
    series, _ = drawn(4)
    people = np.ones(series.counts.shape)
    people[-1, :100] = 3
    people[:30, 150:] = np.nan
    counts = np.array(series.counts)
    counts[40:50, :20] = np.nan
    plain = next_week(replace(series, counts=counts), groups=GROUPS)
    more = next_week(replace(series, counts=counts, effort=people), groups=GROUPS)
    # Three times as many, less what the last week fell short of so many in the whole country.
    assert 2 < (more.mean[:100] / plain.mean[:100]).mean() < 3
    assert np.isfinite(more.mean).all()
    assert plain.mean[:20].mean() > 0.5 * series.counts[:, :20].mean()


def test_a_kind_without_a_report_has_no_forecast_and_too_little_is_refused() -> None:
    series, _ = drawn(5)
    kinds = ("criminal",) * 100 + ("ethics",) * 100
    counts = np.array(series.counts)
    counts[:, 100:] = 0
    found = next_week(replace(series, counts=counts, kinds=kinds), groups=GROUPS)
    assert np.isfinite(found.mean[:100]).all()
    assert np.isnan(found.mean[100:]).all()
    assert np.isnan(found.quantiles[100:]).all()
    assert np.isnan(found.some[100:]).all()
    with pytest.raises(UsageError):
        next_week(series, groups=GROUPS[:3])
    short = replace(series, counts=series.counts[:7], starts=series.starts[:7])
    with pytest.raises(UsageError):
        next_week(short, groups=GROUPS)
