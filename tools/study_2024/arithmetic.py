"""What follows from the printed figures by arithmetic alone, whatever the country looked like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product

import numpy as np

from tools.study_2024.simulation import SIZES, WEIGHTS

__all__ = [
    "COUNTED",
    "KALSEL",
    "PRINTED_SETS",
    "Counted",
    "denominator",
    "experts",
    "fraction",
    "least_alone",
    "most",
    "most_by_experts",
    "scale_end",
]

#: Half of the last printed digit.
_HALF = 0.005


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit of which both the total and the number of indicators with events are in print."""

    name: str
    level: str
    indicators: int
    total: float
    dimensions: tuple[int, ...] | None = None


#: Kalimantan Selatan's ten indicator scores, by dimension: https://www.prokal.co/politik/amp/1774920194/
#: belajar-dari-pengalaman-sebelumnya-bawaslu-sebut-10-kerawanan-pilkada-di-kalsel
KALSEL = (
    ("SP", "rulings of the ethics council", 20.83),
    ("SP", "natural disaster", 1.61),
    ("SP", "neutrality of civil servants", 1.04),
    ("PP", "repeated voting", 100.0),
    ("PP", "challenges of the result", 4.17),
    ("PP", "disputes about the process", 2.56),
    ("KT", "forged documents", 6.25),
    ("KT", "campaigning off schedule", 6.25),
    ("KT", "reports of money politics", 2.78),
    ("KT", "hate speech on social media", 2.08),
)

COUNTED = (
    Counted("Kab. Bandung", "regency", 29, 91.59),
    Counted("Kab. Sukoharjo", "regency", 21, 70.20),
    Counted("Kalimantan Selatan", "province", len(KALSEL), 53.35, (3, 3, 4, 0)),
)

#: Printed scores of a dimension with the number of its indicators and half of the last digit of each score.
PRINTED_SETS: tuple[tuple[str, int, tuple[float, ...], tuple[float, ...]], ...] = (
    ("PT, provinces", 6, (87.01, 42.07), (_HALF,) * 2),
    ("PT, both levels", 6, (87.01, 42.07, 67.71, 39.23), (_HALF,) * 4),
    (
        "KT, regencies",
        15,
        (99.30, 98.52, 97.44, 96.95, 96.83, 96.26, 93.97, 93.94, 91.15, 90.66, 75.87, 35.39, 57.689),
        (*(_HALF,) * 12, _HALF / 10),
    ),
    ("PP, regencies", 24, (94.53, 91.53, 86.02, 76.92, 40.25, 75.279), (*(_HALF,) * 5, _HALF / 10)),
)


def most(indicators: int, end: float) -> float:
    """Give the highest total that so many indicators can give, when a dimension is full at the share `end` of them.

    Indicators of a dimension weigh the same, and one that occurred scores at most 100.
    """
    places = (range(min(indicators, size) + 1) for size in SIZES[:3])
    best = 0.0
    for first in product(*places):
        rest = indicators - sum(first)
        if rest >= 0:
            shares = np.array([*first, min(rest, SIZES[3])]) / (SIZES * end)
            best = max(best, float(100 * WEIGHTS @ np.minimum(1, shares)))
    return best


def scale_end(indicators: int, total: float) -> float:
    """Give the largest share of a dimension's indicators that may make it full, so that the total can be reached."""
    low, high = 0.05, 1.5
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if most(indicators, middle) >= total - _HALF else (low, middle)
    return low


def most_by_experts(indicators: int) -> float:
    """Give the highest total that so many indicators can give without any rescaling, under the most lopsided weights.

    By the printed procedure experts score every indicator 1 to 4, its weight is its part
    of the grand sum, and a dimension weighs what its indicators weigh together. So each
    mean score lies between 1 and 4, and each dimension's add up to its 27, 38, 25 or 10 %.
    """
    best = 0.0
    for grand in np.arange(61.0, 244.0, 0.5):
        spare = WEIGHTS * grand - SIZES  # above a score of 1 for all
        if (spare < 0).any() or (spare > 3 * SIZES).any():
            continue
        scores = [
            1 + min(3.0, max(extra - 3 * i, 0.0)) for extra, size in zip(spare, SIZES, strict=True) for i in range(size)
        ]
        best = max(best, 100 * sum(sorted(scores, reverse=True)[:indicators]) / float(grand))
    return best


def least_alone(size: int, end: float) -> tuple[float, float]:
    """Give the lowest score that is not zero in a dimension of `size` indicators that is full at the share `end`.

    One indicator occurred: with equal weights, and where the experts gave it 1 and the others 4.
    """
    return 100 / (size * end), 100 / ((1 + 4 * (size - 1)) * end)


def fraction(score: float) -> tuple[int, int]:
    """Give the simplest fraction n / m that prints as this percentage."""
    return next((n, m) for m, n in _near(score) if n)


def _near(score: float) -> Iterator[tuple[int, int]]:
    for m in range(1, 5000):
        n = round(score * m / 100)
        if abs(100 * n / m - score) <= _HALF + 1e-9:
            yield m, n


def denominator(scores: Sequence[float], halves: Sequence[float]) -> int:
    """Give the smallest whole number of points that 100 may stand for, if every score is a whole number of points."""
    values, slack = np.array(scores), np.array(halves) + 1e-9
    return next(m for m in count(1) if (np.abs(100 * np.rint(values * m / 100) / m - values) <= slack).all())


def experts(points: int, indicators: int) -> int:
    """Give how many experts it takes at least, 4 points each per indicator, for so many points in a dimension."""
    return -(-points // (4 * indicators))
