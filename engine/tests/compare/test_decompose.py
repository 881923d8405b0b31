"""Changes taken apart: hand-worked cases first, then what must hold for any."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.compare.decompose import FACTORS, Decomposition, Inputs, decompose
from ikp.computing import compute
from ikp.errors import DataError
from ikp.framework import Framework, Node
from ikp.recipe import Recipe
from ikp.recipe.steps import (
    Aggregate,
    AggregateRule,
    Categorise,
    CategoryRule,
    Normalise,
    NormaliseRule,
    Rescale,
    Step,
    Weight,
)
from ikp.table import IndicatorTable

NONE = Normalise(default=NormaliseRule(method="none"))


def tree(x: float = 1, y: float = 1) -> Framework:
    return Framework([Node("IDX"), Node("x", "IDX", x), Node("y", "IDX", y)])


def table(*rows: Sequence[float], units: Sequence[str] = ()) -> IndicatorTable:
    return IndicatorTable(units or [f"u{i}" for i in range(len(rows))], ["x", "y"], list(rows))


def inputs(data: IndicatorTable, framework: Framework, *steps: Step) -> Inputs:
    return Inputs(data, framework, Recipe(steps))


def aggregate(method: Any) -> Aggregate:
    return Aggregate(default=AggregateRule(method=method))


def cut(*cutoffs: float) -> Categorise:
    return Categorise(default=CategoryRule(method="cutoffs", cutoffs=cutoffs))


def parts(found: Decomposition, unit: int = 0) -> dict[str, float]:
    return {factor: float(part) for factor, part in zip(FACTORS, found.score[unit], strict=True)}


# --- by hand -----------------------------------------------------------------------------


def test_data_and_weights() -> None:
    # A: 10 and 20 at equal weights, 15. B: 20 and 40 at 1:3, 35. Data alone 30, weights alone 17.5.
    # The data's part is ((30 - 15) + (35 - 17.5)) / 2; that of the weights ((17.5 - 15) + (35 - 30)) / 2.
    a = inputs(table((10, 20)), tree(), NONE, Aggregate())
    b = inputs(table((20, 40)), tree(1, 3), NONE, Aggregate())
    found = decompose(a, b)
    assert parts(found) == {"data": 16.25, "normalisation": 0, "weights": 3.75, "aggregation": 0, "category_rule": 0}
    assert found.score_change.tolist() == [20]
    assert found.switched == ("data", "weights")
    assert found.category is None


def test_data_weights_and_aggregation() -> None:
    # A: 1 and 16, equal weights, arithmetic mean: 8.5. B: 16 and 256 at 3:1, geometric mean: 32.
    # Alone: data 136, weights 4.75, geometric 4. In pairs: data + weights 76, data + geometric 64,
    # weights + geometric 2. Shapley's weights for three factors: 1/3, 1/6, 1/6, 1/3.
    a = inputs(table((1, 16)), tree(), NONE, Aggregate())
    b = inputs(table((16, 256)), tree(3, 1), NONE, aggregate("geometric"))
    found = parts(decompose(a, b))
    assert found["data"] == pytest.approx(74.375)  # 127.5/3 + 71.25/6 + 60/6 + 30/3
    assert found["weights"] == pytest.approx(-22.25)  # -3.75/3 - 60/6 - 2/6 - 32/3
    assert found["aggregation"] == pytest.approx(-28.625)  # -4.5/3 - 72/6 - 2.75/6 - 44/3
    assert sum(found.values()) == pytest.approx(32 - 8.5)


def test_sulawesi_utara_from_2020_to_2024() -> None:
    # Dimensions as printed: 2020 manadoline.com; 2024 Bawaslu Sulut, where participation 100 follows from the
    # total of 87.48. Totals 86.417 and 87.4873; the data of 2024 at the weights of 2020 87.847, the data of
    # 2020 at the weights of 2024 85.6017.
    codes = ("SP", "PP", "KT", "PT")

    def edition(values: Sequence[float], weights: Sequence[float]) -> Inputs:
        nodes = [Node("IKP"), *(Node(code, "IKP", weight) for code, weight in zip(codes, weights, strict=True))]
        return inputs(IndicatorTable(["71"], codes, [values]), Framework(nodes), Aggregate())

    found = decompose(
        edition((91.24, 85.08, 75.47, 97.69), (30, 30, 25, 15)), edition((89.59, 91.60, 73.96, 100), (27, 38, 25, 10))
    )
    assert found.score_change[0] == pytest.approx(1.0703)
    assert parts(found)["data"] == pytest.approx((87.847 - 86.417 + 87.4873 - 85.6017) / 2)
    assert parts(found)["weights"] == pytest.approx((85.6017 - 86.417 + 87.4873 - 87.847) / 2)


def test_a_score_that_stays_can_hide_two_changes() -> None:
    # 5 on bounds 0 to 10 is 50; 10 on bounds 0 to 20 is 50 as well. Data alone 100, bounds alone 25.
    def on(high: float) -> Normalise:
        return Normalise(fitted={"x": (0.0, high), "y": (0.0, high)})

    found = decompose(
        inputs(table((5, 5)), tree(), on(10), Aggregate()), inputs(table((10, 10)), tree(), on(20), Aggregate())
    )
    assert parts(found) == {
        "data": 37.5,
        "normalisation": -37.5,
        "weights": 0,
        "aggregation": 0,
        "category_rule": 0,
    }
    assert found.score_change.tolist() == [0]


def test_a_rule_alone_moves_a_category_and_no_score() -> None:
    a = inputs(table((50, 50)), tree(), NONE, Aggregate(), cut(20, 40))
    b = inputs(table((50, 50)), tree(), NONE, Aggregate(), cut(60, 80))
    found = decompose(a, b)
    assert found.switched == ("category_rule",)
    assert found.score_change.tolist() == [0]
    assert found.category is not None
    assert found.category.tolist() == [[0, 0, 0, 0, -2]]  # tinggi to rendah, by the cut-offs


def test_a_category_moved_by_data_and_rule() -> None:
    # 50 is tinggi above 40. Data alone (30): sedang; rule alone (60, 80): rendah; both: rendah.
    # The data's part is ((1 - 2) + (0 - 0)) / 2; that of the rule ((0 - 2) + (0 - 1)) / 2.
    a = inputs(table((50, 50)), tree(), NONE, Aggregate(), cut(20, 40))
    b = inputs(table((30, 30)), tree(), NONE, Aggregate(), cut(60, 80))
    found = decompose(a, b)
    assert found.category is not None
    assert found.category_change is not None
    assert found.category[0].tolist() == [-0.5, 0, 0, 0, -1.5]
    assert found.category_change.tolist() == [-2]


def test_ranks_moved_by_weights() -> None:
    # u0 leads on x, u1 on y. All weight on y turns the order round.
    a = inputs(table((30, 0), (0, 20)), tree(), NONE, Aggregate())
    b = inputs(table((30, 0), (0, 20)), tree(0, 1), NONE, Aggregate())
    found = decompose(a, b)
    assert found.rank_change.tolist() == [-1, 1]
    assert found.rank[:, FACTORS.index("weights")].tolist() == [-1, 1]


def test_six_levels_and_three_categories_meet_in_their_groups() -> None:
    levels = CategoryRule(
        method="cutoffs",
        labels=("1", "2", "3", "4"),
        cutoffs=(20, 40, 60),
        groups={"1": "rendah", "2": "sedang", "3": "sedang", "4": "tinggi"},
    )
    a = inputs(table((50, 50)), tree(), NONE, Aggregate(), Categorise(default=levels))
    b = inputs(table((70, 70)), tree(), NONE, Aggregate(), cut(20, 60))
    found = decompose(a, b)
    assert found.category is not None
    assert found.category.tolist() == [[1, 0, 0, 0, 0]]
    other = inputs(
        table((70, 70)),
        tree(),
        NONE,
        Aggregate(),
        Categorise(default=replace(levels, labels=("I", "II", "III", "IV"), groups={})),
    )
    assert decompose(a, other).category is None


def test_a_direction_belongs_to_the_normalisation() -> None:
    bounds = Normalise(fitted={"x": (0.0, 100.0), "y": (0.0, 100.0)})
    turned = Framework([Node("IDX"), Node("x", "IDX", direction=-1), Node("y", "IDX")])
    data = table((80, 50))
    found = decompose(inputs(data, tree(), bounds, Aggregate()), inputs(data, turned, bounds, Aggregate()))
    assert found.switched == ("normalisation",)
    assert parts(found)["normalisation"] == -30  # (80 + 50) / 2 to (20 + 50) / 2


def test_the_bounds_of_a_rescaling_go_with_the_aggregation() -> None:
    def on(high: float) -> Aggregate:
        return Aggregate(default=AggregateRule(rescale=Rescale(method="minmax")), fitted={"IDX": (0.0, high)})

    data = table((40, 40))
    found = decompose(inputs(data, tree(), NONE, on(50)), inputs(data, tree(), NONE, on(80)))
    assert found.switched == ("aggregation",)
    assert parts(found)["aggregation"] == pytest.approx(-30)  # 80 to 50


# --- units, trees and nodes --------------------------------------------------------------


def test_only_common_units_and_each_edition_with_all_of_its_own() -> None:
    minmax = Normalise()
    a = inputs(table((0, 0), (5, 5), (10, 10), units=["p", "q", "r"]), tree(), minmax, Aggregate())
    b = inputs(table((5, 5), (20, 20), (0, 0), units=["q", "s", "t"]), tree(), minmax, Aggregate())
    found = decompose(a, b)
    assert found.units == ("q",)
    assert found.score_change.tolist() == [-25]  # 50 among p, q, r; 25 among q, s, t
    assert parts(found)["data"] == -25  # steps that fit themselves anew move with the data


def test_a_unit_without_a_score_somewhere_is_named() -> None:
    strict = Aggregate(default=AggregateRule(missing="propagate"))
    a = inputs(table((10, np.nan), (10, 20), (30, 40)), tree(), NONE, strict)
    b = inputs(table((10, 30), (50, 60), (30, 40)), tree(), NONE, strict)
    found = decompose(a, b)
    assert found.incomplete == ("u0",)
    assert np.isnan(found.score[0]).all()
    assert np.isnan(found.score_change[0])
    assert found.rank_change[1:].tolist() == [1, -1]


def test_dimensions_serve_where_the_indicators_differ() -> None:
    def edition(leaves: Sequence[str], weights: tuple[float, float], values: Sequence[Sequence[float]]) -> Inputs:
        framework = Framework(
            [
                Node("IDX"),
                Node("D1", "IDX", weights[0]),
                Node("D2", "IDX", weights[1]),
                *(Node(leaf, f"D{1 + i // 2}") for i, leaf in enumerate(leaves)),
            ]
        )
        recipe = Recipe(
            [
                NONE,
                Weight(method="expert", scores=dict.fromkeys(leaves, (1.0, 3.0)), tiers=(1,)),
                Aggregate(nodes={"D1": AggregateRule(method="max")}),
                Categorise(nodes={"D2": CategoryRule(method="cutoffs", cutoffs=(10, 20))}, default=cut(30, 60).default),
            ]
        )
        return Inputs.of(compute(IndicatorTable(["u", "v"], leaves, values), framework, recipe), ["D1", "D2"])

    # u in A: D1 = max(10, 20), D2 = 40, at 1:1; in B: D1 = 60, D2 = mean(20, 60), at 1:3.
    a = edition(["i", "j", "k"], (1, 1), [(10, 20, 40), (1, 2, 3)])
    b = edition(["m", "n", "o", "p"], (1, 3), [(60, 50, 20, 60), (1, 2, 3, 4)])
    found = decompose(a, b)
    assert found.score_change[0] == pytest.approx(45 - 30)
    assert found.switched == ("data", "weights")
    # The data's part is ((50 - 30) + (45 - 35)) / 2; that of the weights ((35 - 30) + (45 - 50)) / 2.
    assert parts(found)["data"] == pytest.approx(15)
    assert parts(found)["weights"] == pytest.approx(0)
    assert decompose(a, b, "IDX").score_change[0] == pytest.approx(15)


def test_bounds_of_a_computed_index_are_kept() -> None:
    result = compute(table((0, 0), (10, 20)), tree(), Recipe([Normalise(), Aggregate()]))
    same = Inputs.of(result)
    other = replace(same, table=table((0, 0), (20, 40)))
    found = decompose(same, other)
    assert found.score_change.tolist() == [0, 100]
    assert found.switched == ("data",)


def test_what_cannot_be_decomposed_is_refused() -> None:
    a = inputs(table((1, 2)), tree(), NONE, Aggregate())
    other = Framework([Node("IDX"), Node("x", "IDX"), Node("z", "IDX")])
    with pytest.raises(DataError, match="IDX, y, z"):
        decompose(a, replace(a, framework=other))
    with pytest.raises(DataError, match="no unit"):
        decompose(a, replace(a, table=table((1, 2), units=["w"])))
    panel = IndicatorTable(["u0", "u0"], ["x", "y"], [(1, 2), (3, 4)], periods=[2020, 2024])
    with pytest.raises(DataError, match="u0"):
        decompose(a, replace(a, table=panel))


# --- for any editions ----------------------------------------------------------------------

cells = st.integers(1, 100).map(float)
rows = st.tuples(cells, cells)
rules = st.sampled_from(["arithmetic", "geometric", "harmonic", "max"])


@st.composite
def editions(draw: st.DrawFn) -> Inputs:
    values = draw(st.lists(rows, min_size=4, max_size=4))
    high = draw(st.sampled_from([100.0, 150.0]))
    normalise = Normalise(default=NormaliseRule(to=(1, 100)), fitted={"x": (0.0, high), "y": (0.0, 120.0)})
    framework = tree(draw(st.integers(1, 5)), draw(st.integers(1, 5)))
    low = draw(st.integers(10, 50))
    return inputs(table(*values), framework, normalise, aggregate(draw(rules)), cut(low, low + 20))


@given(editions(), editions())
def test_the_parts_sum_to_the_change(a: Inputs, b: Inputs) -> None:
    found = decompose(a, b)
    scores = [compute(each.table, each.framework, each.recipe) for each in (a, b)]
    np.testing.assert_allclose(found.score_change, scores[1].score() - scores[0].score(), atol=1e-12)
    np.testing.assert_allclose(found.score.sum(axis=1), found.score_change, atol=1e-9)
    np.testing.assert_allclose(found.rank_change, scores[0].rank() - scores[1].rank(), atol=1e-12)
    np.testing.assert_allclose(found.rank.sum(axis=1), found.rank_change, atol=1e-9)
    assert found.category is not None
    assert found.category_change is not None
    np.testing.assert_allclose(found.category.sum(axis=1), found.category_change, atol=1e-9)
    still = [FACTORS.index(factor) for factor in FACTORS if factor not in found.switched]
    assert not found.score[:, still].any()


@given(editions(), editions())
def test_swapping_turns_every_sign(a: Inputs, b: Inputs) -> None:
    there, back = decompose(a, b), decompose(b, a)
    np.testing.assert_allclose(there.score, -back.score, atol=1e-9)
    np.testing.assert_allclose(there.rank, -back.rank, atol=1e-9)


@given(editions())
def test_an_edition_has_not_changed_against_itself(a: Inputs) -> None:
    found = decompose(a, a)
    assert found.switched == ()
    assert not found.score.any()
    assert not found.rank.any()


@given(editions(), editions(), st.permutations(range(4)))
def test_permuting_units_permutes_the_parts(a: Inputs, b: Inputs, order: list[int]) -> None:
    places = np.array(order)
    plain = decompose(a, b)
    mixed = decompose(replace(a, table=a.table.take(places)), b)
    np.testing.assert_allclose(mixed.score, plain.score[places], atol=1e-9)
    assert mixed.units == tuple(plain.units[place] for place in order)
