"""What is still to come of the last weeks' reports."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.delay import NOWCAST_REASONS, Nowcast, nowcast
from ikp.foresight.streams import CountSeries, Reports, triangle

__all__ = ["LEVEL", "LONGEST", "Delayed", "delayed"]

#: Weeks after which hardly any report comes; those that do are counted in their week all the same.
LONGEST = 8
#: Of the interval that is shown.
LEVEL = 0.9
_YEAR = 52
#: Weeks that the delay and the usual level are learned from; what is older is complete.
_LEARNED = 104
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Delayed:
    """The nowcast; and the same figures with the reports that came later than the longest delay, which it leaves out.

    `mean`, `low`, `high` and `share` have the shape (t, s); NaN where nothing can be said. `fresh` is what was
    known of each week at its own end, for the last weeks only.
    """

    said: Nowcast
    mean: Matrix
    low: Matrix
    high: Matrix
    fresh: Matrix

    @property
    def share(self) -> Matrix:
        """Share of each week's reports that should have come by now."""
        return np.asarray(self.said.share)

    @property
    def reasons(self) -> dict[str, int]:
        """Why nothing can be said about the last week of series, and of how many."""
        codes, numbers = np.unique(self.said.reason[-1], return_counts=True)
        named = ((NOWCAST_REASONS[int(code)], int(number)) for code, number in zip(codes, numbers, strict=True))
        return {code: number for code, number in named if code}


def delayed(
    reports: Reports, counts: CountSeries, *, until: np.datetime64, groups: Sequence[str], seed: int = 0
) -> Delayed:
    """Foresee what is still to come.

    Parameters
    ----------
    groups : sequence of str, length s
        What the delay of a series is borrowed from where its own reports are few: its province.
    """
    first = max(0, len(counts.starts) - _LEARNED)
    cut = triangle(
        reports,
        until=until,
        longest=min(LONGEST, len(counts.starts) - 1),
        since=counts.starts[first],
        units=tuple(dict.fromkeys(counts.units)),
        kinds=tuple(dict.fromkeys(counts.kinds)),
    )
    said = nowcast(cut, groups=list(groups), level=LEVEL, window=min(_YEAR, len(counts.starts)), seed=seed)
    said = _whole(said, counts, first)
    late = counts.counts - said.known
    return Delayed(said, said.mean + late, said.low + late, said.high + late, np.asarray(cut.n[:, 0]))


def _whole(said: Nowcast, counts: CountSeries, first: int) -> Nowcast:
    """Put the weeks before those that were looked at in front: they are complete."""
    before = counts.counts[:first]
    known, mean, low, high = (np.vstack([before, each]) for each in (said.known, said.mean, said.low, said.high))
    reason = np.vstack([np.zeros(before.shape, dtype=np.int8), said.reason])
    open_ = range(said.open.start + first, said.open.stop + first)
    return replace(said, known=known, mean=mean, low=low, high=high, reason=reason, open=open_, starts=counts.starts)
