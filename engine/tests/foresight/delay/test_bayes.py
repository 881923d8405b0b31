import numpy as np
import pytest
from scipy import integrate, stats

from ikp.foresight.delay.bayes import beta_negative_binomial, drawn, posterior_cdf, uniform
from ikp.foresight.delay.hazards import Counts

COUNTS = Counts(
    came=np.array([[20.0], [10.0], [5.0]]),
    within=np.array([[20.0], [25.0], [30.0]]),
    totals=np.array([[20.0], [10.0], [5.0]]),
)
LAG = np.array([1, 0])


def test_posterior_means_of_the_delay() -> None:
    assert posterior_cdf("notrunc", COUNTS, 0.1).ravel() == pytest.approx([20.1 / 35.3, 30.2 / 35.3, 1.0])
    stay = [1 - 10.1 / 25.2, 1 - 5.1 / 30.3]
    assert posterior_cdf("trunc", COUNTS, 0.1).ravel() == pytest.approx([stay[0] * stay[1], stay[1], 1.0])


def test_the_beta_negative_binomial_is_the_mixture_that_it_stands_for() -> None:
    found = beta_negative_binomial(np.array([[4.0], [2.0]]), LAG, COUNTS.totals)
    totals, probabilities = found.pmf(1, 0)
    assert probabilities.sum() == pytest.approx(1.0, abs=1e-4)

    def integrand(share: float) -> float:
        return float(stats.nbinom(3, share).pmf(5) * stats.beta(20.1, 15.2).pdf(share))  # y + 1 = 3, N − y = 5

    assert probabilities[totals == 7][0] == pytest.approx(integrate.quad(integrand, 0, 1)[0])


def test_nothing_more_can_come_at_the_longest_delay() -> None:
    found = beta_negative_binomial(np.array([[4.0]]), np.array([2]), COUNTS.totals)
    assert found.pmf(0, 0)[0].tolist() == [4.0]


def test_a_cut_table_keeps_what_it_has() -> None:
    found = beta_negative_binomial(np.array([[4.0], [2.0]]), LAG, COUNTS.totals, largest=3)
    assert found.pmf(1, 0)[0].tolist() == [2.0, 3.0]
    assert found.pmf(1, 0)[1].sum() < 1


def test_uniform_knows_nothing() -> None:
    found = uniform(np.array([[4.0]]), 9)
    totals, probabilities = found.pmf(0, 0)
    assert totals.tolist() == [4, 5, 6, 7, 8, 9]
    assert probabilities == pytest.approx(1 / 6)


@pytest.mark.parametrize("shape", ["trunc", "notrunc"])
def test_many_draws_give_the_integral(shape: str) -> None:
    """N has a Poisson-gamma prior: what is to come is negative binomial for a given F, beta-distributed at lag 1."""
    reported = np.array([[4.0], [2.0]])
    generator = np.random.default_rng(1)
    found = drawn(shape, reported, LAG, COUNTS, generator=generator, samples=4000, prior=(8.0, 16.0))  # type: ignore[arg-type]
    # trunc: 1 − g(2), of which 25 of 30 stay, with prior weights of 2 · 0.1 and 0.1.
    beta = stats.beta(25.2, 5.1) if shape == "trunc" else stats.beta(30.2, 5.1)

    def integrand(share: float) -> float:
        rate = 8.0 / 16.0
        return float(stats.nbinom(4.0 + 4.0, (rate + share) / (rate + 1.0)).pmf(1) * beta.pdf(share))

    totals, probabilities = found.pmf(0, 0)
    assert probabilities.sum() == pytest.approx(1.0)
    assert probabilities[totals == 5][0] == pytest.approx(integrate.quad(integrand, 0, 1)[0], rel=0.02)


def test_the_same_seed_gives_the_same_answer() -> None:
    first, second = (
        drawn("trunc", np.array([[4.0], [2.0]]), LAG, COUNTS, generator=np.random.default_rng(7), samples=50).mean()
        for _ in range(2)
    )
    assert (first == second).all()
