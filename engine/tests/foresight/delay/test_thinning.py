import numpy as np
import pytest
from scipy import stats

from ikp.foresight.delay.thinning import still_to_come


def one(reported: float, mean: float, size: float, share: float, spread: float) -> tuple[float, float]:
    found = still_to_come(*(np.array([[each]]) for each in (reported, mean, size, share, spread)))
    return float(found.rest[0, 0]), float(found.size[0, 0])


def test_a_known_share_gives_the_textbook_rest() -> None:
    rest, size = one(6.0, 10.0, 2.0, 0.4, 0.0)
    assert rest == pytest.approx(0.6 * 10 * (2 + 6) / (2 + 4), rel=1e-4)
    assert size == pytest.approx(8.0, rel=1e-3)


def test_the_rest_is_that_of_simulated_weeks() -> None:
    """Draw N, F and what has come; keep the weeks with 3 reports."""
    generator = np.random.default_rng(2)
    total = generator.negative_binomial(2.0, 2.0 / 12.0, size=2_000_000)
    share = generator.beta(4.0, 6.0, size=total.size)
    rest = (total - (came := generator.binomial(total, share)))[came == 3]
    variance = float(stats.beta(4.0, 6.0).var())
    mean, size = one(3.0, 10.0, 2.0, 0.4, float(np.log1p(variance / 0.16)))
    assert mean == pytest.approx(rest.mean(), rel=0.03)
    assert mean + mean**2 / size == pytest.approx(rest.var(), rel=0.08)


def test_nothing_has_come_is_an_answer_too() -> None:
    rest, _ = one(0.0, 10.0, 2.0, 0.4, 0.01)
    assert 0 < rest < 6
    assert one(0.0, 10.0, 2.0, 1.0, 0.0)[0] == 0
