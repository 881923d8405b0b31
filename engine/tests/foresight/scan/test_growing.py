"""The walk through all windows."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.scan.growing import Model, maxima
from ikp.foresight.scan.negbin import NegativeBinomial
from ikp.foresight.scan.ratios import Binomial, Expected, Permutation, Poisson
from ikp.foresight.scan.windows import Windows
from ikp.foresight.scan.zeros import ZeroInflated

RNG = np.random.default_rng(3)
WEEKS, UNITS = 5, 12
WINDOWS = Windows.circular(RNG.normal(size=(UNITS, 2)), population=RNG.integers(1, 9, UNITS), planar=True)
MEANS = RNG.uniform(0.2, 3.0, size=(WEEKS, UNITS))
PEOPLE = RNG.integers(30, 90, size=(WEEKS, UNITS)).astype(float)
COUNTS = RNG.poisson(MEANS).astype(float)
MARGINS = np.outer(COUNTS.sum(axis=1), COUNTS.sum(axis=0)) / COUNTS.sum()
TOTAL = int(COUNTS.sum())
SIZE = np.full(MEANS.shape, 2.0)

MODELS: dict[str, Model] = {
    "poisson": Poisson(WINDOWS, MEANS, 4, TOTAL, float(TOTAL), MEANS.sum()),
    "permutation": Permutation(WINDOWS, MARGINS, 4, TOTAL, float(TOTAL), float(TOTAL)),
    "binomial": Binomial(WINDOWS, PEOPLE, 4, TOTAL, float(TOTAL)),
    "binomial-replaced": Binomial(WINDOWS, PEOPLE, 4, TOTAL, float(TOTAL), with_replacement=True),
    "expected": Expected(WINDOWS, MEANS, 4),
    "hotspot": NegativeBinomial(WINDOWS, MEANS, 4, SIZE),
    "emerging": NegativeBinomial(WINDOWS, MEANS, 4, SIZE, emerging=True),
    "zeros": ZeroInflated(WINDOWS, MEANS, 4, np.full(MEANS.shape, 0.3)),
}


@pytest.mark.parametrize("name", MODELS)
def test_the_fast_walk_and_the_plain_one_agree(name: str) -> None:
    """The highest score of a simulation is that of the exact score of the counts that were drawn."""
    model = MODELS[name]
    found = maxima(model, 300, np.random.default_rng(5), workers=2)
    children = np.random.default_rng(5).spawn(2)  # 256 is the most that go together
    drawn = [model.draw(child, size) for child, size in zip(children, (256, 44), strict=True)]
    plain = [
        max(0.0, float(np.nanmax(model.exact(block[..., each].astype(float)))))
        for block in drawn
        for each in range(block.shape[-1])
    ]
    np.testing.assert_allclose(found, plain, rtol=1e-9, atol=1e-9)


def test_the_number_of_threads_makes_no_difference() -> None:
    one, two = (maxima(MODELS["poisson"], 600, np.random.default_rng(5), workers=workers) for workers in (1, 2))
    np.testing.assert_array_equal(one, two)


def test_progress_ends_at_all() -> None:
    told: list[tuple[float, float | None]] = []
    maxima(MODELS["expected"], 600, np.random.default_rng(5), progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (600, 600)
    assert len(told) == 3


def test_no_simulations_and_fewer() -> None:
    assert maxima(MODELS["poisson"], 0, np.random.default_rng(5)).size == 0
    with pytest.raises(UsageError):
        maxima(MODELS["poisson"], -1, np.random.default_rng(5))
