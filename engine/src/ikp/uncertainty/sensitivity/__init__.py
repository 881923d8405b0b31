"""Which choice matters: Sobol indices, one choice at a time, and what would change a unit's category.

The names are loaded when first used; no module may share its name with one of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikp.uncertainty.sensitivity.indices import SobolIndices, estimate, samples, sobol
    from ikp.uncertainty.sensitivity.nodechanges import Change, Neighbour, changes, neighbours
    from ikp.uncertainty.sensitivity.perturbed import Alone, Sensitivity, Target, alone, sensitivity
    from ikp.uncertainty.sensitivity.smallest import Flip, Move, flips

__all__ = [
    "Alone",
    "Change",
    "Flip",
    "Move",
    "Neighbour",
    "Sensitivity",
    "SobolIndices",
    "Target",
    "alone",
    "changes",
    "estimate",
    "flips",
    "neighbours",
    "samples",
    "sensitivity",
    "sobol",
]

_HOMES = {
    "Alone": "perturbed",
    "Change": "nodechanges",
    "Flip": "smallest",
    "Move": "smallest",
    "Neighbour": "nodechanges",
    "Sensitivity": "perturbed",
    "SobolIndices": "indices",
    "Target": "perturbed",
    "alone": "perturbed",
    "changes": "nodechanges",
    "estimate": "indices",
    "flips": "smallest",
    "neighbours": "nodechanges",
    "samples": "indices",
    "sensitivity": "perturbed",
    "sobol": "indices",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'ikp.uncertainty.sensitivity' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"ikp.uncertainty.sensitivity.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
