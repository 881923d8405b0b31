"""Editions held against what followed: the first look reproduced, the numbers that are told, and the traps."""

import csv
import re
from functools import cache
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from ikp.editions.outcomes import facts
from ikp.editions.validation import READINGS, Validated, scored, validate_edition
from ikp.errors import UsageError
from ikp.foresight.validation import Estimate, Finding, Observed, auc, rank_relation

#: Rows of the first look: block, row in the block from 0, and where it stands here.
ROWS = {
    ("A", 0): ("2024", "province", "mk-pileg-cases"),
    ("A", 2): ("2024", "province", "mk-pileg-revote"),
    ("A", 3): ("2024", "province", "recount"),
    ("A", 4): ("2024", "province", "revote-most"),
    ("A", 5): ("2024", "province", "governor-dispute"),
    ("A", 6): ("2024", "province", "share-disputed"),
    ("A", 7): ("2024", "province", "regions-revote"),
    ("A", 8): ("2024", "province", "evidence-stage"),
    ("A", 9): ("2024", "province", "revote-stations"),
    ("A", 10): ("2024", "province", "repeated-stations"),
    ("A", 12): ("2024", "province", "money-politics"),
    ("A", 13): ("2024", "province", "money-giving"),
    ("B", 0): ("pilkada-2024", "province", "governor-dispute"),
    ("B", 1): ("pilkada-2024", "province", "share-disputed"),
    ("B", 2): ("pilkada-2024", "province", "regions-revote"),
    ("B", 3): ("pilkada-2024", "province", "evidence-stage"),
    ("B", 4): ("pilkada-2024", "province", "revote-stations"),
    ("B", 5): ("pilkada-2024", "province", "repeated-stations"),
    ("B", 7): ("pilkada-2024", "province", "money-politics"),
    ("C", 0): ("2024", "regency", "dispute"),
    ("C", 1): ("2024", "regency", "revote-ordered"),
    ("C", 2): ("2024", "regency", "evidence-stage"),
    ("C", 3): ("2024", "regency", "repeated-stations"),
    ("C", 4): ("2024", "regency", "mk-pileg-revote"),
    ("D", 0): ("pilkada-2020", "province", "revote-stations"),
    ("D", 1): ("pilkada-2020", "province", "governor-revote"),
    ("D", 2): ("2019", "province", "any-repeated"),
}


@cache
def held(edition: str, level: str, reading: str = "own") -> Validated:
    return validate_edition(edition, level, reading, replicates=1000, permutations=499)  # type: ignore[arg-type]


def finding(edition: str, level: str, code: str, reading: str = "own") -> Finding:
    return next(each for each in held(edition, level, reading).found.findings if each.code == code)


def look(shared: Path) -> dict[tuple[str, int], dict[str, str]]:
    rows: dict[tuple[str, int], dict[str, str]] = {}
    with (shared / "reference/outcomes/first_look.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["block"], sum(block == row["block"] for block, _ in rows)] = row
    return rows


def figures(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"[+-]?\d+\.\d+", text)]


def same(found: Estimate, text: str, near: float = 0.06) -> None:
    """The value to its two decimals; the interval as near as two resamplings are to each other.

    The areas have DeLong's interval here and had a resampled one there: with five of 58 those are further apart.
    """
    value, low, high = figures(text)
    assert found.value == pytest.approx(value, abs=0.0051)
    if not isnan(found.low):  # there is none where fewer than five units differ
        assert (found.low, found.high) == pytest.approx((low, high), abs=near)


@pytest.mark.reference
@pytest.mark.parametrize("row", ROWS, ids=[f"{block}{place}" for block, place in ROWS])
def test_the_first_look_is_reproduced(shared: Path, row: tuple[str, int]) -> None:
    printed, found = look(shared)[row], finding(*ROWS[row])
    assert (found.n, found.positives) == (int(printed["n"]), int(printed["positives"]))
    same(found.spearman, printed["spearman_ci95"], 0.06 if found.n > 20 else 0.12)
    same(found.auc, printed["auc_ci95"], 0.09)
    if printed["size_only_spearman_auc"] and ROWS[row][1] == "province":
        size = figures(printed["size_only_spearman_auc"])
        assert [found.size_spearman.value, found.size_auc.value] == pytest.approx(size, abs=0.0051)


@pytest.mark.reference
def test_rates_by_size_of_the_first_look(shared: Path) -> None:
    """Repeated voting per polling station in both blocks; cases per voter, positive above the median there."""
    rows = look(shared)
    same(finding("2024", "province", "repeated-stations").rate_spearman, rows["A", 11]["spearman_ci95"])
    same(finding("pilkada-2024", "province", "repeated-stations").rate_spearman, rows["B", 6]["spearman_ci95"])
    same(finding("2024", "province", "mk-pileg-cases").rate_spearman, rows["A", 1]["spearman_ci95"])


@pytest.mark.reference
def test_rows_within_one_province_of_the_first_look(shared: Path) -> None:
    rows = look(shared)
    for place, edition, code, province in (
        (5, "2024", "dispute", "73"),
        (6, "2024", "evidence-stage", "73"),
        (7, "pilkada-2024", "dispute", "64"),
        (8, "pilkada-2024", "dispute", "15"),
    ):
        whole = held(edition, "regency")
        values = next(each for each in whole.outcomes if each.code == code).values(whole.scored.units)
        there = np.array([unit.startswith(province) for unit in whole.scored.units])
        there &= ~np.isnan(whole.scored.scores) & ~np.isnan(values)
        x, y = whole.scored.scores[there], values[there]
        printed = rows["C", place]
        assert (len(x), int(y.sum())) == (int(printed["n"]), int(printed["positives"]))
        assert rank_relation(x, y).value == pytest.approx(figures(printed["spearman_ci95"])[0], abs=0.0051)
        assert auc(x, y > 0).value == pytest.approx(figures(printed["auc_ci95"])[0], abs=0.0051)


@pytest.mark.reference
def test_turnout_of_the_first_look(shared: Path) -> None:
    """Turnout itself, the 13 provinces that were cut off tied above the highest printed."""
    printed = look(shared)["D", 3]
    meant = scored("2019", "province")
    told = {each.unit: each.value for each in facts() if (each.election, each.fact) == ("Pemilu 2019", "turnout_dpr")}
    turnout = np.array([told.get(unit, 999.0) for unit in meant.units])
    assert spearmanr(meant.scores, turnout).statistic == pytest.approx(figures(printed["spearman_ci95"])[0], abs=0.0051)
    same(finding("2019", "province", "low-turnout").auc, printed["auc_ci95"])


def test_every_row_of_the_first_look_is_compared() -> None:
    elsewhere = {("A", 1), ("A", 11), ("B", 6), ("C", 5), ("C", 6), ("C", 7), ("C", 8), ("D", 3)}
    assert len(ROWS) + len(elsewhere) == 35
    assert not elsewhere & set(ROWS)


def test_the_fifteen_most_vulnerable_regencies_of_2024() -> None:
    """3 of 15 against 12 of the other 499, free of selection: all fifteen are known."""
    top = finding("2024", "regency", "mk-pileg-revote").lift[-1]
    assert (top.hits, top.k, top.rest_hits, top.rest) == (3, 15, 12, 499)
    assert top.p == pytest.approx(0.0074, abs=5e-4)
    assert top.lift == pytest.approx(6.85, abs=0.01)
    whole = held("2024", "regency")
    hit = whole.outcomes[0].values(whole.scored.units)
    assert [whole.names[place] for place in whole.scored.top if hit[place] > 0] == [
        "Kab. Jayawijaya",
        "Kota Ternate",
        "Kab. Banggai Kepulauan",
    ]


def test_the_other_counts_among_the_fifteen() -> None:
    for code, told in (
        ("dispute", (6, 9, 151, 377)),
        ("evidence-stage", (2, 15, 35, 493)),
        ("revote-ordered", (1, 15, 22, 493)),
        ("repeated-stations", (1, 15, 43, 493)),
    ):
        top = finding("2024", "regency", code).lift[-1]
        assert (top.hits, top.k, top.rest_hits, top.rest) == told
        assert top.p > 0.1
    none = finding("pilkada-2020", "regency", "revote-ordered").lift[-1]
    assert (none.hits, none.k, none.rest_hits, none.rest) == (0, 15, 14, 246)


def test_for_provinces_most_relations_are_weak_and_none_survives_correction() -> None:
    for edition in ("2024", "pilkada-2024"):
        found = held(edition, "province").found.findings
        assert all(abs(each.spearman.value) < 0.35 for each in found)
        assert sum(each.spearman.excludes(0) for each in found) <= 1
        assert all(each.p_holm > 0.05 for each in found)
        assert all(not each.calibration.skill.excludes(0) or each.calibration.skill.value < 0 for each in found)


def test_partial_correlations_of_the_first_look() -> None:
    for code, value in (("mk-pileg-cases", 0.22), ("money-politics", 0.33), ("share-disputed", 0.32)):
        assert finding("2024", "province", code).partial.value == pytest.approx(value, abs=0.0051)


def test_categories_of_the_mapping_of_2024() -> None:
    """tinggi 5, sedang 28, rendah 4: governor disputed 4 / 10 / 2, ordered to vote again in 4 / 16 / 2 provinces."""
    rates = finding("pilkada-2024", "province", "governor-dispute").categories.rates
    assert [(rate.category, rate.n, rate.positives) for rate in rates] == [
        ("rendah", 4, 2),
        ("sedang", 28, 10),
        ("tinggi", 5, 4),
    ]


def test_a_list_in_order_is_not_mixed_with_the_totals_that_a_few_have() -> None:
    """Two provinces of the mapping have a printed total, all have a place in the list: only the places are used."""
    meant = scored("pilkada-2024", "province")
    known = meant.scores[~np.isnan(meant.scores)]
    assert sorted(-known) == list(range(1, 38))


def test_units_that_an_edition_never_meant_are_no_comparison() -> None:
    """IKP Pilkada 2020 is about nine provinces; re-votes of other provinces are not its misses."""
    found = finding("pilkada-2020", "province", "revote-stations")
    assert found.lift[-1].k == 9
    assert found.lift[-1].rest == 0
    regency = finding("pilkada-2020", "regency", "revote-ordered").lift[-1]
    assert regency.k + regency.rest == 261


def test_a_regency_with_the_score_of_its_province_is_one_of_a_cluster() -> None:
    found = finding("2024", "regency", "mk-pileg-revote", "province")
    assert found.n == 514
    assert found.spearman.method == "cluster bootstrap"
    assert found.power.rho == pytest.approx(0.47, abs=0.01)
    assert found.lift == ()


def test_all_readings_of_all_editions_can_be_held_against_their_outcomes() -> None:
    for edition, level, reading in (
        ("2024", "province", "regencies"),
        ("pilkada-2024", "regency", "own"),
        ("2019-rev", "province", "own"),
    ):
        found = held(edition, level, reading).found.findings
        assert found
        assert all(each.n > 0 for each in found)
        assert reading in READINGS[level]


def test_an_operators_own_outcome_stands_beside_the_sourced_ones() -> None:
    meant = scored("2024", "province")
    own = Observed("mine", np.arange(34.0), "count")
    both = validate_edition("2024", "province", only=["recount"], own=[own], replicates=50, permutations=99)
    assert [each.code for each in both.found.findings] == ["recount", "mine"]
    assert both.found.findings[1].spearman.value == pytest.approx(spearmanr(meant.scores, np.arange(34)).statistic)
    alone = validate_edition("2024", "province", only=[], own=[own], replicates=50, permutations=99)
    assert [each.code for each in alone.found.findings] == ["mine"]


def test_the_same_seed_gives_the_same_findings() -> None:
    one, other = (
        validate_edition("2024", "province", only=["recount"], seed=seed, replicates=50, permutations=99)
        for seed in (7, 7)
    )
    assert repr(one.found) == repr(other.found)


@pytest.mark.parametrize(
    ("edition", "level", "reading", "only", "says"),
    [
        ("2024", "province", "province", None, "reading"),
        ("2024", "regency", "regencies", None, "reading"),
        ("2024", "province", "own", ["wolves"], "wolves"),
        ("tema-sara-2023", "province", "own", None, "tema-sara-2023"),
        ("2031", "province", "own", None, "2031"),
    ],
)
def test_what_cannot_be_held_against_anything_is_refused(
    edition: str, level: str, reading: str, only: list[str] | None, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        validate_edition(edition, level, reading, only=only)  # type: ignore[arg-type]


def test_names_stand_in_the_order_of_the_units() -> None:
    whole = held("2024", "province")
    assert whole.names[whole.scored.units.index("11")] == "Aceh"
    assert not any(isnan(value) for value in whole.scored.scores)
