"""Who does something: a person for an office, or the platform itself."""

from dataclasses import dataclass
from typing import Protocol

__all__ = ["SYSTEM", "Acting", "Actor"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for which office, from where.

    Parameters
    ----------
    label : str
        The name for the log.
    person : int, optional
        The person's number, where it is one.
    office : str
        Code of the office that the person acts for; empty for the platform itself. The log
        has a chain per office, so that offices do not wait for one another.
    roles : frozenset of str
        What the person may do in that office, today.
    address : str
        Where the request came from.
    request : str
        Number of the request, to find it in the server's own log.
    """

    label: str
    person: int | None = None
    office: str = ""
    roles: frozenset[str] = frozenset()
    address: str = ""
    request: str = ""

    @property
    def actor(self) -> "Actor":
        """Itself: so that a service takes an actor, or whatever acts as one (such as a member of an office)."""
        return self


class Acting(Protocol):
    """Whatever says who acts."""

    @property
    def actor(self) -> Actor:
        """As the log writes it."""


#: The platform itself: loading what the engine ships, scheduled work.
SYSTEM = Actor("system")
