"""The steps of a recipe on labelled tables; `ikp.arrays` does the arithmetic."""

from ikp.steps.aggregate import aggregate, refuse
from ikp.steps.categorise import categorise
from ikp.steps.denominate import denominate
from ikp.steps.impute import impute
from ikp.steps.normalise import normalise
from ikp.steps.screen import screen
from ikp.steps.tabulate import tabulate
from ikp.steps.treat import treat
from ikp.steps.weight import weight

__all__ = [
    "aggregate",
    "categorise",
    "denominate",
    "impute",
    "normalise",
    "refuse",
    "screen",
    "tabulate",
    "treat",
    "weight",
]
