"""How sure a score is: what may vary, what that does to scores, ranks and categories, and which choice matters.

The names are loaded when first used; no module may share its name with one of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikp.uncertainty.changing import Change, WhatIf, what_if
    from ikp.uncertainty.defaults import fitting, usual
    from ikp.uncertainty.means import means_of_children
    from ikp.uncertainty.model import Model
    from ikp.uncertainty.outcome import Outcome, State
    from ikp.uncertainty.perturbations import (
        Choice,
        Counts,
        Detection,
        Drop,
        Gaps,
        Grading,
        Number,
        Option,
        Perturbation,
        Perturbations,
        Weights,
    )
    from ikp.uncertainty.propagating import propagate

__all__ = [
    "Change",
    "Choice",
    "Counts",
    "Detection",
    "Drop",
    "Gaps",
    "Grading",
    "Model",
    "Number",
    "Option",
    "Outcome",
    "Perturbation",
    "Perturbations",
    "State",
    "Weights",
    "WhatIf",
    "fitting",
    "means_of_children",
    "propagate",
    "usual",
    "what_if",
]

_HOMES = {
    "Change": "changing",
    "Choice": "perturbations",
    "Counts": "perturbations",
    "Detection": "perturbations",
    "Drop": "perturbations",
    "Gaps": "perturbations",
    "Grading": "perturbations",
    "Model": "model",
    "Number": "perturbations",
    "Option": "perturbations",
    "Outcome": "outcome",
    "Perturbation": "perturbations",
    "Perturbations": "perturbations",
    "State": "outcome",
    "Weights": "perturbations",
    "WhatIf": "changing",
    "fitting": "defaults",
    "means_of_children": "means",
    "propagate": "propagating",
    "usual": "defaults",
    "what_if": "changing",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'ikp.uncertainty' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"ikp.uncertainty.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
