"""The arithmetic of the fast road: stages of products, and nodes one by one where much is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.recipe.steps import AggregateRule

__all__ = ["ROWS", "Nodewise", "Stage", "Stagewise"]

Matrix = NDArray[np.float64]

#: Below this many multiplications OpenBLAS keeps to one thread; replicates run in threads of their own.
_SINGLE = 1 << 18
#: Rows and columns of a product come in multiples of these.
ROWS, _STRIDE = 8, 16
#: Cells of a patch below which all nodes share one.
_SMALL = 1 << 17


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A node where something happens, with what goes into it.

    Parameters
    ----------
    rule : AggregateRule
    bounds : tuple of two floats, or None
        Of its line.
    leaves, stages : tuple of int
        Indicators and earlier stages.
    paths : array of int, shape (steps, inputs)
        Per input, leaves first: the weights that are multiplied on the way down to it.
    own : array of int, shape (leaves,)
        Place of each leaf's own weight among its siblings.
    parents : tuple of str
        Per leaf: the node that it stands under.
    """

    rule: AggregateRule
    bounds: tuple[float, float] | None
    leaves: tuple[int, ...]
    stages: tuple[int, ...]
    paths: NDArray[np.intp]
    own: NDArray[np.intp]
    parents: tuple[str, ...]

    def shares(self, weights: Matrix) -> tuple[Matrix, Matrix]:
        """Multiply the weights along each path: of the leaves, shape (b, leaves), and of the stages."""
        found = weights[:, self.paths[0]]
        for step in self.paths[1:]:
            found *= weights[:, step]
        return np.ascontiguousarray(found[:, : len(self.leaves)]), found[:, len(self.leaves) :]

    def taken(self, value: Matrix) -> Matrix:
        """Give values as the mean takes them: logarithms for a geometric one."""
        if self.rule.method != "geometric":
            return value
        with np.errstate(divide="ignore"):
            return np.asarray(np.log(value if self.rule.clip is None else np.maximum(value, self.rule.clip)))

    def finish(self, value: Matrix) -> None:
        """Turn a mean into the node's score, in place: back from logarithms, then its line and its cap."""
        if self.rule.method == "geometric":
            np.exp(value, out=value)
        scale = self.rule.rescale
        bottom, top = scale.to
        if self.bounds is not None and scale.method == "minmax":
            low, high = self.bounds
            if low == high:
                value[~np.isnan(value)] = (bottom + top) / 2
            else:
                value -= low
                value /= high - low
                value *= top - bottom
                value += bottom
        if scale.method == "cap" or scale.cap:
            np.clip(value, bottom, top, out=value)


class Tiles:
    """A table, shape (k, n), in tiles that `product` takes one by one.

    Every product has rows and columns in multiples that the kernels of OpenBLAS like: there
    they add the same numbers in the same order for every element. So the score of a unit hangs
    neither on its place nor on how many are computed, and equal units tie. And every product is
    so small that it stays on one thread.

    Parameters
    ----------
    x : array, shape (k, n)
        Filled up with zeros to whole strides.
    rows : int
        The most rows of shares that will come.
    """

    def __init__(self, x: Matrix, rows: int) -> None:
        k, self.n = x.shape
        wide = max(_STRIDE, _SINGLE // max(1, k * max(rows, ROWS)) // _STRIDE * _STRIDE)
        self._wide = min(wide, -(-max(1, self.n) // _STRIDE) * _STRIDE)
        self._tiles = []
        for start in range(0, self.n, self._wide):
            part = x[:, start : start + self._wide]
            tile = np.zeros((k, -(-part.shape[1] // _STRIDE) * _STRIDE))
            tile[:, : part.shape[1]] = part
            self._tiles.append(tile)

    def product(self, shares: Matrix, out: Matrix) -> Matrix:
        """Write ``shares @ x`` into `out`, shape (b, n); b is a multiple of `ROWS`."""
        for start, tile in zip(range(0, self.n, self._wide), self._tiles, strict=True):
            into = out[:, start : start + tile.shape[1]]
            if into.shape[1] == tile.shape[1]:
                np.matmul(shares, tile, out=into)
            else:
                into[:] = np.matmul(shares, tile)[:, : into.shape[1]]
        return out


class _Patch:
    """What units that miss some of a node's indicators get besides: the node's mean of the others in full.

    The product counts a missing indicator as nothing. A node that knows the share D of its
    weight should count 1 / D times as much, so N (1 / D − 1) is added, N being what it has.
    """

    def __init__(self, groups: Sequence[NDArray[np.intp]], x: Matrix, known: NDArray[np.bool_], rows: int) -> None:
        members = [np.flatnonzero(~known[group].all(axis=0)) for group in groups]
        self.leaves, self.units = np.concatenate(groups), np.concatenate(members)
        values, there = (np.zeros((self.leaves.size, self.units.size)) for _ in range(2))
        down = across = 0
        for group, units in zip(groups, members, strict=True):
            block = np.s_[down : down + group.size, across : across + units.size]
            values[block], there[block] = x[np.ix_(group, units)], known[np.ix_(group, units)]
            down, across = down + group.size, across + units.size
        self._x, self._known = Tiles(values, rows), Tiles(there, rows)
        self.layers = _layers(self.units) if len(groups) > 1 else [np.arange(self.units.size)]

    def apply(self, shares: Matrix, within: Matrix, out: Matrix) -> Matrix:
        """Add what is due, and give the shares that are known, shape (b, units)."""
        covered, due = (np.empty((len(out), self.units.size)) for _ in range(2))
        self._known.product(np.ascontiguousarray(within[:, self.leaves]), covered)
        self._x.product(np.ascontiguousarray(shares[:, self.leaves]), due)
        due *= 1.0 / covered - 1.0
        for layer in self.layers:
            out[:, self.units[layer]] += due[:, layer]
        return covered


def _layers(units: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Part a list in which units stand several times so that each stands once in a part."""
    order = np.argsort(units, kind="stable")
    fresh = np.diff(units[order], prepend=-1) != 0
    place = np.arange(units.size) - np.maximum.accumulate(np.where(fresh, np.arange(units.size), 0))
    return [order[place == k] for k in range(int(place.max(initial=-1)) + 1)]


def _patches(parents: Sequence[str], x: Matrix, known: NDArray[np.bool_], rows: int) -> list[_Patch]:
    """Make a patch for each node, or one for all where they are small: calls would cost more than the zeros."""
    labels = np.array(parents, dtype=object)
    groups = [np.flatnonzero(labels == each) for each in dict.fromkeys(parents)]
    groups = [group for group in groups if not known[group].all()]
    cells = sum(map(len, groups)) * sum(int(np.count_nonzero(~known[group].all(axis=0))) for group in groups)
    parts = [groups] if groups and cells < _SMALL else [[group] for group in groups]
    return [_Patch(part, x, known, rows) for part in parts]


class Stagewise:
    """Units that miss at most some of a node's indicators.

    Parameters
    ----------
    x : array, shape (m, n)
        A row an indicator; NaN is missing.
    stages : list of Stage
        Collapsed.
    nodes : list of Stage
        One for each node, for units whose coverage falls below the least in a replicate.
    doubtful : array of bool, shape (n,)
        Units to which that can happen.
    least : float
        The largest coverage that any node asks for.
    rows : int
        The most replicates that will come at once.
    """

    def __init__(
        self,
        x: Matrix,
        stages: list[Stage],
        nodes: list[Stage],
        *,
        doubtful: NDArray[np.bool_],
        least: float,
        rows: int,
    ) -> None:
        self._stages, self._least = stages, least
        self._doubtful = np.flatnonzero(doubtful)
        self._place = np.full(x.shape[1], -1)
        self._place[self._doubtful] = np.arange(self._doubtful.size)
        self._nodewise = Nodewise(x[:, self._doubtful], nodes) if self._doubtful.size else None
        self._x: list[Tiles] = []
        self._patches: list[list[_Patch]] = []
        for stage in stages:
            known = ~np.isnan(x[list(stage.leaves)])
            part = np.where(known, stage.taken(x[list(stage.leaves)]), 0.0)
            self._x.append(Tiles(part, rows))
            self._patches.append(_patches(stage.parents, part, known, rows))

    def evaluate(self, weights: Matrix, out: Matrix) -> None:
        """Write the scores of the index into `out`, shape (b, n)."""
        values: list[Matrix] = []
        low: list[tuple[_Patch, NDArray[np.bool_]]] = []
        for number, stage in enumerate(self._stages):
            into = out if number == len(self._stages) - 1 else np.empty_like(out)
            leaves, below = stage.shares(weights)
            if stage.leaves:
                self._x[number].product(leaves, into)
            else:
                into[:] = 0.0
            for patch in self._patches[number]:
                covered = patch.apply(leaves, weights[:, stage.own], into)
                if self._nodewise is not None:
                    low.append((patch, covered < self._least + 1e-9))
            if stage.stages:
                total = leaves.sum(axis=1)
                for place, share in zip(stage.stages, below.T, strict=True):
                    into += share[:, None] * stage.taken(values[place])
                    total += share
                # 1 but for the last bits; yet what is full throughout must tie with what misses something.
                into /= total[:, None]
            stage.finish(into)
            values.append(into)
        self._mend(weights, out, low)

    def _mend(self, weights: Matrix, out: Matrix, low: list[tuple[_Patch, NDArray[np.bool_]]]) -> None:
        """Work units node by node in the replicates in which too little of a node may be known."""
        if self._nodewise is None or not any(which.any() for _, which in low):
            return
        doubt = np.zeros((len(out), self._doubtful.size), dtype=np.bool_)
        for patch, which in low:
            for layer in patch.layers:
                place = self._place[patch.units[layer]]
                doubt[:, place[place >= 0]] |= which[:, layer[place >= 0]]
        some = np.flatnonzero(doubt.any(axis=0))
        mended = np.empty((len(out), some.size))
        self._nodewise.evaluate(weights, mended, some)
        units = self._doubtful[some]
        out[:, units] = np.where(doubt[:, some], mended, out[:, units])


class Nodewise:
    """Any units, node by node, with the coverage of every node.

    Parameters
    ----------
    x : array, shape (m, n)
        A row an indicator; NaN is missing.
    nodes : list of Stage
        One for each node.
    """

    def __init__(self, x: Matrix, nodes: list[Stage]) -> None:
        self._nodes = nodes
        self._known = [~np.isnan(x[list(node.leaves)]) for node in nodes]
        self._x = [
            np.where(known, node.taken(x[list(node.leaves)]), 0.0)
            for node, known in zip(nodes, self._known, strict=True)
        ]

    def evaluate(self, weights: Matrix, out: Matrix, units: NDArray[np.intp] | None = None) -> None:
        """Write the scores of the index into `out`, shape (b, n), or those of some units only."""
        values: list[Matrix] = []
        covered: list[Matrix] = []
        chosen = slice(None) if units is None else units
        for number, node in enumerate(self._nodes):
            into = out if number == len(self._nodes) - 1 else np.empty_like(out)
            own, below = node.shares(weights)
            known = self._known[number][:, chosen]
            Tiles(self._x[number][:, chosen], len(out)).product(own, into)
            there = Tiles(known.astype(np.float64), len(out)).product(own, np.empty_like(out))
            coverage = there.copy()
            for place, share in zip(node.stages, below.T, strict=True):
                value = node.taken(values[place])
                has = ~np.isnan(value)
                into += np.where(has, share[:, None] * value, 0.0)
                there += share[:, None] * has
                coverage += share[:, None] * covered[place]
            with np.errstate(invalid="ignore", divide="ignore"):
                into /= there  # 0 / 0: nothing is known
            self._withhold(node, known, values, coverage, into)
            node.finish(into)
            values.append(into)
            covered.append(coverage)

    @staticmethod
    def _withhold(
        node: Stage, known: NDArray[np.bool_], values: Sequence[Matrix], coverage: Matrix, into: Matrix
    ) -> None:
        if node.rule.missing == "propagate":
            into[:, ~known.all(axis=0)] = np.nan
            for place in node.stages:
                into[np.isnan(values[place])] = np.nan
        if node.rule.min_coverage > 0:
            into[coverage < node.rule.min_coverage - 1e-12] = np.nan
