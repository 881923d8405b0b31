"""What a boundary file may ask of us, and the problem that says so when it asks for more."""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["LIMITS", "BoundaryProblem", "Limits", "Progress", "silent"]

MB = 1_000_000

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


class BoundaryProblem(Exception):  # noqa: N818 - the house says problem
    """A boundary file does not fit; the message says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds that keep a hostile or mistaken file from filling memory.

    The full-detail sets of Indonesia's regencies that are in use stay below each of them:
    some 100 MB, two million vertices.
    """

    file: int = 400 * MB
    #: A JSON file becomes some ten times as large in memory.
    json: int = 200 * MB
    members: int = 200
    unpacked: int = 1_500 * MB
    ratio: int = 200
    features: int = 100_000
    vertices: int = 6_000_000


LIMITS = Limits()


def silent(_what: str, _done: int, _of: int) -> None:
    """Tell nobody."""
