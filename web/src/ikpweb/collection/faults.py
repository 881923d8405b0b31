"""What is wrong with an item, in sentences; raised where nothing was written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

__all__ = ["ConflictError", "Fault", "RefusedError"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, and how to mend it."""

    field: str
    sentence: str


class RefusedError(Exception):
    """Nothing was written: these items have faults.

    Parameters
    ----------
    faults : mapping
        Indicator, or number of an event, to what is wrong with it.
    """

    def __init__(self, faults: Mapping[str, list[Fault]]) -> None:
        super().__init__(_("Tidak ada yang disimpan: beberapa isian perlu diperbaiki."))
        self.faults = dict(faults)


class ConflictError(Exception):
    """Nothing was written: somebody else changed the same items since.

    Parameters
    ----------
    items : mapping
        Indicator, or number of an event, to ``base`` (what the writer had seen), ``theirs``,
        ``mine``, ``merged`` (a proposal: each field from whoever changed it; the writer's where
        both did), ``both`` (the fields that both changed).
    revision : int
        The revision that stands now.
    others : collection of str
        What the writer changed besides, and nobody else did: to be sent again with the choice.
    """

    def __init__(self, items: Mapping[str, dict[str, Any]], revision: int, others: Collection[str] = ()) -> None:
        super().__init__(_("Orang lain mengubah isian yang sama. Periksa kedua versinya."))
        self.items = dict(items)
        self.revision = revision
        self.others = frozenset(others)
