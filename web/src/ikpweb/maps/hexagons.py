"""Place units on a hexagon grid so that neighbours stay neighbours and provinces stay together.

Every unit gets one hexagon, so a small regency weighs as much on the map as a vast one,
and no boundary file is needed: a point inside each unit is enough. Three moves:

1. *Spread.* Points push each other apart until each has room for a hexagon, and points of
   different islands until there is sea between them; neighbours of one island hold on to
   each other, those of one province more firmly.
2. *Assign.* Every point gets a cell of a hexagon grid by the assignment with the least
   squared distance (Hungarian method).
3. *Anneal.* Hexagons swap places or move to a free cell while that brings neighbours
   closer and keeps the one east of the other east of it, gives units more neighbours of
   their own province and keeps the sea open.

The draws come from the generator passed in: the same points and seed give the same map.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial import Delaunay, cKDTree

__all__ = ["Cell", "centre", "components", "neighbours", "place", "touching"]

Points = NDArray[np.float64]
#: Column and row; odd rows are shifted half a hexagon to the right.
Cell = tuple[int, int]

ROW = math.sqrt(3) / 2


def place(
    points: Points,
    provinces: Sequence[str],
    islands: Sequence[str],
    rng: np.random.Generator,
    *,
    size: float,
    sea: float = 1.9,
    compass: float = 0.3,
    rounds: int = 400_000,
) -> list[Cell]:
    """Give every unit a cell.

    Parameters
    ----------
    points : array, shape (n, 2)
        To the right and downwards, in any unit of length.
    provinces, islands : sequence of str, length n
        What is to stay together, and what is to stay apart.
    rng : numpy.random.Generator
    size : float
        Distance between neighbouring hexagons, in the unit of the points.
    sea : float
        How far hexagons of different islands stay apart, in hexagons.
    compass : float
        How much it costs when a neighbour stands in another direction than on the earth.
    rounds : int
        Moves tried in the annealing.

    Returns
    -------
    list of (column, row), both from 0
    """
    province, island = np.unique(provinces, return_inverse=True)[1], np.unique(islands, return_inverse=True)[1]
    edges = _edges(points, island)
    spread = _spread(points, province, island, edges, size=size, sea=sea)
    grid, corner = _grid(spread, size)
    cost = ((spread[:, None, :] - (corner + size * np.array([centre(cell) for cell in grid]))) ** 2).sum(-1)
    cells = [grid[j] for j in linear_sum_assignment(cost)[1]]
    way = points[edges[:, 1]] - points[edges[:, 0]]
    way *= compass / (np.linalg.norm(way, axis=1, keepdims=True) + 1e-9)
    settled = _Annealing(cells, (spread - corner) / size, province, island, edges, way).run(rng, rounds)
    left, top = min(c for c, _ in settled), min(r for _, r in settled)
    top -= top % 2  # keep the parity of the rows: it says which of them are shifted
    return [(column - left, row - top) for column, row in settled]


def neighbours(cell: Cell) -> list[Cell]:
    """Give the six cells around a cell."""
    column, row = cell
    shift = row % 2
    return [
        (column - 1, row), (column + 1, row),
        (column - 1 + shift, row - 1), (column + shift, row - 1),
        (column - 1 + shift, row + 1), (column + shift, row + 1),
    ]  # fmt: skip


def components(cells: Sequence[Cell]) -> int:
    """Count the connected pieces that some cells form."""
    left, count = set(cells), 0
    while left:
        count += 1
        front = [left.pop()]
        while front:
            here = [cell for cell in neighbours(front.pop()) if cell in left]
            left.difference_update(here)
            front += here
    return count


def touching(a: Cell, b: Cell) -> bool:
    """Tell whether two cells share a side."""
    return b in neighbours(a)


def centre(cell: Cell) -> tuple[float, float]:
    """Give the middle of a cell, in widths of a hexagon, to the right and downwards."""
    return cell[0] + 0.5 * (cell[1] % 2), cell[1] * ROW


def _edges(points: Points, island: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the neighbours within each island: the sides of the Delaunay triangles."""
    if len(points) < 4:
        return np.empty((0, 2), dtype=np.intp)
    sides = Delaunay(points).simplices[:, [[0, 1], [1, 2], [0, 2]]].reshape(-1, 2)
    sides = np.unique(np.sort(sides, axis=1), axis=0).astype(np.intp)
    within: NDArray[np.intp] = sides[island[sides[:, 0]] == island[sides[:, 1]]]
    return within


def _spread(
    points: Points,
    province: NDArray[np.intp],
    island: NDArray[np.intp],
    edges: NDArray[np.intp],
    *,
    size: float,
    sea: float,
    rounds: int = 900,
) -> Points:
    here = points.astype(np.float64)
    hold = np.where(province[edges[:, 0]] == province[edges[:, 1]], 0.07, 0.02)
    for _ in range(rounds):
        force = 0.0015 * (points - here)
        near = cKDTree(here).query_pairs(size * sea, output_type="ndarray")
        wanted = np.where(island[near[:, 0]] == island[near[:, 1]], size, size * sea)
        _pull(force, here, near, partial(_push_apart, wanted))
        _pull(force, here, edges, partial(_hold_on, hold, size))
        here += force
    return here


def _push_apart(wanted: Points, gap: Points) -> Points:
    return -0.25 * np.clip(wanted - gap, 0, None)


def _hold_on(hold: Points, size: float, gap: Points) -> Points:
    return hold * np.clip(gap - size, 0, 3 * size)


def _pull(force: Points, here: Points, pairs: NDArray[np.intp], strength: Callable[[Points], Points]) -> None:
    """Add a force along each pair, towards each other where it is positive."""
    if not len(pairs):
        return
    way = here[pairs[:, 1]] - here[pairs[:, 0]]
    gap = np.linalg.norm(way, axis=1) + 1e-9
    push = way * (strength(gap) / gap)[:, None]
    np.add.at(force, pairs[:, 0], push)
    np.add.at(force, pairs[:, 1], -push)


def _grid(points: Points, size: float, margin: int = 2) -> tuple[list[Cell], Points]:
    corner = points.min(0) - margin * size
    width, height = (points.max(0) - points.min(0)) / size + 2 * margin
    return [(c, r) for r in range(int(height / ROW) + 1) for c in range(int(width) + 1)], corner


# The annealing asks millions of times about some thousand cells.
_beside, _middle = lru_cache(1 << 14)(neighbours), lru_cache(1 << 14)(centre)

#: Heat at the beginning and at the end, in units of the energy: a hexagon of another island
#: beside one costs 6, a neighbour of the own province gains 0.6.
_HOT, _COLD = 3.0, 0.007


@dataclass
class _Annealing:
    """The third move: small changes, first boldly, then only for the better."""

    cells: list[Cell]
    target: Points
    province: NDArray[np.intp]
    island: NDArray[np.intp]
    edges: NDArray[np.intp]
    way: Points
    at: dict[Cell, int] = field(init=False)
    friends: list[list[tuple[int, float, float, float]]] = field(init=False)

    # Told one number at a time, a list is several times faster than an array.
    goals: list[tuple[float, float]] = field(init=False)
    provinces: list[int] = field(init=False)
    islands: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.goals = [(x, y) for x, y in self.target.tolist()]
        self.provinces, self.islands = self.province.tolist(), self.island.tolist()
        self.at = {cell: i for i, cell in enumerate(self.cells)}
        self.friends = [[] for _ in self.cells]
        for (a, b), (u, v) in zip(self.edges.tolist(), self.way.tolist(), strict=True):
            weight = 1.0 if self.province[a] == self.province[b] else 0.35
            self.friends[a].append((b, weight, u, v))
            self.friends[b].append((a, weight, -u, -v))

    def run(self, rng: np.random.Generator, rounds: int) -> list[Cell]:
        heat, cooling = _HOT, (_COLD / _HOT) ** (1000 / rounds)
        for turn in range(rounds):
            if turn % 1000 == 0:
                heat *= cooling
                who = rng.integers(len(self.cells), size=1000)
                side, jump = rng.integers(6, size=1000), rng.integers(-2, 3, size=(1000, 2))
                near, luck = rng.random(1000) < 0.8, rng.random(1000)
            k = turn % 1000
            here = self.cells[who[k]]
            there = _beside(here)[side[k]] if near[k] else (here[0] + int(jump[k, 0]), here[1] + int(jump[k, 1]))
            if there != here:
                self._try(int(who[k]), here, there, luck[k], heat)
        return self.cells

    def _try(self, i: int, here: Cell, there: Cell, luck: float, heat: float) -> None:
        j = self.at.get(there)
        before = self._energy(i, here) + (self._energy(j, there) if j is not None else 0)
        self._move(i, j, here, there)
        worse = self._energy(i, there) + (self._energy(j, here) if j is not None else 0) - before
        if worse > 0 and luck >= math.exp(-worse / heat):
            self._move(i, j, there, here)

    def _move(self, i: int, j: int | None, here: Cell, there: Cell) -> None:
        """Put unit i from here to there; what stood there (j) takes its place."""
        self.cells[i] = there
        self.at[there] = i
        if j is None:
            del self.at[here]
        else:
            self.cells[j] = here
            self.at[here] = j

    def _energy(self, i: int, cell: Cell) -> float:
        x, y = _middle(cell)
        goal_x, goal_y = self.goals[i]
        away = (x - goal_x) ** 2 + (y - goal_y) ** 2
        energy = 0.25 * away
        for j, weight, east, south in self.friends[i]:
            u, v = _middle(self.cells[j])
            gap = math.hypot(u - x, v - y) or 1.0
            energy += weight * (max(gap - 1, 0) ** 1.5 - (east * (u - x) + south * (v - y)) / gap)
        mates = 0
        for cell_beside in _beside(cell):
            beside = self.at.get(cell_beside)
            if beside is None or beside == i:
                continue
            if self.provinces[beside] == self.provinces[i]:
                mates += 1
            elif self.islands[beside] != self.islands[i]:
                energy += 6.0
        return float(energy - 0.6 * mates + (0.0 if mates else 8.0))
