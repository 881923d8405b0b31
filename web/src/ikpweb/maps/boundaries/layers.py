"""A layer of a file, before its shapes are built."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

__all__ = ["Layer", "Raw"]

#: The properties of a feature, and its geometry in the coordinates of the file.
Raw = tuple[Mapping[str, Any], BaseGeometry | None]


@dataclass(frozen=True)
class Layer:
    """What a file says about one of its layers; `rows` builds the shapes."""

    name: str
    fields: Sequence[str]
    count: int
    rows: Callable[[], Iterator[Raw]]
    #: Projection as WKT or a name; None where the file names none.
    crs: str | None = None
    #: Whether files of this kind are expected to name one.
    asks_crs: bool = False
