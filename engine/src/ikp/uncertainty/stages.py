"""The arithmetic of the fast road: stages of products, and nodes one by one where much is missing.

All matrices have a row a unit and a column a replicate: what is done for some units is done on
whole rows, and a unit's replicates lie side by side, as they are kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.recipe.steps import AggregateRule

__all__ = ["ROWS", "Gaps", "Nodewise", "Stage", "Stagewise", "Tiles", "room"]

Matrix = NDArray[np.float64]

#: Below this many multiplications OpenBLAS keeps to one thread; replicates run in threads of their own.
_SINGLE = 1 << 18
#: Replicates and units of a product come in multiples of these.
ROWS, _STRIDE = 8, 16
#: Up to so many units, to leave some out costs more than it saves.
_FEW = 64
#: Cells of a patch up to which nodes share one.
_SMALL = 1 << 12


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
        """Multiply the weights along each path: of the leaves, shape (leaves, b), and of the stages."""
        found = weights.take(self.paths[0], axis=0)
        for step in self.paths[1:]:
            found *= weights.take(step, axis=0)
        return found[: len(self.leaves)], found[len(self.leaves) :]

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


def room(n: int, b: int) -> Matrix:
    """Give room for the scores of n units in b replicates, with as many rows more as `Tiles.product` fills."""
    return np.empty((-(-n // _STRIDE) * _STRIDE, b))


class Tiles:
    """A table, shape (k, n), that `product` takes some units at a time.

    Every product has units and replicates in multiples that the kernels of OpenBLAS like: there
    they add the same numbers in the same order for every element. So the score of a unit hangs
    neither on its place nor on how many are computed, and equal units tie. And every product is
    so small that it stays on one thread. All of them are one call of NumPy.

    Parameters
    ----------
    x : array, shape (k, n)
        A row an indicator. Filled up with zeros to whole strides.
    """

    def __init__(self, x: Matrix) -> None:
        self._x = np.zeros((-(-x.shape[1] // _STRIDE) * _STRIDE, len(x)))
        self._x[: x.shape[1]] = x.T

    def product(self, shares: Matrix, out: Matrix | None = None) -> Matrix:
        """Give ``x.T @ shares``, b a multiple of `ROWS`; in `out`, made by `room`, where that is given."""
        (n, k), b = self._x.shape, shares.shape[1]
        if out is None:
            out = np.empty((n, b))
        high = max(_STRIDE, _SINGLE // max(1, k * b) // _STRIDE * _STRIDE)
        whole = n // high * high
        if whole:
            np.matmul(self._x[:whole].reshape(-1, high, k), shares, out=out[:whole].reshape(-1, high, b))
        if whole < n:
            np.matmul(self._x[whole:], shares, out=out[whole:])
        return out


class Gaps:
    """Which units miss some of a node's indicators, and which patterns of missing siblings there are.

    There is a row for each unit and node with gaps: first those of every unit's first such
    node, then those of the second, and so on, units with many nodes in front. What a unit gets
    is added node by node in one order, so its score does not hang on how nodes are put together.

    Parameters
    ----------
    groups : sequence of arrays of int
        Per node with gaps: its indicators.
    known : array of bool, shape (m, n)
    """

    def __init__(self, groups: Sequence[NDArray[np.intp]], known: NDArray[np.bool_]) -> None:
        members = [np.flatnonzero(~known[group].all(axis=0)) for group in groups]
        sizes = list(map(len, members))
        self.leaves = np.concatenate(groups)
        units, node = np.concatenate(members), np.repeat(np.arange(len(groups)), sizes)
        self.units, layer, order = _layered(units)
        self.ends = np.cumsum(np.bincount(layer)).tolist()
        self.rows, node = units[order], node[order]
        inside = np.repeat(np.arange(len(groups)), list(map(len, groups)))[:, None] == node
        self.there = known[self.leaves][:, self.rows] & inside
        patterns, self.pattern = _distinct(self.there)
        self.known, self.patterns = Tiles(patterns.astype(np.float64)), patterns.shape[1]

    @staticmethod
    def of(parents: Sequence[str], known: NDArray[np.bool_]) -> "list[Gaps]":
        """Find the gaps of each node, or of some together where they are few: calls would cost more than the zeros."""
        labels = np.array(parents, dtype=object)
        parts: list[list[NDArray[np.intp]]] = []
        leaves = rows = 0
        for group in (np.flatnonzero(labels == each) for each in dict.fromkeys(parents)):
            count = int(np.count_nonzero(~known[group].all(axis=0)))
            if not count:
                continue
            leaves, rows = leaves + group.size, rows + count
            if parts and leaves * rows <= _SMALL:
                parts[-1].append(group)
            else:
                parts.append([group])
                leaves, rows = group.size, count
        return [Gaps(part, known) for part in parts]


class _Patch:
    """What units that miss some of a node's indicators get besides: the node's mean of the others in full.

    The product counts a missing indicator as nothing. A node that knows the share D of its
    weight should count 1 / D times as much, so N (1 / D − 1) is added, N being what it has.
    D hangs on which siblings are missing: it is found once for each such pattern.
    """

    def __init__(self, gaps: Gaps, x: Matrix) -> None:
        self.gaps = gaps
        self._x = Tiles(np.where(gaps.there, x[gaps.leaves][:, gaps.rows], 0.0))

    def apply(self, shares: Matrix, within: Matrix, out: Matrix) -> Matrix:
        """Add what is due, and give the shares that are known, shape (patterns, b)."""
        gaps = self.gaps
        covered = gaps.known.product(within.take(gaps.leaves, axis=0))[: gaps.patterns]
        due = self._x.product(shares.take(gaps.leaves, axis=0))
        due[: gaps.rows.size] *= (1.0 / covered - 1.0).take(gaps.pattern, axis=0)
        total = out[gaps.units]
        for start, end in pairwise([0, *gaps.ends]):
            total[: end - start] += due[start:end]
        out[gaps.units] = total
        return covered

    def below(self, low: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.bool_]]]:
        """Give of the patterns that are low, shape (patterns, b), which units they are of, each once a part."""
        for start, end in pairwise([0, *self.gaps.ends]):
            yield self.gaps.rows[start:end], low.take(self.gaps.pattern[start:end], axis=0)


def _layered(units: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Order a list in which units stand several times: by how often they stood before, the frequent ones in front.

    Returns
    -------
    each : array
        The units, each once, those that stand most often in front.
    layer, order : array
        How often a unit stood before, rising, and the place in the list.
    """
    each, place, count = np.unique(units, return_inverse=True, return_counts=True)
    front = np.argsort(-count, kind="stable")
    ahead = np.empty_like(front)
    ahead[front] = np.arange(front.size)
    by_unit = np.argsort(place, kind="stable")
    before = np.empty_like(by_unit)
    before[by_unit] = np.arange(units.size) - np.repeat(np.cumsum(count) - count, count)
    order = np.lexsort((ahead[place], before))
    return each[front], before[order], order


def _distinct(columns: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Give the distinct columns, and which of them each column is."""
    packed = np.ascontiguousarray(np.packbits(columns, axis=0).T)
    whole = packed.view(np.dtype((np.void, packed.shape[1])))[:, 0]
    _, first, which = np.unique(whole, return_index=True, return_inverse=True)
    return columns[:, first], which


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
    found : dict, optional
        The gaps that were found for other scenarios; those of this one are added.
    """

    def __init__(
        self,
        x: Matrix,
        stages: list[Stage],
        nodes: list[Stage],
        *,
        doubtful: NDArray[np.bool_],
        least: float,
        found: dict[Any, list[Gaps]] | None = None,
    ) -> None:
        self._stages, self._least = stages, least
        self._doubtful = np.flatnonzero(doubtful)
        self._place = np.full(x.shape[1], -1)
        self._place[self._doubtful] = np.arange(self._doubtful.size)
        self._nodewise = Nodewise(x[:, self._doubtful], nodes) if self._doubtful.size else None
        self._x: list[Tiles] = []
        self._patches: list[list[_Patch]] = []
        found = {} if found is None else found
        for stage in stages:
            known = ~np.isnan(x[list(stage.leaves)])
            part = np.where(known, stage.taken(x[list(stage.leaves)]), 0.0)
            self._x.append(Tiles(part))
            key = stage.parents, stage.leaves, known.tobytes()
            if key not in found:
                found[key] = Gaps.of(stage.parents, known)
            self._patches.append([_Patch(gaps, part) for gaps in found[key]])

    def evaluate(self, weights: Matrix, out: Matrix) -> None:
        """Write the scores of the index into `out`, made by `room`; weights have shape (nodes + 1, b)."""
        values: list[Matrix] = []
        low: list[tuple[_Patch, NDArray[np.bool_]]] = []
        for number, stage in enumerate(self._stages):
            into = out if number == len(self._stages) - 1 else np.empty_like(out)
            leaves, below = stage.shares(weights)
            if stage.leaves:
                self._x[number].product(leaves, into)
            else:
                into[:] = 0.0
            within = weights.take(stage.own, axis=0)
            for patch in self._patches[number]:
                covered = patch.apply(leaves, within, into)
                if self._nodewise is not None:
                    low.append((patch, covered < self._least + 1e-9))
            if stage.stages:
                total = leaves.sum(axis=0)
                for place, share in zip(stage.stages, below, strict=True):
                    into += share * stage.taken(values[place])
                    total += share
                # 1 but for the last bits; yet what is full throughout must tie with what misses something.
                into /= total
            stage.finish(into)
            values.append(into)
        self._mend(weights, out, low)

    def _mend(self, weights: Matrix, out: Matrix, low: list[tuple[_Patch, NDArray[np.bool_]]]) -> None:
        """Work units node by node in the replicates in which too little of a node may be known."""
        if self._nodewise is None or not any(which.any() for _, which in low):
            return
        doubt = np.zeros((self._doubtful.size, out.shape[1]), dtype=np.bool_)
        for patch, which in low:
            for units, here in patch.below(which):
                place = self._place[units]
                doubt[place[place >= 0]] |= here[place >= 0]
        some = np.flatnonzero(doubt.any(axis=1)) if self._doubtful.size > _FEW else np.arange(self._doubtful.size)
        units, those = self._doubtful[some], np.flatnonzero(doubt.any(axis=0))
        padded = np.append(those, those[-1:].repeat(-those.size % ROWS))
        mended = room(some.size, padded.size)
        chosen = some if some.size < self._doubtful.size else None
        self._nodewise.evaluate(weights.take(padded, axis=1), mended, chosen)
        before, here = out[np.ix_(units, those)], doubt[np.ix_(some, those)]
        out[np.ix_(units, those)] = np.where(here, mended[: some.size, : those.size], before)


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
        self._whole = self._tiles(slice(None))

    def _tiles(self, units: slice | NDArray[np.intp]) -> list[tuple[Tiles, Tiles]]:
        """Give of every node what it has and what is known of it."""
        return [
            (Tiles(x[:, units]), Tiles(known[:, units].astype(np.float64)))
            for x, known in zip(self._x, self._known, strict=True)
        ]

    def evaluate(self, weights: Matrix, out: Matrix, units: NDArray[np.intp] | None = None) -> None:
        """Write the scores of the index into `out`, made by `room`, or those of some units only."""
        values: list[Matrix] = []
        covered: list[Matrix] = []
        chosen = slice(None) if units is None else units
        tiles = self._whole if units is None else self._tiles(units)
        for number, node in enumerate(self._nodes):
            into = out if number == len(self._nodes) - 1 else np.empty_like(out)
            own, below = node.shares(weights)
            known = self._known[number][:, chosen]
            has, is_known = tiles[number]
            has.product(own, into)
            there = is_known.product(own)
            coverage = there.copy()
            for place, share in zip(node.stages, below, strict=True):
                value = node.taken(values[place])
                scored = ~np.isnan(value)
                into += np.where(scored, share * value, 0.0)
                there += share * scored
                coverage += share * covered[place]
            with np.errstate(invalid="ignore"):
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
            into[: known.shape[1]][~known.all(axis=0)] = np.nan
            for place in node.stages:
                into[np.isnan(values[place])] = np.nan
        if node.rule.min_coverage > 0:
            into[coverage < node.rule.min_coverage - 1e-12] = np.nan
