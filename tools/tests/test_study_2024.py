"""The study of the unpublished steps: by hand where it can be, against the page and the recipes where it must be."""

from pathlib import Path

import numpy as np
import pytest

from ikp.editions import load
from ikp.editions.published import facts
from ikp.recipe.steps import Aggregate, Categorise
from tools.study_2024 import arithmetic, cutoffs, tables
from tools.study_2024.simulation import CANDIDATES, FULL_AT, SETTINGS, SIZES, WEIGHTS, Level, mean_near, simulate

PAGE = (Path(__file__).resolve().parents[2] / "docs/explanation/ikp-2024-unpublished-steps.md").read_text("utf-8")
LEVELS: tuple[Level, ...] = ("province", "regency")


# --- the page and the recipes say what the study says ---------------------------------------------
def test_the_page_has_the_tables_of_arithmetic() -> None:
    for table in tables.arithmetic_tables():
        assert table in PAGE


@pytest.mark.slow
def test_the_page_and_the_recipes_have_the_cutoffs_of_the_dimensions() -> None:
    assert tables.cutoff_table() in PAGE
    for each in cutoffs.ranges():
        step = load("2024").recipe(each.level).step(Categorise)
        assert step is not None
        stored = step.fitted.get(each.dimension)
        if stored is None:
            assert (each.level, each.dimension) == ("regency", "SP")
            assert each.within > 10
        else:
            np.testing.assert_allclose(stored, each.cutoffs, atol=0.0051)
            said = step.evidence[f"fitted.{each.dimension}"].note
            assert f"within {np.ceil(10 * each.within - 1e-6) / 10:.1f}" in said


@pytest.mark.parametrize("level", LEVELS)
def test_the_page_has_a_row_for_every_candidate(level: Level) -> None:
    head = tables.candidate_table(level, 1, {}).splitlines()[0]
    assert head in PAGE
    for each in CANDIDATES.values():
        assert PAGE.count(f"| {each.title} |") == 2


@pytest.mark.parametrize("level", LEVELS)
def test_the_recipes_have_the_ends_that_were_simulated(level: Level) -> None:
    for code, alternative in (("default", None), ("highest-grade", "highest-grade")):
        step = load("2024").recipe(level, alternative).step(Aggregate)
        end = CANDIDATES[code].end
        assert step is not None
        assert not isinstance(end, str)
        assert step.tiers[3].rescale.high == pytest.approx(100 * end[level])


def test_sizes_and_weights_are_those_of_the_edition() -> None:
    framework = load("2024").framework()
    dimensions = framework.children(framework.root)
    assert SIZES.tolist() == [len(framework.leaves_under(code)) for code in dimensions]
    assert (100 * WEIGHTS).tolist() == [framework[code].weight for code in dimensions]


# --- arithmetic -------------------------------------------------------------------------------------
def test_the_most_that_some_indicators_can_give() -> None:
    assert arithmetic.most(61, 1.0) == pytest.approx(100)
    # The 16 indicators of SP weigh most, 27 / 16 = 1.6875 each.
    assert arithmetic.most(10, 1.0) == pytest.approx(16.875)
    # Full at half: eight of SP make it full, the ninth adds nothing there and 2 × 25 / 15 in KT.
    assert arithmetic.most(9, 0.5) == pytest.approx(27 + 2 * 25 / 15)


def test_the_most_that_expert_weights_can_give() -> None:
    assert arithmetic.most_by_experts(61) == pytest.approx(100)
    # Were dimensions free, 21 scores of 4 beside 40 of 1 would give 84 / 124.
    assert arithmetic.most(21, 1.0) < arithmetic.most_by_experts(21) <= 100 * 84 / 124


def test_the_end_of_the_scale_is_where_the_total_is_just_reached() -> None:
    for each in arithmetic.COUNTED:
        end = arithmetic.scale_end(each.indicators, each.total)
        assert arithmetic.most(each.indicators, end) >= each.total - 0.01
        assert arithmetic.most(each.indicators, end + 0.002) < each.total
    regency, province = arithmetic.COUNTED[1], arithmetic.COUNTED[2]
    assert FULL_AT["regency"] < arithmetic.scale_end(regency.indicators, regency.total)
    assert FULL_AT["province"] < arithmetic.scale_end(province.indicators, province.total)


def test_fractions_and_points() -> None:
    assert arithmetic.fraction(20.83) == (5, 24)
    assert arithmetic.fraction(100.0) == (1, 1)
    assert arithmetic.denominator([33.33, 25.0], [0.005, 0.005]) == 12
    assert arithmetic.experts(839, 6) == 35
    np.testing.assert_allclose(arithmetic.least_alone(6, 0.5), (100 / 3, 200 / 21))


# --- cut-offs ---------------------------------------------------------------------------------------
def test_units_without_a_score_lie_between_the_ranks_in_print() -> None:
    # 80 is fourth and 60 eighth; 90 is known without a rank. So two lie above 80, three between, four below 60.
    found = cutoffs.boxes([(80.0, 4), (60.0, 8), (90.0, None)], 12)
    assert sorted(map(tuple, found.tolist())) == sorted(
        [(90, 90), (80, 80), (60, 60), *[(80, 100)] * 2, *[(60, 80)] * 3, *[(0, 60)] * 4]
    )


def test_a_unit_beside_ties_may_stand_above_or_below_them() -> None:
    # Three share 70, printed as third and twice as fourth: beside the one at 100 there may be one more above them.
    known = [(100.0, 1), (70.0, 3), (70.0, 4), (70.0, 4), (40.0, 7)]
    found = cutoffs.boxes(known, 8)
    assert sorted(map(tuple, found.tolist())) == sorted(
        [(100, 100), *[(70, 70)] * 3, (40, 40), (40, 100), (40, 70), (0, 40)]
    )


def test_the_highest_scores_may_be_known_without_a_gap() -> None:
    found = cutoffs.boxes([(90.0, None), (80.0, None)], 4, complete=2)
    assert sorted(map(tuple, found.tolist())) == [(0, 80), (0, 80), (80, 80), (90, 90)]


def test_what_print_excludes() -> None:
    # Scores 0, 50 and 100: mean 50, standard deviation 50.
    scores = np.array([[100.0, 100.0], [50.0, 50.0], [0.0, 0.0]])
    assert not cutoffs.excluded(50.0, 50.0, scores, [], {})
    assert cutoffs.excluded(49.0, 50.0, scores, [], {})
    assert not cutoffs.excluded(50.0, 50.0, scores, [(70.0, "sedang")], {})
    assert cutoffs.excluded(50.0, 50.0, scores, [(70.0, "tinggi")], {})
    # A score that may be anything: 49 can be its share, unless two units are above the mean + 49.
    loose = np.array([[100.0, 100.0], [0.0, 100.0], [0.0, 100.0], [0.0, 0.0]])
    assert not cutoffs.excluded(49.0, 50.0, loose, [], {"tinggi": 1, "sedang": 2, "rendah": 1})
    assert cutoffs.excluded(20.0, 50.0, loose, [], {"tinggi": 1, "sedang": 2, "rendah": 1})


# --- simulation ------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", ["default", "log-by-highest", "occurrence-by-top", "equal-subdimensions"])
def test_a_made_up_country_has_the_printed_means_and_deviation(code: str) -> None:
    found = simulate(CANDIDATES[code], "province", SETTINGS[4], seed=1)
    assert found.reached
    means = facts("2024", "province").means
    np.testing.assert_allclose(found.dimensions.mean(axis=0), [means[c] for c in ("SP", "PP", "KT", "PT")], atol=1.5)
    assert found.total.std(ddof=1) == pytest.approx(23.40, abs=1.0)
    assert found.dimensions.min() >= 0
    assert found.dimensions.max() <= 100
    again = simulate(CANDIDATES[code], "province", SETTINGS[4], seed=1)
    np.testing.assert_array_equal(found.total, again.total)
    assert simulate(CANDIDATES[code], "province", SETTINGS[4], seed=2).total.tolist() != found.total.tolist()


def test_a_candidate_that_cannot_reach_the_means_says_so() -> None:
    assert not simulate(CANDIDATES["share-of-maximum"], "province", SETTINGS[4], seed=1).reached
    table = tables.candidate_table("province", 1, {"": CANDIDATES["share-of-maximum"]}, SETTINGS[4:5])
    assert table.splitlines()[-1].endswith("| means out of reach |")


def test_indicators_are_counted_near_a_total() -> None:
    found = [simulate(CANDIDATES["default"], "province", SETTINGS[4], seed=seed) for seed in range(8)]
    assert 8 < mean_near(found, 53.35, 4) < 13
    assert np.isnan(mean_near(found, 500, 4))


def test_a_cell_is_ticked_where_the_printed_figure_lies_in_the_range() -> None:
    table = tables.candidate_table("province", 2, {"default": CANDIDATES["default"]}, SETTINGS[3:5])
    row = table.splitlines()[-1]
    assert row.startswith("| **occurrence, full at 48 / 31 %** | ")
    assert row.endswith(" of 8 |")
    assert row.count("✓") == int(row.rsplit("|", 2)[1].split()[0])
