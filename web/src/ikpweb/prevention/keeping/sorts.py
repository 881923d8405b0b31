"""A sort of kept rows: its tables, its fields, and what must fit together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ikpweb.kit.errors import FieldError
from ikpweb.prevention.keeping.fields import Field
from ikpweb.prevention.keeping.models import Kept, KeptStep
from ikpweb.territory.models import Office

__all__ = ["K", "Sort"]

K = TypeVar("K", bound=Kept)


def _fits(_content: Mapping[str, Any], _office: Office) -> list[FieldError]:
    return []


def _as_it_is(_row: Any) -> None:
    return None


@dataclass(frozen=True)
class Sort(Generic[K]):
    """How rows of a sort are kept.

    Parameters
    ----------
    model, steps : type
        Its tables.
    fields : mapping of str to Field
        What a person writes, in the order in which it is read.
    check : callable
        Takes cleaned content and the office, and gives what does not fit together.
    derive : callable
        Sets columns that follow from others, before the row is written.
    state : tuple of str
        Columns that a move sets and no form: they belong to what a step keeps.
    """

    model: type[K]
    steps: type[KeptStep]
    fields: Mapping[str, Field]
    check: Callable[[Mapping[str, Any], Office], list[FieldError]] = _fits
    derive: Callable[[K], None] = _as_it_is
    state: tuple[str, ...] = ("withdrawn",)
