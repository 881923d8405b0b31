import numpy as np
import pytest
from scipy import stats

from ikp.foresight.delay.laws import LAWS, Law, law_cdf

DELAYS = np.arange(9)
TRUTH = {
    "negative-binomial": stats.nbinom(1.5, 1.5 / (1.5 + 2.0)).cdf(DELAYS),
    "gamma": stats.gamma(1.5, scale=2.0).cdf(DELAYS + 1),
    "lognormal": stats.lognorm(0.8, scale=2.0).cdf(DELAYS + 1),
    "weibull": stats.weibull_min(1.3, scale=3.0).cdf(DELAYS + 1),
}


def complete(cdf: np.ndarray, reports: float) -> tuple[np.ndarray, np.ndarray]:
    within = reports * cdf / cdf[-1]
    return np.diff(within, prepend=0.0)[:, None], within[:, None]


@pytest.mark.parametrize("law", LAWS)
def test_a_law_is_found_again(law: Law) -> None:
    cdf, log_variance = law_cdf(law, *complete(TRUTH[law], 1e6))
    assert cdf[:, 0] == pytest.approx(TRUTH[law] / TRUTH[law][-1], abs=2e-4)
    assert (log_variance < 1e-5).all()


@pytest.mark.parametrize("law", LAWS)
def test_fewer_reports_say_less(law: Law) -> None:
    few, many = (law_cdf(law, *complete(TRUTH[law], reports))[1] for reports in (30.0, 3000.0))
    assert (few[:-1] > many[:-1]).all()
    assert few[-1] == 0


def test_the_spread_covers_what_many_samples_show() -> None:
    generator = np.random.default_rng(3)
    share = np.diff(TRUTH["lognormal"] / TRUTH["lognormal"][-1], prepend=0.0)
    came = generator.multinomial(80, share, size=400).T.astype(np.float64)
    cdf, log_variance = law_cdf("lognormal", came, np.cumsum(came, axis=0))
    observed = np.log(cdf[:5]).std(axis=1)
    assert np.sqrt(log_variance[:5]).mean(axis=1) == pytest.approx(observed, rel=0.3)


def test_series_are_fitted_apart() -> None:
    pairs = [complete(TRUTH["gamma"], 50.0), complete(TRUTH["weibull"], 5000.0)]
    both = law_cdf("gamma", *(np.hstack(each) for each in zip(*pairs, strict=True)))[0]
    assert both[:, :1] == pytest.approx(law_cdf("gamma", *pairs[0])[0])
