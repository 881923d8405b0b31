"""What is still to come of the last weeks' reports, and the series as they will then be."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.delay import NOWCAST_REASONS, Nowcast, nowcast
from ikp.foresight.streams import CountSeries, Reports, triangle

__all__ = ["LONGEST", "Corrected", "corrected"]

#: Weeks after which hardly any report comes; those that do are counted in their week all the same.
LONGEST = 8
#: Of the interval that is shown.
LEVEL = 0.9
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Corrected:
    """Weekly counts as known, the nowcast, and the counts with what is still to come; shape (t, s) each."""

    known: CountSeries
    said: Nowcast
    whole: CountSeries

    @property
    def reasons(self) -> dict[str, int]:
        """Why nothing can be said about the last week of series, and of how many."""
        codes, numbers = np.unique(self.said.reason[-1], return_counts=True)
        named = ((NOWCAST_REASONS[int(code)], int(number)) for code, number in zip(codes, numbers, strict=True))
        return {code: number for code, number in named if code}

    @property
    def share(self) -> Matrix:
        """Share of the last week's reports that should have come by now, shape (s,)."""
        return np.asarray(self.said.share[-1])


def corrected(
    reports: Reports,
    counts: CountSeries,
    *,
    until: np.datetime64,
    group: Callable[[str], str],
    seed: int = 0,
) -> Corrected:
    """Correct the last weeks for reporting delay.

    Parameters
    ----------
    group : callable
        Unit to what its delay is borrowed from where its own reports are few: its province.
    """
    cut = triangle(
        reports,
        until=until,
        longest=min(LONGEST, len(counts.starts) - 1),
        since=counts.starts[0],
        units=tuple(dict.fromkeys(counts.units)),
        kinds=tuple(dict.fromkeys(counts.kinds)),
    )
    groups = [group(unit) for unit in cut.units]
    said = nowcast(cut, groups=groups, level=LEVEL, window=min(52, len(counts.starts)), seed=seed)
    # A report that came after the longest delay is known too: what is known is never less than what was counted.
    late = counts.counts - said.known
    whole = np.where(np.isfinite(said.mean), said.mean + late, counts.counts)
    return Corrected(counts, said, replace(counts, counts=whole))
