"""What to do where: a plan of prevention under a budget, and a plain one to hold it against."""

from ikp.planning.baseline import top_risks_first
from ikp.planning.candidates import Candidates
from ikp.planning.optimising import Plan, optimise, plan_of

__all__ = ["Candidates", "Plan", "optimise", "plan_of", "top_risks_first"]
