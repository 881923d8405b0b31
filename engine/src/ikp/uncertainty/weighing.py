"""Drawing weights: every sibling of the tree in one row of numbers, a row per replicate."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import chance
from ikp.framework import Framework
from ikp.uncertainty.drawing import Layout
from ikp.uncertainty.perturbations import Weights

__all__ = ["Weigher"]

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Move:
    """One perturbation of weights: the columns it moves, where their groups start, and the factors it takes."""

    of: Weights
    columns: Places
    starts: Places
    factors: Places


class Weigher:
    """Draws weights around those of a scenario.

    Parameters
    ----------
    layout : Layout
    framework : Framework
        Of the scenario: an indicator may be lacking.
    base : mapping
        Node to weight; siblings sum to 1.

    Attributes
    ----------
    codes : tuple of str
        Every node but the index, siblings side by side: what the columns of `draw` stand for.
    """

    def __init__(self, layout: Layout, framework: Framework, base: Mapping[str, float]) -> None:
        self._framework = framework
        self.codes = tuple(child for parent in framework.aggregates for child in framework.children(parent))
        self.column = {code: j for j, code in enumerate(self.codes)}
        self._base = np.array([base[code] for code in self.codes])
        self._moves = [
            move
            for place, each in layout.of(Weights)
            if isinstance(each, Weights) and (move := self._move(layout, place, each))
        ]

    def draw(self, u: Matrix) -> Matrix:
        """Draw weights, shape (B, nodes); siblings sum to 1.

        Parameters
        ----------
        u : array, shape (B, factors)
        """
        drawn = self._base[None, :]
        for move in self._moves:
            found = _moved(move, drawn.take(move.columns, axis=1), u.take(move.factors, axis=1), self.codes)
            if found.shape == (len(u), len(self.codes)) and (np.diff(move.columns) == 1).all():
                drawn = found
            else:
                drawn = np.array(np.broadcast_to(drawn, (len(u), len(self.codes))))
                drawn[:, move.columns] = found
        return np.broadcast_to(drawn, (len(u), len(self.codes)))

    @property
    def ratio(self) -> float:
        """How many times two siblings' weights can change against each other; infinite where nothing bounds it."""
        spreads = [each.of.spread if each.of.distribution == "uniform" else 1.0 for each in self._moves]
        return float(np.prod([(1 + s) / (1 - s) if s < 1 else np.inf for s in spreads]))

    def _move(self, layout: Layout, place: int, each: Weights) -> _Move | None:
        factor = {one.of: k for k, one in enumerate(layout.factors) if one.place == place}
        columns: list[int] = []
        starts: list[int] = []
        for parent in each.parents or self._framework.aggregates:
            if parent in self._framework and self._varies(each, parent):
                starts.append(len(columns))
                columns += [self.column[child] for child in self._framework.children(parent)]
        if not columns:
            return None
        alone = each.distribution in ("sets", "toward_equal")
        factors = [factor[each.kind]] if alone else [factor[self.codes[j]] for j in columns]
        return _Move(each, np.array(columns), np.array(starts), np.array(factors))

    def _varies(self, each: Weights, parent: str) -> bool:
        children = self._framework.children(parent)
        if each.distribution == "sets":
            return len(children) > 1 and all(child in each.sets for child in children)
        return int(np.count_nonzero(self._base[[self.column[child] for child in children]])) > 1


def _moved(move: _Move, weights: Matrix, u: Matrix, codes: tuple[str, ...]) -> Matrix:
    match move.of.distribution:
        case "toward_equal":
            return chance.toward_equal(weights, u[:, 0], move.starts)
        case "sets":
            sets = np.array([move.of.sets[codes[j]] for j in move.columns])
            which = np.minimum((u[:, 0] * sets.shape[1]).astype(np.intp), sets.shape[1] - 1)
            return chance.scaled(sets.T[which], move.starts)
        case "dirichlet":
            return chance.dirichlet(weights, u, move.of.concentration or 1.0, move.starts)
        case _:
            return chance.spread_evenly(weights, u, move.of.spread, move.starts)
