"""The best plan under a budget: an integer programme, solved by HiGHS.

Few candidates are solved to the proven optimum. For many, the relaxed programme (parts of
actions allowed) says what no plan can exceed and what is surely in or out; the rest is
solved exactly. How far the plan can be from the best is told with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from ikp.errors import UsageError, problem
from ikp.planning.candidates import Candidates, Flags

__all__ = ["Plan", "optimise", "plan_of"]

Matrix = NDArray[np.float64]

#: Up to so many candidates the optimum is proven.
_PROVEN = 400
#: What the relaxed programme leaves out by so large a part of its value a candidate stays out.
_OUT = 2e-5
#: Of the best value, the part by which the last step may fall short.
_GAP = 1e-3
_SECONDS = 60.0
_HAIR = 1e-6


@dataclass(frozen=True, eq=False)
class Plan:
    """A choice of actions.

    Parameters
    ----------
    candidates : Candidates
    budget : float
    chosen : array of bool, shape (n, m)
    reduction : array, shape (n, d)
        Points that are expected to go, by unit and driver.
    bound : float
        What no plan with this budget takes away more than; NaN for a plan that was not optimised.
    """

    candidates: Candidates
    budget: float
    chosen: Flags
    reduction: Matrix
    bound: float = float("nan")

    @property
    def value(self) -> float:
        """All points that are expected to go."""
        return float(self.reduction.sum())

    @property
    def cost(self) -> float:
        return float(self.candidates.cost[self.chosen].sum())

    @property
    def effort(self) -> Matrix:
        """Person-days by unit, shape (n,)."""
        return np.asarray(np.where(self.chosen, self.candidates.effort, 0.0).sum(axis=1))

    @property
    def gap(self) -> float:
        """How far below the best plan this one can be, as a share of the bound; 0 is proven to be the best."""
        return max(0.0, 1 - self.value / self.bound) if self.bound > 0 else 0.0

    def worth(self) -> Matrix:
        """Give what the plan would lose without each chosen action, shape (n, m); NaN where none was chosen.

        Less than `Candidates.alone` where others work on the same drivers. It sums to the value
        only where none overlap.
        """
        found = np.full(self.chosen.shape, np.nan)
        own = self.candidates
        total = self.chosen.astype(np.float64) @ own.share
        for unit, action in np.argwhere(self.chosen):
            without = np.minimum(total[unit] - own.share[action], own.ceiling)
            found[unit, action] = (own.points[unit] * (np.minimum(total[unit], own.ceiling) - without)).sum()
        return found


def plan_of(candidates: Candidates, budget: float, chosen: Flags, bound: float = float("nan")) -> Plan:
    """Make the plan of a choice, whoever chose."""
    return Plan(candidates, budget, chosen, candidates.reduction(chosen), bound)


def optimise(candidates: Candidates, budgets: Sequence[float]) -> tuple[Plan, ...]:
    """Find the best plan for each budget.

    Parameters
    ----------
    candidates : Candidates
    budgets : sequence of float
        Money for all units together, at least 0.

    Returns
    -------
    tuple of Plan
        One per budget, in their order. Ties are broken by the solver, the same way every time.

    Raises
    ------
    UsageError
        If what is already decided costs more than a budget, or takes more person-days than a unit has.
    """
    _refuse(candidates, budgets)
    if not (candidates.points > 0).any():  # nothing can be taken away: what is decided is all
        return tuple(plan_of(candidates, float(budget), candidates.taken.copy(), 0.0) for budget in budgets)
    programme = _Programme.of(candidates)
    return tuple(_solved(candidates, programme, float(budget)) for budget in budgets)


def _refuse(candidates: Candidates, budgets: Sequence[float]) -> None:
    if not len(budgets) or any(not budget >= 0 for budget in budgets):
        raise UsageError(problem("plan-budget", budgets=list(budgets)))
    spent = float(candidates.cost[candidates.taken].sum())
    short = [budget for budget in budgets if budget < spent * (1 - _HAIR)]
    problems = [problem("plan-taken-cost", budget=f"{short[0]:,.0f}", cost=f"{spent:,.0f}")] if short else []
    days = np.where(candidates.taken, candidates.effort, 0.0).sum(axis=1)
    over = np.flatnonzero(days > candidates.capacity * (1 + _HAIR))
    problems += [
        problem(
            "plan-taken-effort",
            unit=candidates.units[unit],
            days=f"{days[unit]:g}",
            capacity=f"{candidates.capacity[unit]:g}",
        )
        for unit in over
    ]
    if problems:
        raise UsageError(problems)


class _Programme(NamedTuple):
    """The programme without its budget: x per candidate (0 or 1), then what goes per cell of unit and driver."""

    unit: NDArray[np.intp]
    action: NDArray[np.intp]
    rows: Any
    limits: Matrix
    upper: Matrix
    cost: Matrix

    @property
    def size(self) -> int:
        """Candidates."""
        return len(self.unit)

    @classmethod
    def of(cls, own: Candidates) -> "_Programme":
        able = own.possible & ~own.refused & (own.alone > 0)
        unit, action = np.nonzero(able | own.taken)
        size = len(unit)
        # A cell matters where the unit has the driver and a candidate works on it.
        cell = np.full(own.points.shape, -1, dtype=np.intp)
        places = np.argwhere(own.points > 0)
        cell[places[:, 0], places[:, 1]] = np.arange(len(places))
        on = own.share[action] > 0
        candidate, driver = np.nonzero(on & (cell[unit] >= 0))
        taken_away = own.share[action[candidate], driver] * own.points[unit[candidate], driver]
        reach = sparse.csc_array((-taken_away, (cell[unit[candidate], driver], candidate)), shape=(len(places), size))
        days = sparse.csc_array(
            (own.effort[unit, action], (unit, np.arange(size))), shape=(len(own.units), size + len(places))
        )
        goes: Any = sparse.hstack([reach, sparse.eye_array(len(places))])
        return cls(
            unit,
            action,
            _rows(goes, days),
            np.concatenate([np.zeros(len(places)), own.capacity]),
            np.concatenate([np.ones(size), own.ceiling * own.points[places[:, 0], places[:, 1]]]),
            np.concatenate([own.cost[unit, action], np.zeros(len(places))]),
        )


def _solved(own: Candidates, programme: _Programme, budget: float) -> Plan:
    chosen = own.taken.copy()
    if not programme.size:
        return plan_of(own, budget, chosen, 0.0)
    lower = np.zeros(len(programme.upper))
    lower[: programme.size] = own.taken[programme.unit, programme.action]
    upper, bound = programme.upper.copy(), np.inf
    if programme.size > _PROVEN:
        bound = _fix(programme, budget, lower, upper)
    found = milp(
        _objective(programme),
        integrality=np.concatenate([np.ones(programme.size), np.zeros(len(lower) - programme.size)]),
        bounds=Bounds(lower, upper),
        constraints=_constraints(programme, budget),
        options={"mip_rel_gap": 0.0 if programme.size <= _PROVEN else _GAP, "time_limit": _SECONDS},
    )
    if found.x is None:  # what is decided already is always a plan, so this is the solver's own failure
        raise UsageError(problem("plan-solver", message=str(found.message)))
    inside = found.x[: programme.size] > 0.5
    chosen[programme.unit[inside], programme.action[inside]] = True
    plan = plan_of(own, budget, chosen)
    # Of a proven optimum the solver's own bound holds.
    least = bound if np.isfinite(bound) else -float(found.mip_dual_bound)
    return Plan(own, budget, plan.chosen, plan.reduction, max(least, plan.value))


def _fix(programme: _Programme, budget: float, lower: Matrix, upper: Matrix) -> float:
    """Fix what the relaxed programme is sure of, in place, and give its value: no plan takes away more."""
    relaxed = linprog(  # type: ignore[call-overload]  # its types know nothing of sparse rows
        _objective(programme),
        A_ub=_rows(programme.rows, sparse.csc_array(programme.cost[None])),
        b_ub=np.append(programme.limits, budget),
        bounds=np.column_stack([lower, upper]),
        method="highs-ds",
    )
    if relaxed.x is None:
        raise UsageError(problem("plan-solver", message=str(relaxed.message)))
    size = programme.size
    x, price = relaxed.x[:size], relaxed.lower.marginals[:size]
    parted = (x > _HAIR) & (x < 1 - _HAIR)
    # In a unit with parts of actions everything near is open again; elsewhere whole actions stay.
    open_units = np.zeros(int(programme.unit.max()) + 1, dtype=bool)
    open_units[programme.unit[parted]] = True
    lower[:size][(x >= 1 - _HAIR) & ~open_units[programme.unit]] = 1.0
    upper[:size][(x <= _HAIR) & (price > _OUT * max(-relaxed.fun, 1e-12)) & (lower[:size] == 0)] = 0.0
    return float(-relaxed.fun)


def _rows(*parts: Any) -> Any:
    whole: Any = sparse.vstack(parts)
    return whole.tocsc()


def _objective(programme: _Programme) -> Matrix:
    return np.concatenate([np.zeros(programme.size), -np.ones(len(programme.upper) - programme.size)])


def _constraints(programme: _Programme, budget: float) -> list[LinearConstraint]:
    return [
        LinearConstraint(programme.rows, -np.inf, programme.limits),
        LinearConstraint(sparse.csc_array(programme.cost[None]), -np.inf, budget),
    ]
