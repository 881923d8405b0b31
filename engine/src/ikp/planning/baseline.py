"""The plan that anybody would write: the highest risk first, until the money is gone."""

import numpy as np

from ikp.errors import UsageError, problem
from ikp.planning.candidates import Candidates
from ikp.planning.optimising import Plan, plan_of

__all__ = ["top_risks_first"]


def top_risks_first(candidates: Candidates, budget: float) -> Plan:
    """Go through all drivers of all units from the largest, and take for each the action that helps it most.

    An action that does not fit the rest of the budget or of the unit's days is passed over for the
    next best; a driver for which none fits is left. What is already decided is in the plan.

    Raises
    ------
    UsageError
        If what is already decided costs more than the budget.
    """
    own, chosen = candidates, candidates.taken.copy()
    money = budget - float(own.cost[chosen].sum())
    if money < 0:
        raise UsageError(problem("plan-taken-cost", budget=f"{budget:,.0f}", cost=f"{budget - money:,.0f}"))
    days = own.capacity - np.where(chosen, own.effort, 0.0).sum(axis=1)
    able = own.possible & ~own.refused
    for place in np.argsort(-own.points, axis=None, kind="stable"):
        unit, driver = divmod(int(place), len(own.drivers))
        if own.points[unit, driver] <= 0:
            break
        for action in np.argsort(-own.share[:, driver], kind="stable"):
            if own.share[action, driver] <= 0 or chosen[unit, action]:
                break  # nothing helps it, or its best is in the plan already
            fits = own.cost[unit, action] <= money and own.effort[unit, action] <= days[unit]
            if able[unit, action] and fits:
                chosen[unit, action] = True
                money -= own.cost[unit, action]
                days[unit] -= own.effort[unit, action]
                break
    return plan_of(own, budget, chosen)
