"""Perturbations from TOML or JSON, as recipes are."""

from collections.abc import Callable, Mapping
from typing import Any

from ikp.io.paths import Readable
from ikp.io.recipes import read_made
from ikp.uncertainty import Perturbations

__all__ = ["read_perturbations"]


def read_perturbations(
    path: Readable, make: Callable[[Mapping[str, Any]], Perturbations] = Perturbations.from_dict
) -> Perturbations:
    """Read what varies from TOML, from JSON, or from the ``perturbations`` of an *uncertainty.json*.

    Parameters
    ----------
    path : path
    make : callable
        What makes perturbations of plain data; an edition's knows its alternatives by name.

    Raises
    ------
    UsageError
        If the file cannot be opened or ends in something else.
    DataError
        With every problem, each with the file and, in TOML, the line of its table.
    """
    return read_made(path, "perturbations", "vary", make)
