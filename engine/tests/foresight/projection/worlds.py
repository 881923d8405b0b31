"""Made-up histories with known truth."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from ikp.foresight.projection.history import History, from_counts
from ikp.foresight.streams import CountSeries

LABELS = ("rendah", "sedang", "tinggi")

Floats = NDArray[np.float64]


def history(outcome: object, *, level: object = None, groups: tuple[str, ...] | None = None) -> History:
    """Make a history of editions from outcomes alone."""
    places = np.array(outcome, dtype=np.intp)
    series = places.shape[1]
    return History(
        places,
        LABELS,
        tuple(f"e{t}" for t in range(len(places))),
        tuple(f"{s // 5:02d}.{s % 5:02d}" for s in range(series)),
        ("category",) * series,
        groups or tuple(f"{s // 5:02d}" for s in range(series)),
        np.full(places.shape, np.nan) if level is None else np.array(level, dtype=float),
    )


def editions(seed: int, times: int = 3, series: int = 200) -> tuple[History, Floats]:
    """Draw editions whose next category hangs on the last; give the true probabilities of the last edition."""
    rng = np.random.default_rng(seed)
    group = np.arange(series) // 5
    effect = rng.normal(0.0, 0.6, int(group.max()) + 1)[group]
    outcome = np.empty((times, series), dtype=np.intp)
    outcome[0] = rng.integers(0, 3, series)
    truth = np.empty((series, 3))
    for t in range(1, times):
        linear = 1.5 * (outcome[t - 1] - 1.0) + effect
        below = expit(np.array([-1.0, 1.0]) - linear[:, np.newaxis])
        truth = np.diff(np.column_stack([np.zeros(series), below, np.ones(series)]), axis=1)
        outcome[t] = (rng.random(series)[:, np.newaxis] > below).sum(axis=1)
    return history(outcome), truth


def stages(seed: int, *, units: int = 24, weeks: int = 60, size: float = 3.0) -> History:
    """Draw weekly counts of two kinds in six provinces, with two stages in turn; periods of six weeks."""
    rng = np.random.default_rng(seed)
    codes = tuple(f"{u // 4:02d}.{u % 4:02d}" for u in range(units) for _ in range(2))
    kinds = ("etik", "pidana") * units
    rate = rng.gamma(2.0, 0.4, 2 * units)
    stage = tuple("kampanye" if (t // 6) % 2 else "persiapan" for t in range(weeks))
    busy = np.where(np.array(stage) == "kampanye", 2.0, 1.0)
    mean = busy[:, np.newaxis] * rate
    counts = rng.poisson(rng.gamma(size, mean / size)).astype(np.float64)
    starts = np.datetime64("2023-01-02") + 7 * np.arange(weeks)
    ring = {codes[2 * u]: (codes[2 * ((u + 1) % units)], codes[2 * ((u - 1) % units)]) for u in range(units)}
    return from_counts(CountSeries(counts, starts, codes, kinds, stage=stage, synthetic=True), neighbours=ring)
