"""Designs of log-linear models for many series: what each needs for a step of least squares.

A design says how to solve the weighted normal equations of a block, what the rows expect of
coefficients, and what covariance and leverage are. Coefficients are those of its own, better
conditioned columns; ``back`` turns them into those of the design as given.
"""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Crossed", "Design", "factor", "inverse", "prepared", "solve"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: A column whose square is left with less than this share after the columns before it adds nothing to them.
_ALIASED = 1e-12


class Design(Protocol):
    """What the iterations ask of a design; B series, n rows, p columns."""

    rows: int
    size: int
    back: Matrix

    def only(self, rows: NDArray[np.intp] | Flags) -> "Design":
        """Give the design of some of the series."""

    def least_squares(self, working: Matrix, values: Matrix) -> Matrix:
        """Solve XᵀWXβ = Xᵀv, shapes (B, n) and (p, B)."""

    def predict(self, coefficients: Matrix) -> Matrix:
        """Compute Xβ, shape (B, n)."""

    def covariance(self, working: Matrix) -> tuple[NDArray[np.float64], Flags]:
        """Invert XᵀWX, shape (p, p, B), and tell which columns count, shape (p, B)."""

    def leverage(self, covariance: NDArray[np.float64]) -> Matrix:
        """Compute xᵀCx of every row, shape (B, n)."""


def prepared(design: NDArray[np.float64] | Design) -> Design:
    """Choose how to work with a design, shape (n, p) or (S, n, p)."""
    if not isinstance(design, np.ndarray):
        return design
    if design.ndim == 3:
        return _Own(design)
    levels = _levels(design)
    return _Shared(design) if levels is None else _Levels(design, levels)


# --- any design that all series share -----------------------------------------------------------
class _Shared:
    """A design that all series share: the normal equations of a block are one matrix product.

    Columns that are not just 0 and 1 are scaled, and centred where there is an intercept:
    weeks since 1950 would otherwise cost half of the digits.
    """

    def __init__(self, design: Matrix) -> None:
        self.rows, p = design.shape
        self.back = np.eye(p)
        constant = np.flatnonzero((design == design[:1]).all(axis=0) & (design[:1] != 0).all(axis=0))
        for j in range(p):
            column = design[:, j]
            if np.isin(column, (0.0, 1.0)).all() or j in constant:
                continue
            centre = float(column.mean()) if len(constant) else 0.0
            scale = float(np.abs(column - centre).max()) or 1.0
            self.back[j, j] = 1.0 / scale
            if len(constant):
                self.back[constant[0], j] = -centre / (float(design[0, constant[0]]) * scale)
        self.columns = design @ self.back
        self.low = np.tril_indices(p)
        self.pairs = np.ascontiguousarray((self.columns[:, self.low[0]] * self.columns[:, self.low[1]]).T)
        self.size = p

    def only(self, _rows: NDArray[np.intp] | Flags) -> "_Shared":
        return self

    def least_squares(self, working: Matrix, values: Matrix) -> Matrix:
        root, kept = factor(self.information(working))
        return solve(root, kept, np.asarray(self.columns.T @ values.T))

    def covariance(self, working: Matrix) -> tuple[NDArray[np.float64], Flags]:
        root, kept = factor(self.information(working))
        return inverse(root, kept), kept

    def predict(self, coefficients: Matrix) -> Matrix:
        return np.asarray(coefficients.T @ self.columns.T)

    def leverage(self, covariance: NDArray[np.float64]) -> Matrix:
        packed = covariance[self.low].copy()
        packed[self.low[0] != self.low[1]] *= 2.0
        return np.asarray(packed.T @ self.pairs)

    def information(self, working: Matrix) -> NDArray[np.float64]:
        """Compute XᵀWX, shape (p, p, B), its lower half."""
        filled = np.zeros((self.size, self.size, len(working)))
        filled[self.low] = self.pairs @ working.T
        return filled


# --- a factor crossed with the rows of a design ------------------------------------------------------
class Crossed:
    """Every row of a design once for each level of a factor that runs fastest, as weeks by delays.

    The columns are those of the design, then one for every level but the first. Nothing is ever as large
    as the whole design: products are taken with the rows of the smaller one.

    Parameters
    ----------
    design : array, shape (n, q)
    levels : int
    """

    def __init__(self, design: Matrix, levels: int) -> None:
        self._part = _Shared(design)
        self._levels = levels
        inner = self._part.size
        self.rows, self.size = self._part.rows * levels, inner + levels - 1
        self.back = np.eye(self.size)
        self.back[:inner, :inner] = self._part.back

    def only(self, _rows: NDArray[np.intp] | Flags) -> "Crossed":
        return self

    def least_squares(self, working: Matrix, values: Matrix) -> Matrix:
        root, kept = factor(self._information(working))
        cells = self._cells(values)
        right = [self._part.columns.T @ cells.sum(axis=2).T, cells.sum(axis=1)[:, 1:].T]
        return solve(root, kept, np.vstack(right))

    def covariance(self, working: Matrix) -> tuple[NDArray[np.float64], Flags]:
        root, kept = factor(self._information(working))
        return inverse(root, kept), kept

    def predict(self, coefficients: Matrix) -> Matrix:
        inner = self._part.size
        eta = np.repeat(self._part.predict(coefficients[:inner]), self._levels, axis=1)
        self._cells(eta)[:, :, 1:] += coefficients[inner:].T[:, None, :]
        return eta

    def leverage(self, covariance: NDArray[np.float64]) -> Matrix:
        inner = self._part.size
        found = np.repeat(self._part.leverage(np.ascontiguousarray(covariance[:inner, :inner])), self._levels, axis=1)
        cells = self._cells(found)
        cells[:, :, 1:] += 2.0 * np.matmul(self._part.columns, covariance[:inner, inner:].transpose(2, 0, 1))
        cells[:, :, 1:] += np.einsum("ddb->bd", covariance[inner:, inner:])[:, None, :]
        return found

    def _cells(self, values: Matrix) -> NDArray[np.float64]:
        """Look at rows as (B, n, levels)."""
        return values.reshape(len(values), self.rows // self._levels, self._levels)

    def _information(self, working: Matrix) -> NDArray[np.float64]:
        """Compute XᵀWX, shape (p, p, B), its lower half."""
        inner, cells = self._part.size, self._cells(working)
        filled = np.zeros((self.size, self.size, len(working)))
        filled[:inner, :inner] = self._part.information(cells.sum(axis=2))
        filled[inner:, :inner] = np.matmul(self._part.columns.T, cells)[:, :, 1:].transpose(2, 1, 0)
        levels = np.arange(inner, self.size)
        filled[levels, levels] = cells.sum(axis=1)[:, 1:].T
        return filled


class _Own:
    """A design per series."""

    def __init__(self, design: NDArray[np.float64]) -> None:
        self.columns = design
        self.rows, self.size = design.shape[1:]
        self.back = np.eye(self.size)

    def only(self, rows: NDArray[np.intp] | Flags) -> "_Own":
        return _Own(self.columns[rows])

    def least_squares(self, working: Matrix, values: Matrix) -> Matrix:
        root, kept = factor(self._information(working))
        return solve(root, kept, np.asarray(np.einsum("bnp,bn->pb", self.columns, values)))

    def covariance(self, working: Matrix) -> tuple[NDArray[np.float64], Flags]:
        root, kept = factor(self._information(working))
        return inverse(root, kept), kept

    def predict(self, coefficients: Matrix) -> Matrix:
        return np.asarray(np.einsum("bnp,pb->bn", self.columns, coefficients))

    def leverage(self, covariance: NDArray[np.float64]) -> Matrix:
        along = np.matmul(self.columns, covariance.transpose(2, 0, 1))
        return np.asarray(np.einsum("bnp,bnp->bn", along, self.columns))

    def _information(self, working: Matrix) -> NDArray[np.float64]:
        each = np.matmul(self.columns.transpose(0, 2, 1), working[:, :, None] * self.columns)
        return np.ascontiguousarray(each.transpose(1, 2, 0))


# --- levels of one factor, with or without a slope -------------------------------------------------
class _Which(NamedTuple):
    """Where the columns of a factor's levels stand in a design, and the first row of each level."""

    intercept: int
    levels: list[int]
    slope: int | None
    starts: NDArray[np.intp]


def _levels(design: Matrix) -> _Which | None:
    """Find an intercept, a column of 0 and 1 for every level but the first, and at most one other column.

    The rows of a level have to stand together; otherwise, and where there is more, give None.
    """
    n, p = design.shape
    ones = np.flatnonzero((design == 1).all(axis=0))
    marks = [j for j in range(p) if j not in ones and np.isin(design[:, j], (0.0, 1.0)).all()]
    others = [j for j in range(p) if j not in ones and j not in marks]
    if len(ones) != 1 or len(others) > 1 or not n:
        return None
    level = design[:, marks] @ np.arange(1, len(marks) + 1)
    starts = np.flatnonzero(np.diff(level, prepend=-1.0))
    apart = (design[:, marks].sum(axis=1) <= 1).all()
    if not apart or starts.size != len(marks) + 1 or np.unique(level).size != starts.size:
        return None
    order = level[starts].astype(int)
    columns = [marks[at - 1] if at else -1 for at in order]
    return _Which(int(ones[0]), columns, others[0] if others else None, starts)


class _Levels:
    """A factor and at most one slope: nearly everything is a sum over the rows of a level.

    The levels' own means take the place of intercept and differences, so that the information
    is diagonal but for the slope, and no system of equations has to be solved. Nothing here goes
    through BLAS, whose threads would get in the way of a caller's own.
    """

    def __init__(self, design: Matrix, which: _Which) -> None:
        n, p = design.shape
        self.rows, self.size, self.starts = n, p, which.starts
        self.widths = np.diff(which.starts, append=n)
        self.slope = np.zeros(n)
        back = np.zeros((p, p))
        base = which.levels.index(-1)
        for level, column in enumerate(which.levels):
            back[which.intercept if column < 0 else column, level] = 1.0
            if column >= 0:
                back[column, base] = -1.0
        self.sloped = which.slope is not None
        if which.slope is not None:
            given = design[:, which.slope]
            centre = float(given.mean())
            scale = float(np.abs(given - centre).max()) or 1.0
            self.slope = (given - centre) / scale
            back[which.slope, -1] = 1.0 / scale
            back[which.intercept, -1] = -centre / scale
        self.back = back

    def only(self, _rows: NDArray[np.intp] | Flags) -> "_Levels":
        return self

    def least_squares(self, working: Matrix, values: Matrix) -> Matrix:
        found = np.zeros((self.size, len(working)))
        weight, mean, left, kept = self._parts(working)
        total = self._sums(values)
        if not self.sloped:
            found[:] = total / weight
        else:
            rest = np.einsum("bn,n->b", values, self.slope) - np.einsum("gb,gb->b", mean, total)
            found[-1] = np.where(kept[-1], rest / left, 0.0)
            found[:-1] = total / weight - mean * found[-1]
        return np.where(kept, found, 0.0)

    def predict(self, coefficients: Matrix) -> Matrix:
        levels = coefficients[: self.widths.size].T
        eta = np.repeat(levels, self.widths, axis=1)
        if self.sloped:
            eta += coefficients[-1][:, None] * self.slope
        return eta

    def covariance(self, working: Matrix) -> tuple[NDArray[np.float64], Flags]:
        weight, mean, left, kept = self._parts(working)
        found = np.zeros((self.size, self.size, len(working)))
        levels = np.arange(self.widths.size)
        if self.sloped:
            turned = np.vstack([-mean, np.ones((1, len(working)))]) * (kept[-1] / np.sqrt(left))
            found[:] = turned[:, None] * turned[None]
        found[levels, levels] += 1.0 / weight
        found *= kept[:, None] & kept[None]
        return found, kept

    def leverage(self, covariance: NDArray[np.float64]) -> Matrix:
        levels = np.arange(self.widths.size)
        found = np.repeat(covariance[levels, levels].T, self.widths, axis=1)
        if self.sloped:
            cross = np.repeat(covariance[levels, -1].T, self.widths, axis=1)
            found += self.slope * (2 * cross + self.slope * covariance[-1, -1][:, None])
        return found

    def _sums(self, values: Matrix) -> Matrix:
        """Sum over the rows of each level, shape (levels, B)."""
        return np.asarray(np.add.reduceat(values, self.starts, axis=1).T)

    def _parts(self, working: Matrix) -> tuple[Matrix, Matrix, Vector, Flags]:
        """Give the levels' weights and mean slopes, what is left of the slope beside them, and what counts."""
        weight = self._sums(working)
        there = weight > 0
        weight[~there] = 1.0
        if not self.sloped:
            return weight, np.zeros_like(weight), np.ones(len(working)), there
        along = working * self.slope
        first, second = self._sums(along), np.einsum("bn,n->b", along, self.slope)
        mean = first / weight
        left = second - np.einsum("gb,gb->b", mean, first)
        counts = left > _ALIASED * second
        return weight, mean, np.where(counts, left, 1.0), np.vstack([there, counts])


# --- small systems of equations, many at once ----------------------------------------------------
def factor(information: NDArray[np.float64]) -> tuple[NDArray[np.float64], Flags]:
    """Factor symmetric matrices, shape (p, p, B), as LLᵀ, all at once.

    A column that the ones before it explain is set aside: it has a 1 on the diagonal and
    False among those kept, shape (p, B), and `solve` gives 0 for it.
    """
    p = len(information)
    root = np.zeros_like(information)
    kept = np.zeros(information.shape[1:], dtype=bool)
    for j in range(p):
        column = information[j:, j].copy()
        if j:
            column -= np.einsum("ikb,kb->ib", root[j:, :j], root[j, :j])
        kept[j] = column[0] > _ALIASED * information[j, j]
        diagonal = np.sqrt(np.where(kept[j], column[0], 1.0))
        root[j:, j] = np.where(kept[j], column / diagonal, 0.0)
        root[j, j] = diagonal
    return root, kept


def solve(root: NDArray[np.float64], kept: Flags, right: Matrix) -> Matrix:
    """Solve LLᵀβ = r for every series, shapes (p, B)."""
    p = len(root)
    half = np.zeros_like(right)
    for j in range(p):
        half[j] = right[j] - np.einsum("kb,kb->b", root[j, :j], half[:j])
        half[j] = np.where(kept[j], half[j] / root[j, j], 0.0)
    for j in range(p - 1, -1, -1):
        half[j] = (half[j] - np.einsum("kb,kb->b", root[j + 1 :, j], half[j + 1 :])) / root[j, j]
    return half


def inverse(root: NDArray[np.float64], kept: Flags) -> NDArray[np.float64]:
    """Invert LLᵀ, shape (p, p, B); rows and columns set aside are 0."""
    p = len(root)
    half = np.zeros_like(root)
    for j in range(p):
        half[j, j] = kept[j] / root[j, j]
        if j:
            below = np.einsum("kb,kib->ib", root[j, :j], half[:j, :j])
            half[j, :j] = np.where(kept[j], -below / root[j, j], 0.0)
    return np.asarray(np.einsum("kib,kjb->ijb", half, half))
