"""Weights of siblings are drawn with the distribution that was declared."""

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK
from ikp.uncertainty import Perturbation, Perturbations, Weights
from ikp.uncertainty.drawing import Layout
from ikp.uncertainty.weighing import Weigher

BASE = {"A": 0.75, "B": 0.25, "a1": 0.5, "a2": 0.25, "a3": 0.25, "b1": 0.5, "b2": 0.5}


class _Drawn:
    """Draws by parent."""

    def __init__(self, *vary: Perturbation) -> None:
        self.layout = Layout(Perturbations(vary), FRAMEWORK)
        self._weigher = Weigher(self.layout, FRAMEWORK, BASE)

    def __call__(self, u: np.ndarray | int) -> dict[str, np.ndarray]:
        points = np.random.default_rng(1).random((u, len(self.layout.factors))) if isinstance(u, int) else u
        rows = self._weigher.draw(points)
        columns = self._weigher.column
        return {parent: rows[:, [columns[c] for c in FRAMEWORK.children(parent)]] for parent in FRAMEWORK.aggregates}


@pytest.mark.parametrize(
    "weights",
    [
        Weights(spread=0.25),
        Weights(distribution="dirichlet", concentration=30.0),
        Weights(distribution="toward_equal"),
        Weights(distribution="sets", sets=dict.fromkeys(BASE, (1.0, 3.0, 2.0))),
    ],
)
def test_siblings_sum_to_one_and_stay_above_zero(weights: Weights) -> None:
    for parent, rows in _Drawn(weights)(500).items():
        assert rows.shape == (500, len(FRAMEWORK.children(parent)))
        np.testing.assert_allclose(rows.sum(axis=1), 1.0, rtol=1e-12)
        assert (rows > 0).all()


def test_an_even_spread_keeps_ratios_within_its_ends() -> None:
    rows = _Drawn(Weights(spread=0.2))(20_000)["X"]
    ratio = rows[:, 0] / rows[:, 1] / 3
    assert ratio.min() == pytest.approx(0.8 / 1.2, rel=0.02)
    assert ratio.max() == pytest.approx(1.2 / 0.8, rel=0.02)


def test_a_dirichlet_distribution_has_the_weights_as_mean_and_the_variance_of_its_concentration() -> None:
    rows = _Drawn(Weights(distribution="dirichlet", concentration=9.0))(100_000)["A"]
    np.testing.assert_allclose(rows.mean(axis=0), [0.5, 0.25, 0.25], atol=0.003)
    # Variance of a share p: p (1 − p) / (concentration + 1).
    np.testing.assert_allclose(rows.var(axis=0), [0.025, 0.01875, 0.01875], rtol=0.02)


def test_on_the_way_to_equal_weights_all_groups_go_together() -> None:
    drawn = _Drawn(Weights(distribution="toward_equal"))(np.array([[0.0], [0.5], [1.0]]))
    np.testing.assert_allclose(drawn["X"], [[0.75, 0.25], [0.625, 0.375], [0.5, 0.5]])
    np.testing.assert_allclose(drawn["A"][2], 1 / 3)


def test_one_experts_set_is_taken_for_all_nodes() -> None:
    sets = {"A": (1.0, 3.0), "B": (1.0, 1.0), "b1": (1.0, 1.0), "b2": (4.0, 1.0)}
    drawn = _Drawn(Weights(distribution="sets", sets=sets))(np.array([[0.1], [0.9]]))
    np.testing.assert_allclose(drawn["X"], [[0.5, 0.5], [0.75, 0.25]])
    np.testing.assert_allclose(drawn["B"], [[0.2, 0.8], [0.5, 0.5]])
    np.testing.assert_allclose(drawn["A"], [[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]])


def test_two_perturbations_of_weights_are_drawn_one_after_the_other() -> None:
    both = _Drawn(Weights(parents=("X",)), Weights(parents=("B",), spread=0.5))(200)
    assert both["X"].std(axis=0).min() > 0
    assert both["B"].std(axis=0).min() > both["X"].std(axis=0).max()
    assert both["A"].std(axis=0).max() == 0
