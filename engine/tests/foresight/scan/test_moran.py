"""Likeness of neighbours, against R's spdep."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.tests.foresight.alarms.surveillance import column, rows
from ikp.errors import DataError
from ikp.foresight.scan import Neighbours, getis_ord, local_moran, moran

pytestmark = pytest.mark.extras

#: A ring of 60 units with three neighbours on either side, eight of them high.
NAMES = [str(each) for each in range(60)]
RING = Neighbours.from_pairs(NAMES, [(NAMES[a], NAMES[(a + gap) % 60]) for a in range(60) for gap in (1, 2, 3)])
VALUES = np.r_[np.full(8, 5.0), np.zeros(52)] + np.random.default_rng(1).normal(scale=0.5, size=60)


def test_a_group_of_high_units_is_seen() -> None:
    assert moran(VALUES, RING).p < 0.001
    found = local_moran(VALUES, RING, units=NAMES)
    high = found.below(0.05) & np.array([each == "high-high" for each in found.quarter])
    assert np.flatnonzero(high).tolist() == list(range(8))
    assert found.quarter[5] == "high-high"
    assert found.quarter[8] == "low-high"
    assert found.units[5] == "5"
    star = getis_ord(VALUES, RING)
    assert star.quarter[5] == "high"
    assert star.below(0.05)[:8].all()
    assert not star.below(0.01)[11:57].any()


def test_likeness_can_be_permuted_and_repeats_with_its_seed() -> None:
    one, two = (local_moran(VALUES, RING, rng=np.random.default_rng(4)) for _ in range(2))
    np.testing.assert_array_equal(one.p_simulated, two.p_simulated)
    assert one.p_simulated.min() >= 0.002  # twice 1 / 1000
    assert (one.p_adjusted >= one.p_simulated - 1e-12).all()
    assert np.isnan(local_moran(VALUES, RING).p_simulated).all()
    assert getis_ord(VALUES, RING, rng=np.random.default_rng(4), permutations=99).p_simulated.min() >= 0.02


def test_permutations_draw_the_others_without_replacement_and_keep_ties() -> None:
    """Unit 0 has a 0 and one neighbour with a 0; of the six others three have one: half of all draws are equal."""
    values = np.array([0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0])
    graph = Neighbours.from_pairs("abcdefg", [("a", "b"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "g"), ("g", "c")])
    for statistic in (local_moran, getis_ord):
        found = statistic(values, graph, rng=np.random.default_rng(2), permutations=4999)
        assert found.p_simulated[0] == pytest.approx(1.0, abs=0.05)


def test_unlike_neighbours_are_told_apart() -> None:
    found = local_moran(np.where(np.arange(60) == 3, 9.0, np.linspace(0, 1, 60)), RING)
    assert found.quarter[3] == "high-low"
    assert found.z[3] < 0


@pytest.mark.parametrize(
    ("values", "graph", "code"),
    [
        (np.ones(60), RING, "scan-constant"),
        (np.r_[np.nan, VALUES[1:]], RING, "scan-value-missing"),
        (VALUES[:5], RING, "scan-shape"),
        (VALUES[:3], Neighbours.from_pairs("abc", [("a", "b")]), "scan-alone"),
    ],
)
def test_what_cannot_be_gets_a_sentence(values: Any, graph: Neighbours, code: str) -> None:
    for statistic in (moran, local_moran, getis_ord):
        with pytest.raises(DataError) as caught:
            statistic(values, graph)
        assert [each.code for each in caught.value.problems] == [code]


def _reference(shared: Path, name: str) -> tuple[np.ndarray, Neighbours]:
    """Give the values and the neighbours of a data set of the reference."""
    told = [row for row in rows(shared, "localmoran_results") if row["dataset"] == name]
    if name.startswith("nc"):
        links = [[int(each) - 1 for each in row["neighbours"].split()] for row in rows(shared, "in_nc_sids")]
    else:
        table = rows(shared, "in_measles_nborder")
        links = [[at for at, other in enumerate(table) if row[other["id"]] == "1"] for row in table]
    pairs = [(str(a), str(b)) for a, several in enumerate(links) for b in several]
    return column(told, "x"), Neighbours.from_pairs([str(each) for each in range(len(links))], pairs)


SETS = ("nc_sids_rate74", "measles_incidence_2001_2002")


@pytest.mark.reference
@pytest.mark.parametrize("name", SETS)
def test_moran_of_all_is_that_of_spdep(shared: Path, name: str) -> None:
    values, graph = _reference(shared, name)
    for row in rows(shared, "moran_global"):
        if row["dataset"] == name:
            weights = "row" if row["style"] == "W" else "binary"
            found = moran(values, graph, weights=weights, normal=row["randomisation"] != "TRUE")  # type: ignore[arg-type]
            for part, wanted in (("statistic", "I"), ("expected", "E"), ("variance", "Var"), ("z", "z")):
                assert getattr(found, part) == pytest.approx(float(row[wanted]), abs=1e-12)
            assert found.p == pytest.approx(float(row["p_greater"]), rel=1e-9)


@pytest.mark.reference
@pytest.mark.parametrize("name", SETS)
def test_local_moran_is_that_of_spdep(shared: Path, name: str) -> None:
    values, graph = _reference(shared, name)
    told = [row for row in rows(shared, "localmoran_results") if row["dataset"] == name]
    found = local_moran(values, graph)
    for part, wanted in (
        ("statistic", "Ii"),
        ("z", "Z_2s_cond"),
        ("p", "p_2s_cond"),
        ("p_adjusted", "pfdr_2s_cond"),
    ):
        np.testing.assert_allclose(getattr(found, part), column(told, wanted), rtol=1e-9, atol=1e-12)
    assert [each.lower() for each in (row["quadrant_pysal"] for row in told)] == list(found.quarter)


@pytest.mark.reference
@pytest.mark.parametrize(("star", "name"), [(star, name) for star in (True, False) for name in SETS])
def test_getis_ord_is_that_of_spdep(shared: Path, star: bool, name: str) -> None:
    values, graph = _reference(shared, name)
    told = [row for row in rows(shared, "localmoran_results") if row["dataset"] == name]
    found = getis_ord(values, graph, star=star)
    np.testing.assert_allclose(found.statistic, column(told, "Gstar" if star else "G"), rtol=0, atol=1e-12)
