"""Made-up events and polling stations for training and trials. Every row of them says so: *SINTETIS*."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ikp.events import Declaration, EventLog
from ikp.framework import Framework

__all__ = ["demo_events", "demo_stations"]

#: Of the cells of an office: how many it has no data for, and how many it passes over in silence.
_NO_DATA = 0.03
_SILENT = 0.02


def demo_events(
    framework: Framework,
    units: Mapping[str, str],
    rng: np.random.Generator,
    *,
    start: date = date(2017, 1, 1),
    end: date = date(2020, 12, 31),
    grades: tuple[int, int] = (1, 4),
) -> EventLog:
    """Make up a log of events that looks like a real one and is none.

    Units differ by one common effect, and by one of their own in each dimension, so that
    indicators go together and the index has a spread. Counts follow a Poisson law whose
    rate is gamma distributed around that: most cells hold nothing, few hold very much.
    What did not happen is mostly declared *nil*; some cells have *no data*, and some are
    passed over in silence.

    Parameters
    ----------
    framework : Framework
        Gives the indicators, and the dimensions they stand in.
    units : mapping
        Code to name.
    rng : numpy.random.Generator
        The same state gives the same log.
    start, end : date
        The first and the last day of an event.
    grades : pair of int
        The scale of the grades.

    Returns
    -------
    EventLog
        With ``synthetic=True``, ordered by unit, then indicator.
    """
    codes = framework.indicators
    n, m = len(units), len(codes)
    dimensions = framework.children(framework.root)
    dimension = np.array([dimensions.index(framework.path(code)[1]) for code in codes])
    common = rng.normal(0.0, 0.9, size=(n, 1))
    own = rng.normal(0.0, 0.6, size=(n, len(dimensions)))[:, dimension]
    frequency = rng.normal(-1.9, 1.0, size=(1, m))
    rate = np.exp(np.clip(frequency + common + own, None, 5.0))
    counts = rng.poisson(rate * rng.gamma(0.7, 1 / 0.7, size=(n, m)))

    fate = rng.random(size=(n, m))
    no_data = fate < _NO_DATA
    silent = (fate >= _NO_DATA) & (fate < _NO_DATA + _SILENT)
    # A cell with events becomes up to four rows, which share its count.
    rows_wanted = np.minimum(counts, rng.integers(1, 5, size=(n, m)))
    rows = np.where(no_data, 1, np.where(silent, 0, np.maximum(rows_wanted, 1))).ravel()
    cell = np.repeat(np.arange(n * m), rows)
    place = np.arange(cell.size) - np.repeat(np.cumsum(rows) - rows, rows)
    happened = np.where(no_data, 0, counts).ravel()[cell]
    shared = happened // rows[cell] + (place < happened % rows[cell])

    declaration = np.where(no_data.ravel()[cell], Declaration.NO_DATA, Declaration.NIL)
    declaration = np.where(shared > 0, Declaration.NONE, declaration)
    low, high = grades
    gravity = rng.binomial(high - low, np.broadcast_to(1 / (1 + np.exp(1.0 - 0.6 * common)), (n, m)).ravel()[cell])
    days = rng.integers(0, (end - start).days + 1, size=cell.size)
    day = np.datetime64(start) + days.astype("timedelta64[D]")
    return EventLog(
        tuple(units),
        cell // m,
        codes,
        cell % m,
        shared,
        grade=np.where(shared > 0, low + gravity, 0),
        date=np.where(shared > 0, day, np.datetime64("NaT")),
        declaration=declaration,
        names=units,
        origin="SINTETIS",
        synthetic=True,
    )


def demo_stations(
    counts: Mapping[str, int], regencies: Sequence[str], stations: int, rng: np.random.Generator
) -> tuple[list[str], NDArray[np.uint8]]:
    """Make up polling stations (*SINTETIS*) whose answers add up to given counts, to the station.

    Stations are spread evenly over the regencies, ten to a village and ten villages to a
    district; codes below the regencies are made up. In some villages more is answered yes.

    Parameters
    ----------
    counts : mapping
        Indicator to the number of stations with yes.
    regencies : sequence of str
        Codes.
    stations : int
    rng : numpy.random.Generator

    Returns
    -------
    codes : list of str
        As ``11.01.01.2001.001``, in order.
    answers : array of uint8, shape (stations, indicators)
        1 is yes.

    Raises
    ------
    ValueError
        If a count is larger than the number of stations, or a regency would have 99 full districts.
    """
    if max(counts.values(), default=0) > stations:
        message = f"more stations say yes than there are: {max(counts.values())} of {stations}"
        raise ValueError(message)
    codes = []
    for k, regency in enumerate(regencies):
        own = (k + 1) * stations // len(regencies) - k * stations // len(regencies)
        if own > 9900:
            message = f"{own} stations are too many for one regency"
            raise ValueError(message)
        codes += [f"{regency}.{i // 100 + 1:02d}.{2001 + i // 10 % 10}.{i % 10 + 1:03d}" for i in range(own)]
    village = np.unique([code[:13] for code in codes], return_inverse=True)[1]
    tendency = rng.normal(0.0, 0.7, village.max(initial=0) + 1)[village]
    answers = np.zeros((stations, len(counts)), dtype=np.uint8)
    for j, count in enumerate(counts.values()):
        # The largest keys under Gumbel noise: draws without putting back, likelier where the tendency is.
        keys = tendency + rng.gumbel(size=stations)
        answers[np.argpartition(-keys, count - 1)[:count] if count else [], j] = 1
    return codes, answers
