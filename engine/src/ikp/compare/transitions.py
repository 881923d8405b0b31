"""From which category to which: the cross-tabulation of two editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Transitions"]


@dataclass(frozen=True)
class Transitions:
    """Categories of the units that have one in both editions.

    Parameters
    ----------
    units : sequence of str, length n
    labels_a, labels_b : sequence of str
        From the lowest category to the highest.
    a, b : sequence of str, length n
        The category of each unit in A and in B.
    """

    units: tuple[str, ...]
    labels_a: tuple[str, ...]
    labels_b: tuple[str, ...]
    a: tuple[str, ...]
    b: tuple[str, ...]

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        """Place of each unit's category among its labels, shape (n, 2)."""
        places = [(self.labels_a.index(a), self.labels_b.index(b)) for a, b in zip(self.a, self.b, strict=True)]
        return np.array(places, dtype=np.intp).reshape(-1, 2)

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many units went from each label of A (row) to each label of B (column)."""
        found = np.zeros((len(self.labels_a), len(self.labels_b)), dtype=np.int64)
        np.add.at(found, tuple(self._places.T), 1)
        return found

    @property
    def ordered(self) -> bool:
        """True if both use the same labels, so that a change has a direction."""
        return self.labels_a == self.labels_b

    @property
    def steps(self) -> NDArray[np.int64] | None:
        """By how many categories each unit went up (above zero) or down, shape (n,); None if not `ordered`."""
        return (self._places[:, 1] - self._places[:, 0]).astype(np.int64) if self.ordered else None

    @property
    def up(self) -> tuple[str, ...]:
        """The units in a higher category in B; empty if not `ordered`."""
        return self._moving(1)

    @property
    def down(self) -> tuple[str, ...]:
        """The units in a lower category in B; empty if not `ordered`."""
        return self._moving(-1)

    @property
    def same(self) -> tuple[str, ...]:
        """The units in the same category in both; empty if not `ordered`."""
        return self._moving(0)

    def _moving(self, sign: int) -> tuple[str, ...]:
        steps: Sequence[int] = [] if self.steps is None else np.sign(self.steps).tolist()
        return tuple(unit for unit, step in zip(self.units, steps, strict=False) if step == sign)

    def between(self, a: str, b: str) -> tuple[str, ...]:
        """Give the units in category `a` in A and `b` in B."""
        return tuple(
            unit for unit, here, there in zip(self.units, self.a, self.b, strict=True) if (here, there) == (a, b)
        )
