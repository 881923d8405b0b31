"""What candidates for the unpublished step would look like: made-up countries, brought to the printed means.

A country is drawn that resembles one: units differ by one effect of their own and by one per
dimension, indicators differ in how common they are, counts have heavy tails, experts weigh
the indicators unequally. A candidate turns it into scores. How often things happen is then
set so that the means of the four dimensions and the standard deviation of the total are those in
print; the other figures in print were not used and can be compared.

Nobody knows how the real country was drawn. So each candidate is tried in nine `SETTINGS`,
and what is reported is the range over them: a figure in print outside the range is a misfit
whatever the setting.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "CANDIDATES",
    "SETTINGS",
    "SIZES",
    "WEIGHTS",
    "Candidate",
    "Country",
    "Level",
    "Scores",
    "Setting",
    "simulate",
]

Level = Literal["province", "regency"]
Matrix = NDArray[np.float64]

#: Indicators of SP, PP, KT and PT, and of their subdimensions; weights of the dimensions.
SIZES = np.array([16, 24, 15, 6])
SUBDIMENSIONS = np.array([8, 3, 5, 6, 4, 10, 2, 2, 3, 12, 3, 3])
WEIGHTS = np.array([0.27, 0.38, 0.25, 0.10])
_STARTS = np.cumsum(SIZES) - SIZES

#: Units, means of the dimensions, standard deviation of the total: printed, the last one derived.
_PRINTED: Mapping[Level, tuple[int, tuple[float, ...], float]] = {
    "province": (34, (46.55, 54.27, 40.75, 17.23), 23.40),
    "regency": (514, (31.13, 42.22, 26.22, 3.83), 17.93),
}


class Setting(NamedTuple):
    """How a country is drawn.

    `commonness` is the spread of the indicators on the logistic scale, `own` that of a
    unit's effects per dimension against its common effect, `tail` the exponent of the counts.
    """

    commonness: float
    own: float
    tail: float


#: Every commonness with every share of its own; the tails go round. In the printed themes the fifth
#: highest value is 0.09 to 0.39 of the highest; these tails give 0.13, 0.29 and 0.45.
SETTINGS = tuple(
    Setting(commonness, own, (0.8, 1.3, 2.0)[(i + j) % 3])
    for (i, commonness), (j, own) in product(enumerate((1.0, 3.0, 5.0)), enumerate((0.4, 0.7, 1.0)))
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of the step from indicators to a dimension.

    Parameters
    ----------
    title : str
    value : {'share', 'log', 'occurrence', 'grade'}
        Of an indicator, 0 to 1.
    end : 'whole', 'highest', 'top' or mapping of level to float
        Which weighted mean of a dimension scores 100: that in which every indicator has its
        highest value; that of the highest unit; the 99th percentile; or a fixed share.
    subdimensions : bool
        Subdimensions of a dimension weigh the same; else experts weigh each indicator.
    """

    title: str
    value: str
    end: Literal["whole", "highest", "top"] | Mapping[Level, float]
    subdimensions: bool = False


#: Which share of a dimension makes it full, as the recipes of the edition have it.
FULL_AT: Mapping[Level, float] = {"province": 0.31, "regency": 0.48}
_GRADED: Mapping[Level, float] = {"province": 0.20, "regency": 0.30}
_LOGGED: Mapping[Level, float] = {"province": 0.15, "regency": 0.16}

CANDIDATES: Mapping[str, Candidate] = {
    "share-of-maximum": Candidate("share of the highest value", "share", "whole"),
    "share-by-highest": Candidate("share, highest unit 100", "share", "highest"),
    "share-by-top": Candidate("share, top percent 100", "share", "top"),
    "log-by-highest": Candidate("logarithm, highest unit 100", "log", "highest"),
    "log-by-top": Candidate("logarithm, top percent 100", "log", "top"),
    "log-full": Candidate("logarithm, full at 16 / 15 %", "log", _LOGGED),
    "grade-by-highest": Candidate("highest grade, highest unit 100", "grade", "highest"),
    "grade-by-top": Candidate("highest grade, top percent 100", "grade", "top"),
    "highest-grade": Candidate("highest grade, full at 30 / 20 %", "grade", _GRADED),
    "occurrence": Candidate("occurrence", "occurrence", "whole"),
    "occurrence-by-highest": Candidate("occurrence, highest unit 100", "occurrence", "highest"),
    "occurrence-by-top": Candidate("occurrence, top percent 100", "occurrence", "top"),
    "default": Candidate("**occurrence, full at 48 / 31 %**", "occurrence", FULL_AT),
    "equal-subdimensions": Candidate("the same, equal subdimensions", "occurrence", FULL_AT, subdimensions=True),
}


class Scores(NamedTuple):
    """Scores of a made-up country: of the dimensions (n, 4), in total (n,), and indicators that occurred (n,)."""

    dimensions: Matrix
    total: Matrix
    occurred: NDArray[np.int64]
    reached: bool


class Country:
    """The draws of one made-up country; how often things happen is set afterwards."""

    def __init__(self, rng: np.random.Generator, units: int, setting: Setting) -> None:
        m = int(SIZES.sum())
        common, own = rng.normal(size=(units, 1)), rng.normal(size=(units, len(SIZES)))
        self.effect = np.repeat(common + setting.own * own, SIZES, axis=1)
        chance = rng.logistic(size=(units, m))
        self.ease = rng.normal(0, setting.commonness, size=m) + chance
        self.grade = rng.integers(1, 5, size=(units, m)).astype(float)
        self.count = np.floor(1 + rng.pareto(setting.tail, size=(units, m)))
        # Mean scores of experts who score every indicator 1 to 4.
        self.expert = rng.uniform(1.5, 4.0, size=m)

    def happens(self, spread: float, shift: Matrix) -> NDArray[np.bool_]:
        """Tell what happens where, shape (n, 61)."""
        return np.asarray(self.ease + spread * self.effect + np.repeat(shift, SIZES) > 0)


def simulate(candidate: Candidate, level: Level, setting: Setting, seed: int) -> Scores:
    """Draw a country and set how often things happen so that the printed means and deviation come out."""
    units, means, deviation = _PRINTED[level]
    country = Country(np.random.default_rng(seed), units, setting)
    weights = _within(candidate, country)

    def at(spread: float, shift: Matrix) -> Matrix:
        happens = country.happens(spread, shift)
        raw: Matrix = np.add.reduceat(_VALUES[candidate.value](country, happens) * weights, _STARTS, axis=1)
        return _on_scale(raw, candidate.end, level)

    def shifted(spread: float) -> Matrix:
        low, high = np.full(len(SIZES), -20.0), np.full(len(SIZES), 20.0)
        for _ in range(15):
            middle = (low + high) / 2
            less = at(spread, middle).mean(axis=0) < means
            low, high = np.where(less, middle, low), np.where(less, high, middle)
        return np.asarray((low + high) / 2)

    low, high = 0.0, 8.0
    for _ in range(10):
        spread = (low + high) / 2
        total = at(spread, shifted(spread)) @ WEIGHTS
        low, high = (spread, high) if total.std(ddof=1) < deviation else (low, spread)
    shift = shifted(spread)
    scores = at(spread, shift)
    total = scores @ WEIGHTS
    # Sparse indicators move in jumps of 1 / units, hence the slack.
    reached = bool(np.abs(scores.mean(axis=0) - means).max() < 1.5 and abs(total.std(ddof=1) - deviation) < 1.0)
    return Scores(scores, total, country.happens(spread, shift).sum(axis=1), reached)


def _within(candidate: Candidate, country: Country) -> Matrix:
    """Give the weight of every indicator in its dimension, shape (61,)."""
    weights = np.repeat(1 / SUBDIMENSIONS, SUBDIMENSIONS) if candidate.subdimensions else country.expert
    return np.asarray(weights / np.repeat(np.add.reduceat(weights, _STARTS), SIZES))


def _share(country: Country, happens: NDArray[np.bool_]) -> Matrix:
    value = country.count * country.grade * happens
    return np.asarray(value / np.maximum(value.max(axis=0), 1))


def _log(country: Country, happens: NDArray[np.bool_]) -> Matrix:
    value = np.log1p(country.count * country.grade) * happens
    return np.asarray(value / np.maximum(value.max(axis=0), 1e-9))


_VALUES: Mapping[str, Callable[[Country, NDArray[np.bool_]], Matrix]] = {
    "share": _share,
    "log": _log,
    "occurrence": lambda _, happens: happens.astype(float),
    "grade": lambda country, happens: country.grade * happens / 4,
}


def _on_scale(raw: Matrix, end: str | Mapping[Level, float], level: Level) -> Matrix:
    if isinstance(end, Mapping):
        full: Matrix | float = end[level]
    else:
        full = {"whole": 1.0, "highest": raw.max(axis=0), "top": np.percentile(raw, 99, axis=0)}[end]
    return np.asarray(np.minimum(100, 100 * raw / np.maximum(full, 1e-9)))


def mean_near(found: Sequence[Scores], total: float, width: float) -> float:
    """Give how many indicators occurred, on average, where the total is this one give or take `width`."""
    near = np.concatenate([each.occurred[np.abs(each.total - total) < width] for each in found])
    return float(near.mean()) if len(near) else np.nan
