"""What a kind of problem is."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, and its title and sentence by language."""

    status: int
    titles: Mapping[str, str]
    details: Mapping[str, str]
