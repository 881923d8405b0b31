"""Editions: what they say of themselves, their constants, their alternatives, and what they refuse."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import ikp
from ikp.editions import LAST_DAY_OF_34, Edition, available, concordance, load
from ikp.editions.published import DIMENSIONS, facts
from ikp.errors import DataError, UsageError
from ikp.problems import Lang
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Categorise, Events
from ikp.registry import Level
from ikp.result import IndexResult
from ikp.steps import tabulate
from ikp.table import IndicatorTable
from ikp.testing import demo_events
from ikp.uncertainty import Choice, Number, Weights

COMPUTED = [code for code in available() if load(code).kind != "results-only"]
RESULTS_ONLY = [code for code in available() if load(code).kind == "results-only"]
LEVELS: tuple[Level, ...] = ("province", "regency")
LANGS: tuple[Lang, ...] = ("id", "en")
ALTERNATIVES = (
    "equal-subdimensions",
    "highest-grade",
    "occurrence",
    "occurrence-by-highest",
    "share-by-highest",
    "share-of-maximum",
)


def recipes() -> Iterator[tuple[str, Recipe]]:
    """Give every recipe there is, with a name."""
    for code in COMPUTED:
        edition = load(code)
        for level in edition.levels:
            for alternative in (None, *(each.code for each in edition.alternatives)):
                yield f"{code} {level} {alternative}", edition.recipe(level, alternative)


def dimensions(level: str, *scores: list[float]) -> IndexResult:
    """Compute IKP 2024 from dimension scores."""
    edition = load("2024")
    table = IndicatorTable([str(i) for i in range(len(scores))], DIMENSIONS, scores)
    return ikp.compute(table, edition.framework(level).cut(DIMENSIONS), edition.recipe(level).above_indicators())


# --- what an edition says of itself -----------------------------------------------------------
def test_the_newest_edition_comes_first() -> None:
    assert available()[0] == "pilkada-2024"
    launched = [load(code).launched for code in available()]
    assert launched == sorted(launched, reverse=True)
    assert set(COMPUTED) == {"2019", "2019-rev", "pilkada-2020", "2024"}
    assert len(RESULTS_ONLY) == 6


@pytest.mark.parametrize("code", available())
def test_an_edition_speaks_both_languages(code: str) -> None:
    edition = load(code)
    assert set(edition.titles) == set(LANGS)
    for listed in (edition.published_items, edition.missing_items, edition.notes):
        assert set(listed) == set(LANGS)
        assert len(listed["id"]) == len(listed["en"]) > 0
        assert all(listed["id"])
        assert all(listed["en"])
    assert edition.sources
    assert not re.search(r"[A-Za-z]", edition.period), "a period is read in every language"
    assert set(edition.unpublished) <= {"indicators", "weights", "normalisation", "aggregation"}


@pytest.mark.parametrize("code", available())
def test_units_are_as_many_as_are_published(code: str) -> None:
    edition = load(code)
    for level, number in edition.units.items():
        assert level in edition.levels
        assert facts(code, level).units == number
    assert all(level in edition.levels for level in LEVELS if edition.published(level, None))


@pytest.mark.parametrize(("code", "provinces", "published"), [("2024", 34, 34), ("pilkada-2024", 38, 37)])
def test_an_edition_uses_the_units_of_its_day(code: str, provinces: int, published: int) -> None:
    edition = load(code)
    units = edition.registry().level("province")
    assert len(units) == provinces
    assert len(edition.published("province")) == published
    assert {each.unit for each in edition.published("province")} <= {unit.code for unit in units}


def test_the_days_of_2024() -> None:
    edition = load("2024")
    assert edition.launched == date(2022, 12, 16)
    assert edition.registry_date == LAST_DAY_OF_34
    assert edition.event_period == (date(2017, 1, 1), date(2020, 12, 31))


# --- constants ------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", COMPUTED)
def test_every_weight_has_its_certainty(code: str) -> None:
    framework = load(code).framework()
    for node in framework.nodes:
        assert set(node.names) == set(LANGS)
        assert all(node.names.values())
        if node.parent is not None:
            assert node.certainty in ("published", "derived", "assumed")
            assert node.source if node.certainty != "assumed" else node.note


def test_every_choice_of_a_recipe_has_its_certainty() -> None:
    for name, recipe in recipes():
        assert recipe.source, name
        for step in recipe.steps:
            for parameter, evidence in step.evidence.items():
                assert evidence.certainty in ("published", "derived", "assumed")
                assert evidence.source or evidence.note, f"{name}: {step.kind}.{parameter}"
                assert evidence.source or evidence.certainty != "published", f"{name}: {step.kind}.{parameter}"
            told = set(step.evidence)
            if isinstance(step, Events):
                assert {"value", "grades"} <= told, name
            elif step.kind in ("normalise", "aggregate"):
                assert "default" in told, name
            if isinstance(step, Aggregate):
                assert {f"tiers.{tier}" for tier in step.tiers} <= told, name
            if isinstance(step, Categorise):
                assert {f"fitted.{node}" for node in step.fitted} <= told, name
                assert {f"tiers.{tier}" for tier in step.tiers} <= {path.removesuffix(".cutoffs") for path in told}


def test_the_framework_of_2024() -> None:
    framework = load("2024").framework()
    assert [len(framework.tier(tier)) for tier in (1, 2, 3, 4)] == [61, 12, 4, 1]
    assert framework.indicators == tuple(f"I{number:02d}" for number in range(1, 62))
    assert framework.children(framework.root) == DIMENSIONS
    assert [len(framework.leaves_under(code)) for code in DIMENSIONS] == [16, 24, 15, 6]
    assert [len(framework.children(code)) for code in DIMENSIONS] == [3, 5, 2, 2]
    assert [framework[code].weight for code in DIMENSIONS] == [27, 38, 25, 10]
    # A subdimension weighs as many as it has indicators, so the indicators of a dimension weigh the same.
    for code in framework.tier(2):
        assert framework[code].weight == len(framework.children(code))


@pytest.mark.reference
def test_the_indicators_stand_in_the_order_of_the_instrument(shared: Path) -> None:
    framework = load("2024").framework()
    with (shared / "reference/instrument_2024.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == 61
    for row, code in zip(listed, framework.indicators, strict=True):
        _, dimension, subdimension, _ = framework.path(code)
        for node, column in ((dimension, "dimension"), (subdimension, "subdimension"), (code, "indicator")):
            # What was printed otherwise stands in brackets in the instrument, and in the note of the node.
            printed = row[column].partition(" (printed")[0]
            assert framework[node].names == {"id": printed, "en": row[f"{column}_en"]}


@pytest.mark.parametrize(
    ("code", "weights"), [("2019", [25] * 4), ("2019-rev", [25] * 4), ("pilkada-2020", [30, 30, 25, 15])]
)
def test_the_dimensions_of_earlier_editions(code: str, weights: list[int]) -> None:
    framework = load(code).framework()
    assert framework.indicators == DIMENSIONS
    assert [framework[node].weight for node in DIMENSIONS] == weights
    assert "likely" in framework["SP"].note or not code.startswith("2019")


# --- the unpublished steps of 2024 ------------------------------------------------------------
@pytest.mark.parametrize("level", LEVELS)
def test_the_default_and_all_alternatives_compute_and_differ(level: Level) -> None:
    edition = load("2024")
    assert tuple(each.code for each in edition.alternatives) == ALTERNATIVES
    framework = edition.framework(level)
    units = {unit.code: unit.name for unit in list(edition.registry().level(level))[:60]}
    log = demo_events(framework, units, np.random.default_rng(7))
    scores = {}
    for alternative in (None, *ALTERNATIVES):
        recipe = edition.recipe(level, alternative)
        result = ikp.compute(tabulate(log, framework, recipe.step(Events)), framework, recipe)
        score = result.score()
        assert len(score) == len(units)
        assert (np.isnan(score) | ((score >= 0) & (score <= 100))).all()
        assert result.cutoffs() == edition.recipe(level).step(Categorise).fitted["IKP"]  # type: ignore[union-attr] # it has the step
        scores[alternative] = np.nan_to_num(score, nan=-1.0)
    names = list(scores)
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            assert np.abs(scores[first] - scores[second]).max() > 0.1, f"{first} and {second} are the same"


def test_an_alternative_changes_what_it_says_and_nothing_else() -> None:
    edition = load("2024")
    for level in LEVELS:
        own = {step.kind: step for step in edition.recipe(level).steps}
        for alternative, changed in {
            "equal-subdimensions": {"weight"},
            "highest-grade": {"events", "normalise", "aggregate"},
            "occurrence": {"aggregate"},
            "occurrence-by-highest": {"aggregate"},
            "share-by-highest": {"normalise", "aggregate"},
            "share-of-maximum": {"normalise", "aggregate"},
        }.items():
            recipe = edition.recipe(level, alternative)
            assert {step.kind for step in recipe.steps if step != own[step.kind]} == changed
            assert recipe.name.endswith(alternative)
            assert recipe.step(Aggregate).tiers[4] == own["aggregate"].tiers[4]  # type: ignore[union-attr, attr-defined] # both have them
    ends = [edition.recipe(level, "highest-grade").step(Aggregate).tiers[3].rescale.high for level in LEVELS]  # type: ignore[union-attr] # it has the step
    assert ends == [20, 30]


def test_an_alternative_speaks_both_languages() -> None:
    for each in load("2024").alternatives:
        for told in (each.titles, each.notes, each.fits):
            assert set(told) == set(LANGS)
            assert all(told.values())


@pytest.mark.parametrize(("level", "full"), [("province", 31), ("regency", 48)])
def test_a_dimension_is_full_when_enough_of_it_occurred(level: str, full: int) -> None:
    # All 15 indicators of contestation weigh the same: the scores are 100 × n ÷ 15 ÷ the share that fills it.
    edition = load("2024")
    framework = edition.framework(level)
    places = [framework.indicators.index(code) for code in framework.leaves_under("KT")]
    values = np.zeros((16, 61))
    for n in range(16):
        values[n, places[:n]] = 1 + 3 * n
    table = IndicatorTable([str(n) for n in range(16)], framework.indicators, values)
    result = ikp.compute(table, framework, edition.recipe(level))
    expected = np.minimum(100, 100 * np.arange(16) / 15 / (full / 100))
    np.testing.assert_allclose(result.score("KT"), expected, rtol=1e-12)
    np.testing.assert_allclose(result.score(), 0.25 * expected, rtol=1e-12)


def test_the_ten_indicators_of_kalimantan_selatan_give_its_total_and_miss_its_dimension() -> None:
    # The ten that had occurred, by the names in print: https://www.prokal.co/politik/amp/1774920194/
    # belajar-dari-pengalaman-sebelumnya-bawaslu-sebut-10-kerawanan-pilkada-di-kalsel
    edition = load("2024")
    framework = edition.framework("province")
    occurred = ("I03", "I09", "I12", "I32", "I37", "I38", "I43", "I44", "I51", "I54")
    values = [[float(code in occurred) for code in framework.indicators]]
    result = ikp.compute(IndicatorTable(["63"], framework.indicators, values), framework, edition.recipe("province"))
    (printed,) = (each for each in edition.published("province") if each.unit == "63")
    assert result.score()[0] - printed.total == pytest.approx(-0.19, abs=0.005)
    assert result.category().tolist() == [printed.category]
    assert result.score("SP")[0] - printed.dimensions["SP"] == pytest.approx(-6.48, abs=0.005)
    assert result.category("SP").tolist() == [printed.dimension_categories["SP"]]


def test_an_index_without_one_of_its_dimensions_has_no_score() -> None:
    result = dimensions("regency", [15.42, 94.53, 75.87, np.nan])
    assert np.isnan(result.score()[0])


# --- cut-offs ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("level", LEVELS)
def test_stored_cutoffs_are_applied_and_fitted_ones_follow_the_data(level: str) -> None:
    edition = load("2024")
    scores = np.random.default_rng(3).uniform(0, 100, size=(40, 4))
    table = IndicatorTable([str(i) for i in range(40)], DIMENSIONS, scores)
    tree, recipe = edition.framework(level).cut(DIMENSIONS), edition.recipe(level).above_indicators()
    stored, fitted = ikp.compute(table, tree, recipe), ikp.compute(table, tree, recipe.unfitted())
    assert stored.cutoffs() == {"province": (21.702, 68.502), "regency": (13.46, 49.33)}[level]
    total = scores @ [0.27, 0.38, 0.25, 0.10]
    mean, sd = total.mean(), total.std(ddof=1)
    np.testing.assert_allclose(fitted.cutoffs(), (mean - sd, mean + sd))
    assert {"SP", "PP", "KT", "PT", "IKP"} == set(fitted.categories)
    # Of the socio-political context of regencies print says too little: no categories rather than guessed ones.
    lacking = {"SP"} if level == "regency" else set()
    assert set(stored.categories) == {"SP", "PP", "KT", "PT", "IKP"} - lacking
    assert [each.code for each in stored.problems] == ["cutoffs-unknown"] * len(lacking)


@pytest.mark.parametrize("level", LEVELS)
def test_participation_0_is_sedang(level: str) -> None:
    assert dimensions(level, [50.0, 50.0, 50.0, 0.0]).category("PT").tolist() == ["sedang"]


@pytest.mark.parametrize("level", LEVELS)
def test_no_printed_category_of_a_dimension_contradicts_the_stored_cutoffs(level: str) -> None:
    checked = 0
    for each in load("2024").published(level):
        known = {**each.implied, **each.dimensions}
        result = dimensions(level, [known.get(code, 0.0) for code in DIMENSIONS])
        for code, label in each.dimension_categories.items():
            if (level, code) == ("regency", "SP"):
                continue  # print says too little of its cut-offs, so none are stored
            assert result.category(code).tolist() == [label], f"{each.name} {code}"
            checked += 1
    assert checked == {"province": 2, "regency": 16}[level]


def test_no_printed_rank_of_a_dimension_contradicts_the_stored_cutoffs() -> None:
    counts = facts("2024", "province").dimension_counts
    checked = 0
    for each in load("2024").published("province"):
        known = {**each.implied, **each.dimensions}
        result = dimensions("province", [known.get(code, 0.0) for code in DIMENSIONS])
        for code in known.keys() & each.dimension_ranks.keys():
            is_high = result.category(code)[0] == "tinggi"
            assert is_high == (each.dimension_ranks[code] <= counts[code]["tinggi"]), f"{each.name} {code}"
            checked += 1
    assert checked == 16


@pytest.mark.parametrize(
    ("code", "level", "cutoffs", "labels"),
    [
        ("2019", "province", (33.005, 66.005), 3),
        ("2019-rev", "regency", (33.005, 66.005), 3),
        ("pilkada-2020", "province", (34.915, 42.465, 50.005, 57.545, 65.095), 6),
        ("pilkada-2020", "regency", (36.125, 43.065, 50.005, 56.945, 63.885), 6),
    ],
)
def test_fixed_scales_of_earlier_editions(code: str, level: str, cutoffs: tuple[float, ...], labels: int) -> None:
    step = load(code).recipe(level).step(Categorise)
    assert step is not None
    rule = step.tiers[2]
    assert rule.cutoffs == cutoffs
    assert len(rule.labels) == labels
    if labels == 6:
        # The six levels are steps of equal width around 50, of half a standard deviation on their scale.
        assert np.ptp(np.diff(cutoffs)) < 0.011
        assert [rule.groups[label] for label in rule.labels] == ["rendah"] * 2 + ["sedang"] * 2 + ["tinggi"] * 2


# --- what is refused --------------------------------------------------------------------------
def refused(call: object, *args: object) -> str:
    """Give the sentences of the one problem, in both languages."""
    with pytest.raises(UsageError) as caught:
        call(*args)  # type: ignore[operator] # a function, given by the tests below
    (found,) = caught.value.problems
    for lang in LANGS:
        assert found.what(lang)
        assert found.mend(lang)
    return " ".join(found.what(lang) + found.mend(lang) for lang in LANGS)


@pytest.mark.parametrize("code", RESULTS_ONLY)
def test_results_cannot_be_computed(code: str) -> None:
    edition = load(code)
    for call in (edition.framework, edition.recipe):
        said = refused(call, "province")
        assert f"ikp published {code}" in said
        assert "hanya hasilnya" in said
    assert edition.alternatives == ()


def test_unknown_names_are_refused_with_those_there_are() -> None:
    edition = load("2024")
    assert "pilkada-2020" in refused(load, "2042")
    assert "province" in refused(edition.recipe, "village")
    assert "highest-grade" in refused(edition.recipe, "province", "lowest-grade")
    assert "alternative" in refused(load("2019").recipe, "province", "any")


# --- concordance ----------------------------------------------------------------------------------
def _links(a: str, b: str) -> set[tuple[str | None, str | None, str]]:
    found = concordance(a, b)
    assert found is not None
    found.check(load(a).framework(), load(b).framework())
    assert all(link.reason for link in found.links)
    return {(link.a, link.b, link.relation) for link in found.links}


@pytest.mark.parametrize("a", COMPUTED)
@pytest.mark.parametrize("b", COMPUTED)
def test_a_concordance_reads_both_ways(a: str, b: str) -> None:
    if a == b:
        assert concordance(a, b) is None
        return
    links = _links(a, b)
    assert {(there, here, relation) for here, there, relation in _links(b, a)} == links
    relation = "same" if {a, b} == {"2019", "2019-rev"} else "similar"
    assert links == {(code, code, relation) for code in DIMENSIONS}


def test_nobody_has_said_how_other_editions_relate() -> None:
    assert concordance("2024", "pilkada-2024") is None


def test_an_edition_is_a_value() -> None:
    edition: Edition = load("2024")
    assert edition is load("2024")
    with pytest.raises(AttributeError):
        edition.code = "2025"  # type: ignore[misc] # the point of the test


# --- what is unsure -----------------------------------------------------------------------------
@pytest.mark.parametrize(("code", "level"), [(code, level) for code in available() for level in load(code).levels])
def test_everything_assumed_has_a_perturbation(code: str, level: str) -> None:
    edition = load(code)
    if edition.kind == "results-only":
        with pytest.raises(UsageError):
            edition.perturbations(level)
        return
    found = edition.perturbations(level)
    assumed = {
        f"{step.kind}.{name}"
        for step in edition.recipe(level).steps
        for name, evidence in step.evidence.items()
        if evidence.certainty == "assumed"
    }
    covered = {path for each in found.vary for path in each.covers}
    assert assumed <= covered
    framework = edition.framework(level)
    weights = [each for each in found.vary if isinstance(each, Weights)]
    parents = {parent for each in weights for parent in each.parents or framework.aggregates}
    assert {node.parent for node in framework.nodes if node.certainty == "assumed"} <= parents


def test_perturbations_of_2024_differ_by_level_only_in_what_makes_a_dimension_full() -> None:
    province, regency = (load("2024").perturbations(level).vary for level in ("province", "regency"))
    differing = [(a, b) for a, b in zip(province, regency, strict=True) if a != b]
    assert any(isinstance(a, Number) for a, _ in differing)
    for a, b in differing:
        if isinstance(a, Number) and isinstance(b, Number):
            assert a.high < b.high
        else:
            assert isinstance(a, Choice)  # the alternatives' own shares differ by level


def test_options_may_name_alternatives_and_change_more() -> None:
    [choice, *_] = [each for each in load("2024").perturbations("regency").vary if isinstance(each, Choice)]
    of_three = next(option for option in choice.options if option.name == "highest-grade-of-3")
    assert of_three.change["events"] == {"value": "highest_grade"}
    assert of_three.change["normalise"]["default"]["high"] == 3
    assert of_three.change["aggregate"]["tiers"]["3"]["rescale"]["high"] == 30
    told = {"vary": [{"kind": "choice", "options": [{"name": "x", "alternative": "nobody's"}]}]}
    with pytest.raises(UsageError, match="nobody's"):
        load("2024").perturbations("regency", told)
    for bad in ({"vary": 3}, {"vary": ["x"]}, {"vary": [{"kind": "choice", "options": "x"}]}):
        with pytest.raises(DataError):
            load("2024").perturbations("regency", bad)
