"""Which choice matters: Sobol indices, one choice at a time, and what would change a unit's category.

The names are loaded when first used; no module may share its name with one of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikp.uncertainty.sensitivity.indices import SobolIndices, estimate, samples, sobol

__all__ = [
    "SobolIndices",
    "estimate",
    "samples",
    "sobol",
]

_HOMES = {
    "SobolIndices": "indices",
    "estimate": "indices",
    "samples": "indices",
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
