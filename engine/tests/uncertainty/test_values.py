"""Draws of values: on events, on tables, on gaps."""

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK, counts, table
from ikp import DataError, IndicatorTable, Missing
from ikp.recipe.steps import Events
from ikp.steps import tabulate
from ikp.testing import demo_events
from ikp.uncertainty import Counts, Detection, Gaps, Grading, Perturbation
from ikp.uncertainty.values import Values

LOG = demo_events(FRAMEWORK, {f"u{i:03d}": "" for i in range(80)}, np.random.default_rng(3))
AGREE = tuple(tuple(float(i == j) for j in range(4)) for i in range(4))


def _mean(values: Values, vary: Perturbation, step: Events | None = None, times: int = 300) -> np.ndarray:
    rng = np.random.default_rng(5)
    return np.asarray(np.mean([values.draw([(vary, rng.random())], step).values for _ in range(times)], axis=0))


@pytest.mark.parametrize("value", ["count_x_grade", "count", "occurrence", "highest_grade"])
def test_events_by_grade_give_what_tabulating_gives(value: str) -> None:
    step = Events(value=value)  # type: ignore[arg-type]
    data = tabulate(LOG, FRAMEWORK, Events())
    found = Values(data, FRAMEWORK, LOG).tabulated(step)
    expected = tabulate(LOG, FRAMEWORK, step)
    np.testing.assert_array_equal(found.values, expected.values)
    np.testing.assert_array_equal(found.reasons, expected.reasons)


def test_a_panel_of_events_is_laid_out_by_unit_and_period() -> None:
    from dataclasses import fields

    own = {each.name: getattr(LOG, each.name) for each in fields(LOG)}
    own |= {"periods": ("2019", "2024"), "period_index": np.arange(len(LOG)) % 2}
    own |= {"declaration": np.zeros(len(LOG)), "lines": None}
    log = type(LOG)(**own)
    data = tabulate(log, FRAMEWORK, Events())
    np.testing.assert_array_equal(Values(data, FRAMEWORK, log).tabulated(Events()).values, data.values)


def test_missing_cells_stay_missing_with_their_reason_whatever_is_drawn() -> None:
    data = tabulate(LOG, FRAMEWORK, Events())
    for vary in (Counts(distribution="pooled"), Detection(probability=(0.5, 0.9)), Grading(pairs=AGREE)):
        drawn = Values(data, FRAMEWORK, LOG).draw([(vary, 0.3)], Events())
        np.testing.assert_array_equal(drawn.reasons, data.reasons)


def test_the_same_point_draws_the_same_and_another_does_not() -> None:
    values = Values(counts(), FRAMEWORK)
    one, same, other = (values.draw([(Counts(), u)], None).values for u in (0.25, 0.25, 0.5))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


@pytest.mark.parametrize("events", [True, False])
def test_counts_keep_their_mean(events: bool) -> None:
    data = tabulate(LOG, FRAMEWORK, Events(value="count")) if events else counts(40)
    values = Values(data, FRAMEWORK, LOG if events else None)
    known = np.nan_to_num(data.values)
    for vary in (Counts(), Counts(distribution="negative_binomial", dispersion=4.0)):
        drawn = np.nan_to_num(_mean(values, vary, Events(value="count")))
        assert drawn.sum() == pytest.approx(known.sum(), rel=0.03)
        assert (drawn[known == 0] == 0).all()
    pooled = np.nan_to_num(_mean(values, Counts(distribution="pooled"), Events(value="count")))
    assert pooled.sum() == pytest.approx(known.sum(), rel=0.05)
    assert pooled[(known == 0) & ~np.isnan(data.values)].max() > 0


@pytest.mark.parametrize("events", [True, False])
def test_what_was_not_reported_is_added_in_proportion(events: bool) -> None:
    data = tabulate(LOG, FRAMEWORK, Events(value="count")) if events else counts(40)
    values = Values(data, FRAMEWORK, LOG if events else None)
    drawn = _mean(values, Detection(probability=(0.8, 0.8)), Events(value="count"))
    assert np.nansum(drawn) == pytest.approx(np.nansum(data.values) / 0.8, rel=0.05)
    single = values.draw([(Detection(probability=(0.8, 0.8)), 0.1)], Events(value="count")).values
    assert (np.nan_to_num(single) >= np.nan_to_num(data.values)).all()


def test_graders_who_always_agree_change_nothing() -> None:
    data = tabulate(LOG, FRAMEWORK, Events())
    drawn = Values(data, FRAMEWORK, LOG).draw([(Grading(pairs=AGREE), 0.7)], Events())
    np.testing.assert_array_equal(drawn.values, data.values)


def test_a_second_grader_who_says_one_more_adds_one_an_event() -> None:
    data = tabulate(LOG, FRAMEWORK, Events())
    count = tabulate(LOG, FRAMEWORK, Events(value="count")).values
    higher = tuple(tuple(float(j == min(i + 1, 4)) for j in range(5)) for i in range(5))
    drawn = Values(data, FRAMEWORK, LOG).draw([(Grading(pairs=higher), 0.7)], Events())
    np.testing.assert_array_equal(drawn.values, data.values + count)


def test_grades_in_a_table_are_drawn_and_zero_stays() -> None:
    data = table(np.random.default_rng(2).integers(0, 4, (60, 5)).astype(float))
    values = Values(data, FRAMEWORK)
    turned = Grading(pairs=((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), (1.0, 0.0, 0.0)), indicators=("a1",))
    drawn = values.draw([(turned, 0.2)], None).values
    expected = np.where(data.values[:, 0] == 0, 0, 4 - data.values[:, 0])
    np.testing.assert_array_equal(drawn[:, 0], expected)
    np.testing.assert_array_equal(drawn[:, 1:], data.values[:, 1:])


@pytest.mark.parametrize(
    "vary", [Gaps(), Gaps(method="normal"), Gaps(method="hot_deck"), Gaps(method="hot_deck", group="island")]
)
def test_gaps_are_filled_but_for_what_does_not_apply(vary: Gaps) -> None:
    rng = np.random.default_rng(4)
    filled = rng.normal(50, 10, (60, 5)) + rng.normal(0, 10, (60, 1))
    reasons = np.where(rng.random((60, 5)) < 0.2, Missing.NOT_REPORTED, Missing.OBSERVED)
    reasons[7, 3] = Missing.NOT_APPLICABLE
    holed = np.where(reasons > 0, np.nan, filled)
    groups = {"island": np.array(["java", "sumatra"] * 30)}
    data = IndicatorTable([f"u{i}" for i in range(60)], FRAMEWORK.indicators, holed, reasons, groups=groups)
    values = Values(data, FRAMEWORK)
    values.refuse(vary, "here")
    one, other = (values.draw([(vary, u)], None).values for u in (0.1, 0.2))
    assert np.isnan(one[7, 3])
    assert np.count_nonzero(np.isnan(one)) == 1
    np.testing.assert_array_equal(one[reasons == 0], filled[reasons == 0])
    assert (one[reasons == 1] != other[reasons == 1]).mean() > 0.7
    if vary.method == "hot_deck":
        donors = holed[:, 0] if vary.group is None else holed[::2, 0]
        assert np.isin(one[::2, 0][np.isnan(holed[::2, 0])], donors).all()


def test_values_that_cannot_be_meant_are_refused_with_their_place() -> None:
    share = table(np.full((3, 5), 0.5))
    with pytest.raises(DataError, match=r"u00 has 0\.5 in a1"):
        Values(share, FRAMEWORK).refuse(Counts(), "vary[1] counts")
    with pytest.raises(DataError, match=r"0\.5"):
        Values(share, FRAMEWORK).refuse(Detection(probability=(0.5, 1.0)), "vary[1] detection")
    with pytest.raises(DataError, match="grades 1 to 4"):
        Values(table(np.full((3, 5), 5.0)), FRAMEWORK).refuse(Grading(pairs=AGREE), "vary[1] grading")
    with pytest.raises(DataError, match="zz"):
        Values(share, FRAMEWORK).refuse(Gaps(indicators=("zz",)), "vary[1] gaps")
    with pytest.raises(DataError, match="island"):
        Values(share, FRAMEWORK).refuse(Gaps(method="hot_deck", group="island"), "vary[1] gaps")
