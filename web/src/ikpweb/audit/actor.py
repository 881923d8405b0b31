"""Who does something: a person, or the platform itself."""

from dataclasses import dataclass

__all__ = ["SYSTEM", "Actor"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A name for the log, and the person's number where it is one."""

    label: str
    person: int | None = None


#: The platform itself: loading what the engine ships, scheduled work.
SYSTEM = Actor("system")
