from datetime import date

import numpy as np
import pytest

from ikp.events import Declaration
from ikp.framework import Framework, Node
from ikp.recipe.steps import Events
from ikp.steps.tabulate import tabulate
from ikp.table import Missing
from ikp.testing import demo_events, demo_stations

FRAMEWORK = Framework(
    [
        Node("IX"),
        *(Node(f"D{d}", "IX") for d in range(4)),
        *(Node(f"I{i:02d}", f"D{i % 4}") for i in range(1, 62)),
    ]
)
UNITS = {f"{province}.{unit:02d}": f"Kab. {province} {unit}" for province in range(11, 36) for unit in range(1, 21)}


def test_the_same_seed_gives_the_same_log() -> None:
    one = demo_events(FRAMEWORK, UNITS, np.random.default_rng(1))
    assert one.digest == demo_events(FRAMEWORK, UNITS, np.random.default_rng(1)).digest
    assert one.digest != demo_events(FRAMEWORK, UNITS, np.random.default_rng(2)).digest


def test_it_is_labelled_and_whole() -> None:
    log = demo_events(FRAMEWORK, UNITS, np.random.default_rng(1), start=date(2020, 1, 1), end=date(2020, 12, 31))
    assert log.synthetic
    assert log.origin == "SINTETIS"
    assert log.contradictions == ()
    assert log.names == UNITS
    assert set(log.unit_index.tolist()) == set(range(len(UNITS)))
    happened = log.count > 0
    assert np.array_equal(happened, log.declaration == Declaration.NONE)
    assert set(log.grade[happened].tolist()) == {1, 2, 3, 4}
    assert not np.isnat(log.date[happened]).any()
    assert log.date[happened].min() >= np.datetime64("2020-01-01")
    assert log.date[happened].max() <= np.datetime64("2020-12-31")


def test_it_looks_like_a_real_one() -> None:
    log = demo_events(FRAMEWORK, UNITS, np.random.default_rng(1))
    table = tabulate(log, FRAMEWORK, Events(value="count"))
    counts = table.values
    cells = np.size(counts)
    occurred = np.nansum(counts > 0) / cells
    assert 0.15 < occurred < 0.5
    # Heavy tails: the largest count of an indicator is far above its mean.
    assert np.median(np.nanmax(counts, axis=0) / np.nanmean(counts, axis=0)) > 8
    # Offices with many events of one kind have many of the others.
    parts = np.nanmean(counts[:, ::2] > 0, axis=1), np.nanmean(counts[:, 1::2] > 0, axis=1)
    assert np.corrcoef(*parts)[0, 1] > 0.5
    assert table.reasons is not None
    missing = (table.reasons == Missing.NOT_REPORTED).sum() / cells
    assert missing == pytest.approx(0.05, abs=0.01)
    assert (log.declaration == Declaration.NO_DATA).sum() / cells == pytest.approx(0.03, abs=0.01)


def test_stations_are_those_of_the_seed_and_add_up() -> None:
    counts = {"A": 5, "B": 0, "C": 40}
    one, other = (demo_stations(counts, ["11.01", "94.01"], 40, np.random.default_rng(seed)) for seed in (1, 1))
    assert one[0] == other[0] == sorted(one[0])
    np.testing.assert_array_equal(one[1], other[1])
    assert one[1].sum(axis=0).tolist() == [5, 0, 40]
    with pytest.raises(ValueError, match="41 of 40"):
        demo_stations({"A": 41}, ["11.01"], 40, np.random.default_rng(1))
    with pytest.raises(ValueError, match="too many for one regency"):
        demo_stations({"A": 1}, ["11.01"], 9901, np.random.default_rng(1))
