"""The rooms that take files, and who may see the things in them: each room tells it when the platform starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from ikpweb.accounts.members import Member

__all__ = ["ROOMS", "Room", "kind_and_key", "room", "subject_of"]


@dataclass(frozen=True, slots=True)
class Room:
    """What a room tells of its things.

    Parameters
    ----------
    visible_to : callable
        Takes a member or None and gives the rows that they may see.
    may_add : callable
        Takes a member and a row, and tells whether they may put files to it and withdraw them.
    """

    visible_to: Callable[[Member | None], QuerySet[Any]]
    may_add: Callable[[Member, Any], bool]


ROOMS: dict[str, Room] = {}


def room(kind: str, rules: Room) -> None:
    """Take a room in; `kind` is the word before the colon of `about`."""
    ROOMS[kind] = rules


def kind_and_key(about: str) -> tuple[str, str]:
    """Take ``action:12`` apart."""
    kind, _colon, key = about.partition(":")
    return kind, key


def subject_of(about: str, member: Member | None) -> Model | None:
    """Give what a file is about, where the member may see it; else None."""
    kind, key = kind_and_key(about)
    rules = ROOMS.get(kind)
    if rules is None or member is None:
        return None
    try:
        found: Model | None = rules.visible_to(member).filter(pk=key).first()
    except (ValueError, ValidationError, OverflowError):  # no such key can be
        return None
    return found
