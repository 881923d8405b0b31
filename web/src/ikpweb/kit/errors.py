"""Why nothing was written: what is wrong with each field, or who was faster."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

__all__ = ["ConflictError", "FieldError", "RejectedError"]


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field, and how to mend it."""

    field: str
    sentence: str


class RejectedError(Exception):
    """Nothing was written: these items have errors.

    Parameters
    ----------
    faults : mapping
        Key of an item, such as an indicator or the number of a row, to what is wrong with it.
    sentence : str, optional
        What the exception says as a text; left out, that some fields need mending.
    """

    def __init__(self, faults: Mapping[str, list[FieldError]], sentence: str = "") -> None:
        super().__init__(sentence or _("Tidak ada yang disimpan: beberapa isian perlu diperbaiki."))
        self.faults = dict(faults)

    @staticmethod
    def single(sentence: str, field: str = "") -> "RejectedError":
        """Build one that says a single sentence, of a field or, with an empty name, of the whole form."""
        return RejectedError({"": [FieldError(field, sentence)]}, sentence)

    @property
    def field(self) -> str:
        """The field of the first error, for a page that shows one sentence."""
        return next(iter(self.faults.values()))[0].field

    @property
    def sentence(self) -> str:
        """The sentence of the first error."""
        return next(iter(self.faults.values()))[0].sentence


class ConflictError(Exception):
    """Nothing was written: somebody else changed the same items since.

    Parameters
    ----------
    items : mapping
        Key of an item to ``base`` (what the writer had seen), ``theirs``,
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
