"""How often intervals cover the truth: made-up countries, every assumption kept and then broken.

``python -m tools.study_coverage`` prints the table of docs/explanation/uncertainty.md. All
countries are SYNTHETIC (*SINTETIS*): units differ by an effect of their own, events follow a
Poisson law with gamma distributed rates, indicators of a dimension go together.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp import Framework, IndicatorTable, Node, Recipe, compute
from ikp.recipe.steps import Aggregate, Normalise, NormaliseRule
from ikp.uncertainty import Counts, Detection, Gaps, Grading, Perturbation, Perturbations, Weights, propagate

__all__ = ["STUDIES", "Study", "coverage", "table"]

Matrix = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], tuple[Matrix, Matrix]]

INDICATORS = 12
CODES = [f"i{j:02d}" for j in range(INDICATORS)]
FRAMEWORK = Framework(
    [
        Node("X"),
        *(Node(f"d{k}", "X") for k in range(3)),
        *(Node(code, f"d{j // 4}") for j, code in enumerate(CODES)),
    ]
)
#: Goalposts, so that the truth of a unit does not hang on the other units.
RECIPE = Recipe([Normalise(default=NormaliseRule(method="goalposts", low=0.0, high=40.0)), Aggregate()])
PAIRS = ((70.0, 20.0, 8.0, 2.0), (15.0, 65.0, 17.0, 3.0), (5.0, 20.0, 60.0, 15.0), (2.0, 8.0, 25.0, 65.0))


@dataclass(frozen=True)
class Study:
    """What is assumed, what is true instead, and what varies.

    Parameters
    ----------
    name, truth : str
    kept : bool
        Whether the generator keeps the assumptions.
    draw : callable
        Gives observed and true values of a country, shape (n, m) each.
    vary : Perturbation
    """

    name: str
    truth: str
    kept: bool
    draw: Draw
    vary: Perturbation


# --- countries -----------------------------------------------------------------------------------
def _rates(rng: np.random.Generator, n: int) -> Matrix:
    return rng.gamma(1.5, 4.0, (n, INDICATORS))


def _values(rng: np.random.Generator, n: int, *, unit: float, dimension: float) -> Matrix:
    """Draw values that go together by an effect of the unit, and of each of its dimensions."""
    common = rng.standard_normal((n, 1))
    within = np.repeat(rng.standard_normal((n, 3)), 4, axis=1)
    return np.asarray(20 + unit * common + dimension * within + 4 * rng.standard_normal((n, INDICATORS)))


def missing(*, unit: float, dimension: float, hidden: float = 0.0) -> Draw:
    """Give values of which a fifth is missing: at random, or the likelier the higher they are (by `hidden`)."""

    def draw(rng: np.random.Generator, n: int) -> tuple[Matrix, Matrix]:
        truth = _values(rng, n, unit=unit, dimension=dimension)
        standard = (truth - 20) / truth.std()
        chance = 0.2 * np.exp(hidden * standard - hidden**2 / 2)
        return np.where(rng.random(truth.shape) < np.minimum(chance, 0.95), np.nan, truth), truth

    return draw


def unreported(probability: float, spread: float = 0.0) -> Draw:
    """Give events of which some were not reported; offices differ by `spread` (of the logit)."""

    def draw(rng: np.random.Generator, n: int) -> tuple[Matrix, Matrix]:
        truth = rng.poisson(_rates(rng, n))
        logit = np.log(probability / (1 - probability)) + spread * rng.standard_normal((n, 1))
        return rng.binomial(truth, 1 / (1 + np.exp(-logit))).astype(float), truth.astype(float)

    return draw


def another_period(factor: float) -> Draw:
    """Give the events of this period and of the next, when things happen `factor` times as often."""

    def draw(rng: np.random.Generator, n: int) -> tuple[Matrix, Matrix]:
        rates = _rates(rng, n)
        return rng.poisson(rates).astype(float), rng.poisson(rates * factor).astype(float)

    return draw


def graded(second: Sequence[Sequence[float]]) -> Draw:
    """Give the grades of one grader, and those of a second who disagrees as `second` says."""

    def draw(rng: np.random.Generator, n: int) -> tuple[Matrix, Matrix]:
        first = rng.choice(4, p=(0.4, 0.3, 0.2, 0.1), size=(n, INDICATORS))
        ends = np.cumsum(np.array(second) / np.sum(second, axis=1, keepdims=True), axis=1)[:, :-1]
        other = (rng.random((*first.shape, 1)) >= ends[first]).sum(axis=2)
        return np.asarray(first + 1.0, dtype=np.float64), np.asarray(other + 1.0, dtype=np.float64)

    return draw


_HARSH = ((30.0, 50.0, 15.0, 5.0), (5.0, 45.0, 40.0, 10.0), (2.0, 8.0, 50.0, 40.0), (1.0, 4.0, 15.0, 80.0))

STUDIES = (
    Study("gaps, nearest", "units differ", True, missing(unit=3, dimension=0), Gaps()),
    Study("gaps, nearest", "dimensions differ too", False, missing(unit=3, dimension=4), Gaps()),
    Study("gaps, nearest", "high values are hidden", False, missing(unit=3, dimension=0, hidden=0.8), Gaps()),
    Study("gaps, hot deck", "nothing goes together", True, missing(unit=0, dimension=0), Gaps(method="hot_deck")),
    Study("gaps, hot deck", "units differ", False, missing(unit=3, dimension=0), Gaps(method="hot_deck")),
    Study("gaps, normal", "dimensions differ", True, missing(unit=0, dimension=4), Gaps(method="normal")),
    Study("gaps, normal", "units differ too", False, missing(unit=3, dimension=4), Gaps(method="normal")),
    Study("under-reporting, 0.7", "0.7 are reported", True, unreported(0.7), Detection(probability=(0.7, 0.7))),
    Study("under-reporting, 0.7", "0.5 are reported", False, unreported(0.5), Detection(probability=(0.7, 0.7))),
    Study(
        "under-reporting, 0.7",
        "offices differ, 0.5 to 0.85",
        False,
        unreported(0.7, 0.5),
        Detection(probability=(0.7, 0.7)),
    ),
    Study(
        "counts, pooled", "the next period is like this one", True, another_period(1.0), Counts(distribution="pooled")
    ),
    Study("counts, pooled", "half as many events again", False, another_period(1.5), Counts(distribution="pooled")),
    Study("counts, Poisson", "the next period is like this one", False, another_period(1.0), Counts()),
    Study("grades", "a second grader as those before", True, graded(PAIRS), Grading(pairs=PAIRS)),
    Study("grades", "a harsher second grader", False, graded(_HARSH), Grading(pairs=PAIRS)),
)


def coverage(study: Study, *, countries: int, units: int, replicates: int, seed: int = 1) -> tuple[float, float, float]:
    """Give how often 90 % intervals hold the true score, its standard error over countries, and their mean width.

    Of units whose score is sure (nothing of theirs varies) nothing is counted.
    """
    shares, widths = [], []
    for country in range(countries):
        rng = np.random.default_rng([seed, country])
        observed, truth = study.draw(rng, units)
        names = [str(i) for i in range(units)]
        told = IndicatorTable(names, CODES, observed, synthetic=True)
        outcome = propagate(told, FRAMEWORK, RECIPE, Perturbations([study.vary]), replicates, seed=rng, at=(0.05, 0.95))
        true = compute(IndicatorTable(names, CODES, truth, synthetic=True), FRAMEWORK, RECIPE).score()
        low, high = outcome.score_quantiles
        unsure = high > low
        shares.append(float(((low <= true) & (true <= high))[unsure].mean()))
        widths.append(float((high - low)[unsure].mean()))
    error = float(np.std(shares, ddof=1) / np.sqrt(countries)) if countries > 1 else float("nan")
    return float(np.mean(shares)), error, float(np.mean(widths))


def weights_coverage(
    true_spread: float, *, countries: int, units: int, replicates: int, seed: int = 1
) -> tuple[float, float, float]:
    """Give the same for weights: drawn ± 25 %, when the true ones differ by `true_spread` from what is thought."""
    shares, widths = [], []
    for country in range(countries):
        rng = np.random.default_rng([seed, country])
        values = _values(rng, units, unit=3, dimension=4)
        told = IndicatorTable([str(i) for i in range(units)], CODES, values, synthetic=True)
        true_weights = {node.code: float(rng.uniform(1 - true_spread, 1 + true_spread)) for node in FRAMEWORK.nodes}
        true = compute(told, FRAMEWORK.with_weights(true_weights), RECIPE).score()
        outcome = propagate(told, FRAMEWORK, RECIPE, Perturbations([Weights()]), replicates, seed=rng, at=(0.05, 0.95))
        low, high = outcome.score_quantiles
        shares.append(float(((low <= true) & (true <= high)).mean()))
        widths.append(float((high - low).mean()))
    error = float(np.std(shares, ddof=1) / np.sqrt(countries)) if countries > 1 else float("nan")
    return float(np.mean(shares)), error, float(np.mean(widths))


def table(countries: int, units: int, replicates: int) -> str:
    """Write the table of the documentation."""
    lines = [
        "| what varies | what is true | assumptions | covered, % | ± | mean width |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for study in STUDIES:
        found = coverage(study, countries=countries, units=units, replicates=replicates)
        lines.append(_row(study.name, study.truth, "kept" if study.kept else "broken", found))
        print(lines[-1], file=sys.stderr, flush=True)
    for spread, truth in ((0.25, "they differ by ± 25 %"), (0.5, "they differ by ± 50 %")):
        more = weights_coverage(spread, countries=50 * countries, units=100, replicates=replicates)
        lines.append(_row("weights ± 25 %", truth, "kept" if spread == 0.25 else "broken", more))
        print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join(lines)


def _row(name: str, truth: str, kept: str, found: tuple[float, float, float]) -> str:
    share, error, width = found
    return f"| {name} | {truth} | {kept} | {100 * share:.1f} | {100 * error:.1f} | {width:.1f} |"


if __name__ == "__main__":
    print(table(*(int(each) for each in sys.argv[1:4] or ("20", "200", "400"))))
