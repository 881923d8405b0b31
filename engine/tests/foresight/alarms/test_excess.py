"""Hand-worked posteriors, quiet and disturbed worlds (*SINTETIS*), and national rises."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import nbinom

from ikp.errors import UsageError
from ikp.foresight.alarms.excess import _MAGNITUDES, _densities, excess
from ikp.foresight.alarms.result import Alarms, Reason

WEEKS, SERIES, SIZE = 13, 400, 2.0


def seen(counts: np.ndarray, mean: np.ndarray, size: float = SIZE, **changes: Any) -> Alarms:
    """Give alarms of counts whose quiet law is known."""
    nothing = np.full(counts.shape, np.nan)
    sizes = np.full(counts.shape, size)
    given: dict[str, Any] = {
        "observed": counts,
        "expected": mean,
        "lower": nothing,
        "upper": nothing,
        "score": nothing,
        "p_value": nbinom.sf(counts - 1, np.minimum(sizes, 1e9), 1 / (1 + mean / np.minimum(sizes, 1e9))),
        "alarm": np.zeros(counts.shape, dtype=bool),
        "reason": np.zeros(counts.shape, dtype=np.int8),
        "starts": np.datetime64("2026-01-05") + 7 * np.arange(len(counts)),
        "units": tuple(f"{at // 20 + 11}.{at % 20:02d}" for at in range(counts.shape[1])),
        "kinds": ("criminal",) * counts.shape[1],
        "monitored": range(len(counts)),
        "parameters": {},
        "synthetic": True,
        "details": {"size": sizes},
    }
    return Alarms("shrunk", **(given | changes))


def world(rng: np.random.Generator, share: float, size: float = SIZE) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw quiet counts and add something to a share of them; give counts, means and where it was added."""
    mean = np.broadcast_to(rng.gamma(0.7, 0.8, SERIES) + 0.02, (WEEKS, SERIES))
    quiet = rng.poisson(mean * rng.gamma(size, 1 / size, mean.shape))
    added = rng.random(mean.shape) < share
    more = 1 + rng.geometric(1 / (1 + 4 * np.sqrt(mean + mean**2 / size))) - 1
    return (quiet + added * more).astype(float), np.array(mean), added


def test_the_added_law_is_the_convolution() -> None:
    y, mean, size = np.arange(9.0), np.full(9, 1.7), np.full(9, 3.0)
    found = _densities(y, mean, size)
    quiet = nbinom.pmf(y, 3.0, 3.0 / 4.7)
    assert found[:, 0] == pytest.approx(quiet)
    for place, times in enumerate(_MAGNITUDES, start=1):
        stay = 1 - 1 / (1 + times * np.sqrt(1.7 * (1 + 1.7 / 3)))
        more = np.array([0.0, *((1 - stay) * stay**k for k in range(8))])
        assert found[:, place] == pytest.approx(np.maximum(np.convolve(quiet, more)[:9], 1e-300))
    assert found[0, 1:].max() == 1e-300  # who has at least one more has not none


@pytest.mark.parametrize("share", [0.0, 0.01, 0.04])
def test_what_is_called_probable_is_as_often_so(share: float) -> None:
    said, true = [], []
    for seed in range(3):
        counts, mean, added = world(np.random.default_rng(seed), share)
        found = excess(seen(counts, mean))
        striking = found.probability >= 0.05
        said.append(found.probability[striking].sum())
        true.append(added[striking].sum())
        assert found.share == pytest.approx(share, abs=0.012)
    # Of the sums, three standard deviations and what the prior adds in a world without anything.
    assert abs(sum(said) - sum(true)) < 3 * np.sqrt(max(sum(said), 1)) + 6


def test_the_most_striking_are_no_surer_than_they_should_be() -> None:
    said, true = [], []
    for seed in range(6):
        counts, mean, added = world(np.random.default_rng(seed), 0.02)
        alarms = seen(counts, mean)
        told = np.argsort(alarms.p_value[-1])[:8]  # looked at because they are the most striking
        said += excess(alarms).probability[-1, told].tolist()
        true += added[-1, told].tolist()
    assert np.mean(said) == pytest.approx(np.mean(true), abs=0.2)


def test_a_law_that_is_too_narrow_is_widened() -> None:
    counts, mean, _ = world(np.random.default_rng(0), 0.0, size=1.2)
    found = excess(seen(counts, mean, size=np.inf))
    assert found.wider >= 0.4
    assert np.nanmean(found.probability) < 0.02
    assert excess(seen(counts, mean, size=1.2)).wider <= 0.1


def test_a_rise_everywhere_is_nobodys() -> None:
    counts, mean, _ = world(np.random.default_rng(1), 0.0)
    counts[-1] = np.random.default_rng(2).poisson(4 * mean[-1] * np.random.default_rng(3).gamma(2, 0.5, SERIES))
    found, plain = excess(seen(counts, mean)), excess(seen(counts, mean), levels=False)
    assert found.level[-1, 0] == pytest.approx(4, rel=0.3)
    assert (found.probability[-1] > 0.5).sum() < 10 < (plain.probability[-1] > 0.2).sum()


def test_more_is_never_less_probable_and_silence_stays_silent() -> None:
    counts, mean, _ = world(np.random.default_rng(4), 0.02)
    mean[-1, :10], counts[-1, :10] = 0.5, np.arange(10)
    reason = np.zeros(counts.shape, dtype=np.int8)
    reason[:, 20] = Reason.SHORT_HISTORY
    found = excess(seen(counts, mean, reason=reason, monitored=range(5, WEEKS)))
    assert (np.diff(found.probability[-1, 1:10]) >= 0).all()
    assert found.probability[-1, 9] > 0.9
    assert np.isnan(found.probability[:, 20]).all()
    assert np.isnan(found.probability[:5]).all()
    assert found.cells == 8 * (SERIES - 1)


def test_large_counts_take_no_longer_and_nothing_gives_the_prior() -> None:
    counts = np.random.default_rng(5).negative_binomial(5, 5 / 20005, (3, 20)).astype(float)
    found = excess(seen(counts, np.full(counts.shape, 20000.0), size=5.0))
    assert ((found.probability >= 0) & (found.probability <= 1)).all()
    silent = seen(counts, np.full(counts.shape, np.nan), reason=np.full(counts.shape, Reason.TOO_FEW, dtype=np.int8))
    empty = excess(silent)
    assert np.isnan(empty.probability).all()
    assert (empty.share, empty.cells) == (1 / 200, 0)


def test_a_method_that_expects_nothing_is_refused() -> None:
    counts = np.ones((3, 4))
    with pytest.raises(UsageError):
        excess(seen(counts, np.full(counts.shape, np.nan)))
