"""Comparing whole editions: worked cases, properties, and the published results of the IKP."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.compare.comparison import Comparison, compare
from ikp.compare.concordance import Concordance, Link
from ikp.compare.scores import EditionScores, Method
from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise, CategoryRule
from ikp.registry import Registry, Unit
from ikp.table import Missing

THREE = ("rendah", "sedang", "tinggi")
BEFORE, AFTER = date(2022, 7, 24), date(2024, 8, 26)
TREE = Framework([Node("IKP"), Node("SP", "IKP"), Node("PP", "IKP")])
KNOWN = Method(TREE, Recipe([Aggregate()]))
PAPUA = Registry(
    [
        Unit("15", "Jambi", "province", "provinsi"),
        Unit("91", "Papua", "province", "provinsi"),
        Unit("93", "Papua Selatan", "province", "provinsi", split_from="91", valid_from=date(2022, 7, 25)),
    ]
)


def edition(code: str, scores: Mapping[str, float], **changes: Any) -> EditionScores:
    values = {"labels": THREE, "cutoffs": (21.7, 68.5), "method": KNOWN, **changes}
    plain = EditionScores(code, "province", list(scores), list(scores.values()), **values)
    given = values.get("categories")
    return EditionScores(
        code,
        "province",
        list(scores),
        list(scores.values()),
        **(values | {"categories": given or [plain.category_at(score) for score in scores.values()]}),
    )


# --- worked cases ----------------------------------------------------------------------------


def test_every_unit_is_accounted_for() -> None:
    a = edition("2020", {"11": 10.0, "12": 20.0, "13": np.nan, "14": np.nan, "15": np.nan, "16": 30.0})
    b = edition(
        "2024",
        {"12": 40.0, "11": 80.0, "13": 50.0, "14": np.nan, "16": np.nan, "17": 5.0},
        reasons=[0, 0, 0, Missing.LOW_COVERAGE, Missing.REJECTED, 0],
    )
    found = compare(a, b)
    assert found.units == ("11", "12")
    assert [(each.unit, each.edition, each.why) for each in found.only_a] == [("16", "2024", "no_score")]
    assert [(each.unit, each.edition, each.why) for each in found.only_b] == [
        ("13", "2020", "not_published"),
        ("17", "2020", "not_covered"),
    ]
    assert [(each.unit, each.edition, each.why) for each in found.in_neither] == [
        ("14", "2020", "not_published"),
        ("14", "2024", "no_score"),
        ("15", "2020", "not_published"),
        ("15", "2024", "not_covered"),
    ]
    assert found.only_a[0].sentence("id") == "2024 tidak dapat menghitung skor 16 (ditolak)."
    assert found.shifts.change.tolist() == [70.0, 20.0]
    assert found.transitions.up == ("11", "12")


def test_a_split_province_is_compared_as_it_was() -> None:
    a = edition("2024", {"15": 12.03, "91": 57.27}, registry_date=BEFORE)
    b = edition("2029", {"15": 30.0, "91": 60.0, "93": 80.0}, registry_date=AFTER)
    found = compare(a, b, registry=PAPUA)
    assert found.units == ("15", "91")
    assert found.shifts.score_b.tolist() == [30.0, 70.0]
    assert found.transitions.between("sedang", "tinggi") == ("91",)
    assert [reason.code for reason in found.verdict.reasons] == ["registry-differs"]
    assert found.merged_b[0].parts == ("91", "93")
    assert found.name("91") == "Papua"


def test_a_split_province_with_a_part_missing_is_named_and_left_out() -> None:
    a = edition("2024", {"15": 12.03, "91": 57.27}, registry_date=BEFORE)
    b = edition("2029", {"15": 30.0, "91": 60.0}, registry_date=AFTER)
    found = compare(a, b, registry=PAPUA)
    assert found.units == ("15",)
    assert [(each.unit, each.why, each.lacking) for each in found.only_a] == [("91", "registry_change", ("93",))]
    assert "93" in found.only_a[0].sentence("id")
    # Without the registry the remaining part would pass for the old whole; the verdict says that nobody looked.
    blind = compare(a, b)
    assert blind.units == ("15", "91")
    assert [reason.code for reason in blind.verdict.reasons] == ["registry-unchecked"]


def test_the_older_edition_may_be_either() -> None:
    old = edition("2024", {"91": 57.27}, registry_date=BEFORE)
    new = edition("2029", {"91": 60.0, "93": 80.0}, registry_date=AFTER)
    weights = {"91": 1.0, "93": 3.0}
    assert compare(new, old, registry=PAPUA, weights=weights).shifts.score_a.tolist() == [75.0]
    with pytest.raises(DataError, match="registry_date"):
        compare(old, edition("x", {"91": 1.0}), registry=PAPUA)


def test_a_category_without_a_score_still_moves() -> None:
    a = edition("2024", {"15": 12.03, "16": 35.07})
    b = edition("p24", {"15": 41.63, "16": np.nan}, categories=["sedang", "sedang"])
    found = compare(a, b)
    assert found.units == ("15", "16")
    assert found.shifts.units == ("15",)
    assert (found.transitions.up, found.transitions.same) == (("15",), ("16",))


def test_nothing_in_common() -> None:
    found = compare(edition("a", {"11": 1.0}), edition("b", {"12": 1.0}))
    assert found.verdict.ruling == "not_comparable"
    assert (found.units, found.shifts.units, found.transitions.counts.sum()) == ((), (), 0)


# --- properties ------------------------------------------------------------------------------

scores = st.dictionaries(
    st.sampled_from([str(code) for code in range(11, 25)]),
    st.integers(0, 10000).map(lambda cents: cents / 100) | st.just(float("nan")),
    min_size=1,
    max_size=14,
)


@given(scores)
def test_an_edition_against_itself_has_not_changed(values: dict[str, float]) -> None:
    here = edition("a", values, method=Method())
    found = compare(here, here)
    assert (found.only_a, found.only_b) == ((), ())
    if found.units:
        assert found.verdict.ruling == "comparable"
        assert found.verdict.categories
    assert set(found.shifts.change.tolist()) <= {0.0}
    assert set(found.shifts.rank_change.tolist()) <= {0.0}
    assert found.transitions.same == found.transitions.units


@given(scores, scores)
def test_swapping_the_editions_turns_every_sign(one: dict[str, float], two: dict[str, float]) -> None:
    there, back = (compare(edition("a", x), edition("b", y)) for x, y in ((one, two), (two, one)))
    turned = _by_unit(back)
    assert sorted(there.shifts.units) == sorted(turned)
    for unit, moved in _by_unit(there).items():
        np.testing.assert_allclose(moved, -np.array(turned[unit]), atol=1e-9, equal_nan=True)
    assert (there.transitions.counts == back.transitions.counts.T).all()
    assert there.verdict.ruling == back.verdict.ruling
    assert there.shifts.spearman.value == pytest.approx(back.shifts.spearman.value, nan_ok=True)


@given(scores, scores, st.randoms(use_true_random=False))
def test_the_order_of_units_makes_no_difference(one: dict[str, float], two: dict[str, float], random: Any) -> None:
    mixed = list(one.items())
    random.shuffle(mixed)
    plain = _by_unit(compare(edition("a", one), edition("b", two)))
    shuffled = _by_unit(compare(edition("a", dict(mixed)), edition("b", two)))
    assert sorted(plain) == sorted(shuffled)
    for unit, moved in plain.items():
        np.testing.assert_allclose(moved, shuffled[unit], atol=1e-9, equal_nan=True)


@given(scores, scores)
def test_no_unit_is_lost(one: dict[str, float], two: dict[str, float]) -> None:
    found = compare(edition("a", one), edition("b", two))
    named = {each.unit for each in (*found.only_a, *found.only_b, *found.in_neither)}
    assert named.isdisjoint(found.units)
    assert named | set(found.units) == one.keys() | two.keys()


def _by_unit(found: Comparison) -> dict[str, Sequence[float]]:
    shifts = found.shifts
    columns = [shifts.change, shifts.rank_change, shifts.percentile_change, shifts.z_change]
    return {unit: [float(column[i]) for column in columns] for i, unit in enumerate(shifts.units)}


# --- the published results ---------------------------------------------------------------------
# Nine provinces elected in 2020. Scores as published: IKP Pilkada 2020, Bawaslu 25 February 2020
# (nasional.kompas.com, 2020/02/25/13060981); IKP 2024, Bawaslu 16 December 2022 (databoks.katadata.co.id,
# 298ad4467c569d2).
NINE = {
    "71": (86.42, 87.48),
    "72": (81.05, 52.90),
    "13": (80.86, 39.68),
    "15": (73.69, 12.03),
    "17": (72.08, 3.79),
    "62": (70.08, 18.77),
    "63": (69.70, 53.35),
    "21": (67.43, 40.33),
    "65": (62.87, 20.36),
}
SIX = tuple("123456")
GROUPS = dict(zip(SIX, ("rendah", "rendah", "sedang", "sedang", "tinggi", "tinggi"), strict=True))
DIMENSIONS = ("SP", "PP", "KT", "PT")
SIMILAR = Concordance(Link(code, code, "similar", "same dimension, other indicators") for code in DIMENSIONS)


def dimensions(*weights: float) -> Framework:
    return Framework([Node("IKP"), *(Node(code, "IKP", w) for code, w in zip(DIMENSIONS, weights, strict=True))])


def pilkada_2020(values: Mapping[str, float]) -> EditionScores:
    rule = CategoryRule(method="cutoffs", labels=SIX, cutoffs=(34.915, 42.465, 50.005, 57.545, 65.095), groups=GROUPS)
    return edition(
        "pilkada-2020",
        values,
        labels=SIX,
        groups=GROUPS,
        cutoffs=rule.cutoffs,
        method=Method(
            dimensions(30, 30, 25, 15),
            Recipe([Aggregate(), Categorise(default=rule)]),
            unpublished=("indicators", "normalisation"),
        ),
        registry_date=date(2020, 2, 25),
    )


def ikp_2024(values: Mapping[str, float]) -> EditionScores:
    return edition(
        "2024",
        values,
        cutoffs=(21.7, 68.5),
        method=Method(
            dimensions(27, 38, 25, 10),
            Recipe([Aggregate(), Categorise(default=CategoryRule(method="mean_sd"))]),
            unpublished=("normalisation",),
        ),
        registry_date=date(2022, 7, 24),
    )


def test_nine_provinces_from_2020_to_2024() -> None:
    a = pilkada_2020({unit: pair[0] for unit, pair in NINE.items()})
    b = ikp_2024({unit: pair[1] for unit, pair in NINE.items()})
    found = compare(a, b, concordance=SIMILAR)
    assert found.verdict.ruling == "only_ranks"
    assert [reason.code for reason in found.verdict.reasons] == [
        "framework-differs",
        "weights-differ",
        "scale-unpublished",
        "scale-unpublished",
        "category-rule-differs",
        "cutoffs-differ",
        "registry-unchecked",
    ]
    assert "SP 0.3 → 0.27, PP 0.3 → 0.38, PT 0.15 → 0.1" in found.verdict.reasons[1].sentence("id")
    assert np.isnan(found.shifts.change).all()
    assert found.shifts.rank_b.tolist() == [1, 3, 5, 8, 9, 7, 2, 4, 6]
    assert found.shifts.spearman.value == pytest.approx(4 / 15)
    assert found.shifts.kendall.value == pytest.approx(2 / 9)
    assert found.transitions.labels_a == THREE
    assert found.transitions.counts.tolist() == [[0, 0, 0], [0, 0, 0], [4, 4, 1]]
    # Jambi: level 6 of 2020, low in 2024; fourth of the nine, then eighth.
    jambi = found.shifts.units.index("15")
    assert a.category("15") == "6"
    assert "15" in found.transitions.between("tinggi", "rendah")
    assert (found.shifts.rank_a[jambi], found.shifts.rank_b[jambi]) == (4, 8)
    assert found.shifts.percentile_change[jambi] == -50


def published(shared: Path, year: str, column: str) -> dict[str, float]:
    with (shared / "reference" / "provinces.csv").open(encoding="utf-8", newline="") as file:
        code = {row["name"]: row["code"] for row in csv.DictReader(file)}
    with (shared / "reference" / f"published_provinces_{year}.csv").open(encoding="utf-8", newline="") as file:
        return {code[row["province"]]: float(row[column] or "nan") for row in csv.DictReader(file)}


@pytest.mark.reference
def test_jambi_through_three_editions(shared: Path) -> None:
    rule = CategoryRule(method="cutoffs", cutoffs=(33.005, 66.005))
    ikp_2019 = edition(
        "2019",
        published(shared, "2019", "ikp_sep2018_edition"),
        cutoffs=rule.cutoffs,
        method=Method(
            dimensions(1, 1, 1, 1),
            Recipe([Aggregate(), Categorise(default=rule)]),
            unpublished=("indicators", "weights", "normalisation"),
        ),
        registry_date=date(2018, 9, 25),
    )
    in_2020 = pilkada_2020(published(shared, "2020", "ikp_total"))
    in_2024 = ikp_2024(published(shared, "2024", "ikp_total"))
    assert [each.category("15") for each in (ikp_2019, in_2020, in_2024)] == ["sedang", "6", "rendah"]

    long = compare(ikp_2019, in_2024, concordance=SIMILAR)
    assert long.verdict.ruling == "only_ranks"
    assert (len(long.units), long.only_a, long.only_b) == (34, (), ())
    assert long.transitions.counts.tolist() == [[0, 0, 0], [8, 21, 5], [0, 0, 0]]
    jambi = long.shifts.units.index("15")
    assert (long.shifts.rank_a[jambi], long.shifts.rank_b[jambi]) == (15, 31)

    short = compare(in_2020, in_2024, concordance=SIMILAR)
    assert short.units == tuple(NINE)
    assert len(short.only_b) == 25
    assert {each.why for each in short.only_b} == {"not_covered"}
    assert {unit: (in_2020.score(unit), in_2024.score(unit)) for unit in short.units} == NINE
