from typing import Literal

import numpy as np
import pytest
from numpy.typing import ArrayLike

from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe.steps import Normalise, NormaliseRule
from ikp.steps import normalise
from ikp.table import IndicatorTable, Missing

N = np.nan
#: "up" counts upwards, "down" downwards; both have the target 8.
FRAMEWORK = Framework([Node("X"), Node("up", "X", target=8), Node("down", "X", direction=-1, target=1)])
VALUES = [[2.0, 2.0], [6.0, 6.0], [4.0, 4.0], [N, 4.0]]
Method = Literal[
    "none",
    "minmax",
    "zscore",
    "percentile_rank",
    "rank",
    "borda",
    "distance_to_reference",
    "distance_to_target",
    "distance_to_maximum",
    "share_of_maximum",
]


def table(values: ArrayLike = VALUES) -> IndicatorTable:
    rows = np.asarray(values, dtype=float)
    return IndicatorTable([f"u{i}" for i in range(len(rows))], ["up", "down"], rows)


def scores(rule: NormaliseRule, values: ArrayLike = VALUES) -> list[list[float]]:
    done, _, _ = normalise(table(values), FRAMEWORK, Normalise(default=rule))
    return [list(map(float, column)) for column in done.values.T]


ROOT = float(np.sqrt(8 / 3))  # the sample standard deviation of 2, 6, 4, 4


@pytest.mark.parametrize(
    ("rule", "up", "down"),
    [
        (NormaliseRule(), [0, 100, 50, N], [100, 0, 50, 50]),
        (NormaliseRule(to=(1, 5)), [1, 5, 3, N], [5, 1, 3, 3]),
        (NormaliseRule(low=0, high=10), [20, 60, 40, N], [80, 40, 60, 60]),
        (NormaliseRule(low=0), [100 / 3, 100, 200 / 3, N], [200 / 3, 0, 100 / 3, 100 / 3]),
        (NormaliseRule(method="goalposts", low=2, high=4), [0, 200, 100, N], [100, -100, 0, 0]),
        (NormaliseRule(method="goalposts", low=2, high=4, cap=True), [0, 100, 100, N], [100, 0, 0, 0]),
        (
            NormaliseRule(method="zscore", to=(50, 10)),
            [40, 60, 50, N],
            [50 + 20 / ROOT, 50 - 20 / ROOT, 50, 50],
        ),
        (NormaliseRule(method="percentile_rank"), [0, 100, 50, N], [100, 0, 100 / 3, 100 / 3]),
        (NormaliseRule(method="rank"), [1, 3, 2, N], [4, 1, 2, 2]),
        (NormaliseRule(method="borda"), [0, 2, 1, N], [3, 0, 1, 1]),
        # The distance from the worst value, as a share of the distance of unit u2 from it.
        (NormaliseRule(method="distance_to_reference", reference="u2"), [0, 200, 100, N], [200, 0, 100, 100]),
        # Worst 2, target 8; worst 6, target 1.
        (NormaliseRule(method="distance_to_target", to=(0, 6)), [0, 4, 2, N], [4.8, 0, 2.4, 2.4]),
        (NormaliseRule(method="distance_to_maximum", to=(0, 1)), [0, 1, 0.5, N], [1, 0, 0.5, 0.5]),
        (NormaliseRule(method="share_of_maximum"), [100 / 3, 100, 200 / 3, N], [200 / 3, 0, 100 / 3, 100 / 3]),
        (NormaliseRule(method="none"), [2, 6, 4, N], [-2, -6, -4, -4]),
    ],
    ids=lambda value: value.method if isinstance(value, NormaliseRule) else "",
)
def test_methods_by_hand(rule: NormaliseRule, up: list[float], down: list[float]) -> None:
    np.testing.assert_allclose(scores(rule), [up, down], rtol=0, atol=1e-13)


def test_income_as_in_the_human_development_index() -> None:
    # Goalposts 100 and 75,000 on logarithms (UNDP, Human Development Report, Technical note 1).
    # Halfway on the scale stands their geometric mean, sqrt(100 * 75000) = 2738.61…
    rule = NormaliseRule(method="goalposts", low=100, high=75_000, log=True, cap=True, to=(0, 1))
    values = [[100, 75_000], [7_500_000**0.5, 100], [75_000, 80_000], [50, N]]
    up, down = scores(rule, values)
    np.testing.assert_allclose(up, [0, 0.5, 1, 0], rtol=0, atol=1e-15)
    np.testing.assert_allclose(down, [0, 1, 0, N], rtol=0, atol=1e-15)


def test_logarithms_with_other_methods() -> None:
    values = [[1, 1], [10, 10], [100, 1000]]
    np.testing.assert_allclose(scores(NormaliseRule(log=True), values)[0], [0, 50, 100], atol=1e-13)
    zscores = scores(NormaliseRule(method="zscore", log=True, to=(0, 1)), values)
    np.testing.assert_allclose(zscores[0], [-1, 0, 1], atol=1e-13)


def test_each_indicator_may_have_its_own_rule() -> None:
    step = Normalise(indicators={"down": NormaliseRule(method="rank")})
    done, fitted, _ = normalise(table(), FRAMEWORK, step)
    assert done.values[0].tolist() == [0, 4]
    assert fitted.fitted == {"up": (2, 6)}


def test_bounds_are_stored_and_applied_to_other_data() -> None:
    _, step, _ = normalise(table(), FRAMEWORK, Normalise())
    assert step.fitted == {"up": (2, 6), "down": (2, 6)}
    done, same, _ = normalise(table([[0, 4], [8, 8]]), FRAMEWORK, step)
    assert done.values.tolist() == [[-50, 50], [150, -50]]
    assert same == step
    capped = Normalise(default=NormaliseRule(cap=True), fitted=step.fitted)
    assert normalise(table([[0, 4], [8, 8]]), FRAMEWORK, capped)[0].values.tolist() == [[0, 50], [100, 0]]


@pytest.mark.parametrize(
    ("rule", "up", "down"),
    [
        (NormaliseRule(method="zscore"), (4, 2), (4, ROOT)),
        (NormaliseRule(method="distance_to_reference", reference="u2"), (2, 4), (6, 4)),
        (NormaliseRule(method="distance_to_target"), (2, 8), (6, 1)),
        (NormaliseRule(method="share_of_maximum"), (0, 6), (0, 6)),
        (NormaliseRule(method="goalposts", low=1, high=3), (1, 3), (1, 3)),
    ],
    ids=lambda value: value.method if isinstance(value, NormaliseRule) else "",
)
def test_what_each_method_stores(rule: NormaliseRule, up: tuple[float, float], down: tuple[float, float]) -> None:
    _, step, _ = normalise(table(), FRAMEWORK, Normalise(default=rule))
    assert step.fitted["up"] == pytest.approx(up, abs=1e-15)
    assert step.fitted["down"] == pytest.approx(down, abs=1e-15)
    again, _, _ = normalise(table(), FRAMEWORK, step)
    np.testing.assert_array_equal(again.values.T, scores(rule))


def test_stored_bounds_must_cover_the_indicators() -> None:
    with pytest.raises(DataError, match="normalise do not cover down"):
        normalise(table(), FRAMEWORK, Normalise(fitted={"up": (0, 1)}))


@pytest.mark.parametrize(
    ("method", "middle"),
    [
        ("minmax", 50),
        ("distance_to_maximum", 50),
        ("percentile_rank", 50),
        ("rank", 2),
        ("borda", 1),
        ("zscore", 0),
    ],
)
def test_equal_values_get_the_middle_and_a_warning(method: Method, middle: float) -> None:
    rule = NormaliseRule(method=method, to=(0, 100))
    values = [[0.1, 1], [0.1, 2], [0.1, 3], [N, 4]]
    done, step, problems = normalise(table(values), FRAMEWORK, Normalise(default=rule))
    np.testing.assert_array_equal(done.column("up"), [middle, middle, middle, N])
    assert [(found.code, found.severity) for found in problems] == [("indicator-constant", "warning")]
    assert problems[0].params["code"] == "up"
    # The stored bounds say the same of the same data.
    again, _, same = normalise(table(values), FRAMEWORK, step)
    np.testing.assert_array_equal(again.values, done.values)
    assert same == problems


@pytest.mark.parametrize("rule", [NormaliseRule(method="share_of_maximum"), NormaliseRule(low=0)])
def test_events_that_happened_nowhere_score_nothing(rule: NormaliseRule) -> None:
    done, _, problems = normalise(table([[0, 0], [0, 0]]), FRAMEWORK, Normalise(default=rule))
    assert done.values.tolist() == [[0, 100], [0, 100]]
    assert [found.code for found in problems] == ["indicator-floor"] * 2


def test_missing_keeps_its_reason() -> None:
    reasons = np.zeros((4, 2), dtype=np.uint8)
    reasons[3, 0] = Missing.NOT_APPLICABLE
    given = IndicatorTable(["a", "b", "c", "d"], ["up", "down"], VALUES, reasons)
    done, _, _ = normalise(given, FRAMEWORK, Normalise())
    assert done.reason("up").tolist() == [0, 0, 0, Missing.NOT_APPLICABLE]


def test_the_given_table_is_left_as_it_was() -> None:
    given = table()
    normalise(given, FRAMEWORK, Normalise(default=NormaliseRule(log=True)))
    np.testing.assert_array_equal(given.values, VALUES)


def test_a_panel_is_normalised_over_all_periods() -> None:
    panel = IndicatorTable(["a", "a"], ["up", "down"], [[0, 0], [10, 5]], periods=[2020, 2024])
    done, _, _ = normalise(panel, FRAMEWORK, Normalise())
    assert done.values.tolist() == [[0, 100], [100, 0]]
    # The reference unit is taken at its last row.
    rule = NormaliseRule(method="distance_to_reference", reference="a")
    framework = Framework([Node("X"), Node("up", "X")])
    done, _, _ = normalise(panel.select(["up"]), framework, Normalise(default=rule))
    assert done.values.tolist() == [[0], [100]]


@pytest.mark.parametrize(
    ("rule", "values", "said"),
    [
        (NormaliseRule(), [[N, 1], [N, 2]], "up has no value for any unit"),
        (NormaliseRule(method="rank"), [[N, 1], [N, 2]], "up has no value for any unit"),
        (NormaliseRule(method="goalposts", low=1), VALUES, "normalise up low, high is missing"),
        (NormaliseRule(method="goalposts", low=4, high=2), VALUES, "normalise up low, high is 4, 2"),
        (NormaliseRule(method="goalposts", low=4, high=4), VALUES, "normalise up low, high is 4, 4"),
        (NormaliseRule(low=7), VALUES, "normalise up low, high is 7, 6"),
        (NormaliseRule(log=True), [[0, 1], [1, 2]], r"up of unit u0 is 0\.0; its logarithm"),
        (NormaliseRule(method="zscore", log=True), [[-1, 1], [1, 2]], r"up of unit u0 is -1\.0; its logarithm"),
        (NormaliseRule(low=0, log=True), VALUES, "two numbers above zero, for logarithms"),
        (NormaliseRule(method="share_of_maximum"), [[-1, 1], [1, 2]], r"needs ≥ 0, and up of unit u0 is -1\.0"),
        (NormaliseRule(method="distance_to_reference"), VALUES, "no reference for up: -"),
        (NormaliseRule(method="distance_to_reference", reference="zz"), VALUES, "no reference for up: zz"),
        (NormaliseRule(method="distance_to_reference", reference="u3"), VALUES, "no reference for up: u3"),
        (NormaliseRule(method="distance_to_reference", reference="u0"), VALUES, r"reference of up, 2\.0, is no better"),
        (NormaliseRule(method="zscore", cap=True), VALUES, "normalise up cap is true"),
        (NormaliseRule(method="distance_to_target"), [[9, 1], [10, 2]], "reference of up, 8, is no better"),
    ],
)
def test_what_cannot_be_normalised_is_refused(rule: NormaliseRule, values: ArrayLike, said: str) -> None:
    with pytest.raises(DataError, match=said):
        normalise(table(values), FRAMEWORK, Normalise(default=rule))


def test_the_problems_of_all_indicators_are_said_together() -> None:
    with pytest.raises(DataError) as caught:
        normalise(table([[N, N], [N, N]]), FRAMEWORK, Normalise())
    assert [found.params["code"] for found in caught.value.problems] == ["up", "down"]
