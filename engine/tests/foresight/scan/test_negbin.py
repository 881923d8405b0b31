"""The score of counts that vary more than Poisson."""

import numpy as np
import pytest

from ikp.foresight.scan.negbin import NegativeBinomial
from ikp.foresight.scan.windows import Windows

LINE = Windows.circular([[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [0.0, 7.0]], nearest=2, planar=True)


def _model(size: float, *, emerging: bool = False, rooted: bool = True) -> NegativeBinomial:
    return NegativeBinomial(LINE, np.full((3, 4), 2.0), 3, np.full((3, 4), size), emerging, rooted)


def test_draws_have_their_mean_and_variance() -> None:
    drawn = _model(4.0).draw(np.random.default_rng(1), 20_000)
    assert drawn.mean() == pytest.approx(2.0, rel=0.01)
    assert drawn.var() == pytest.approx(2.0 * (1 + 2 / 4), rel=0.02)


def test_an_infinite_size_is_poisson_also_for_some_cells_only() -> None:
    size = np.full((3, 4), 1.0)
    size[:, 0] = np.inf
    drawn = NegativeBinomial(LINE, np.full((3, 4), 2.0), 3, size).draw(np.random.default_rng(1), 20_000)
    assert drawn[:, 0].var() == pytest.approx(2.0, rel=0.03)
    assert drawn[:, 1].var() == pytest.approx(6.0, rel=0.05)
    assert _model(np.inf).draw(np.random.default_rng(1), 20_000).var() == pytest.approx(2.0, rel=0.03)


@pytest.mark.parametrize("emerging", [False, True])
def test_the_score_of_a_window_is_standard_under_the_null(emerging: bool) -> None:
    model = _model(4.0, emerging=emerging)
    drawn = model.draw(np.random.default_rng(1), 4000).astype(float)
    scores = np.array([model.exact(drawn[..., each])[2, 1, 0] for each in range(4000)])
    assert scores.mean() == pytest.approx(0.0, abs=0.06)
    assert scores.std() == pytest.approx(1.0, abs=0.05)


def test_the_reference_form_divides_by_the_variance() -> None:
    counts = np.full((3, 4), 2.0)
    counts[2, 0] = 8.0
    column = LINE.order[0].tolist().index(0)
    # one week, one unit: excess 6/1.5 over information 2/1.5
    found = [_model(4.0, emerging=True, rooted=each).exact(counts)[0, 0, column] for each in (True, False)]
    assert found == pytest.approx([4 / np.sqrt(4 / 3), 3.0])


def test_where_nothing_is_expected_the_score_is_0() -> None:
    model = NegativeBinomial(LINE, np.zeros((3, 4)), 3, np.ones((3, 4)))
    assert np.nansum(np.abs(model.exact(np.zeros((3, 4))))) == 0
