import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ikp.foresight.delay.predictive import (
    NegativeBinomial,
    Tabled,
    negative_binomial_log_pmf,
    negative_binomial_quantile,
)


@given(st.floats(0.01, 300), st.floats(0.1, 1000), st.floats(0.01, 0.99))
def test_quantiles_are_those_of_scipy(mean: float, size: float, level: float) -> None:
    found = negative_binomial_quantile(level, np.array([mean]), np.array([size]))[0]
    law = stats.nbinom(size, size / (size + mean))
    assert law.cdf(found) >= level - 1e-9
    assert found == 0 or law.cdf(found - 1) < level + 1e-9


def test_probabilities_are_those_of_scipy() -> None:
    counts = np.arange(30.0)
    found = negative_binomial_log_pmf(counts, np.asarray(4.0), np.asarray(1.5))
    assert found == pytest.approx(stats.nbinom(1.5, 1.5 / 5.5).logpmf(counts))


def test_what_has_come_is_certain() -> None:
    found = NegativeBinomial(np.array([[3.0, 7.0, 2.0]]), np.array([[2.0, 0.0, np.nan]]), np.array([[1.5, 1.0, 1.0]]))
    assert found.mean()[0, :2].tolist() == [5.0, 7.0]
    low, high = found.quantiles((0.05, 0.95))
    assert (low[0, 0], low[0, 1], high[0, 1]) == (3.0, 7.0, 7.0)
    assert high[0, 0] == 3 + stats.nbinom(1.5, 1.5 / 3.5).ppf(0.95)
    assert np.isnan(high[0, 2])
    assert found.cdf(np.array([[2.0, 7.0, 9.0]]))[0, :2].tolist() == [0.0, 1.0]
    assert found.cdf(np.array([[4.0, 6.0, 9.0]]))[0, 0] == pytest.approx(stats.nbinom(1.5, 1.5 / 3.5).cdf(1))
    totals, probabilities = found.pmf(0, 0)
    assert (totals[0], probabilities.sum()) == (3.0, pytest.approx(1.0))
    assert found.pmf(0, 1)[0].tolist() == [7.0]
    assert found.pmf(0, 2)[0].size == 0


def test_a_table_gives_the_first_total_that_reaches_the_level() -> None:
    table = np.array([[0.5, 0.4, np.nan], [0.5, 0.4, np.nan]])
    textbook = Tabled(np.array([[2.0, 0.0, 1.0]]), lambda _: table)
    assert textbook.quantile(0.5)[0].tolist()[:2] == [2.0, 1.0]
    assert textbook.quantile(0.9)[0, 1] == np.inf
    assert np.isnan(textbook.quantile(0.9)[0, 2])
    assert textbook.mean()[0, 0] == 2.5
    assert textbook.pmf(0, 0)[0].tolist() == [2.0, 3.0]
    # R: above the level, not at it; and zero where the table ends.
    reference = Tabled(np.array([[2.0, 5.0, 1.0]]), lambda _: table, reference=True)
    assert reference.quantile(0.5)[0].tolist()[:2] == [3.0, 6.0]
    assert reference.quantile(0.9)[0, 1] == 0
