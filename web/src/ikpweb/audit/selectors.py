"""Reading the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Subquery, Window
from django.db.models.functions import Coalesce

from ikpweb.audit.models import Entry

__all__ = ["PUBLIC_ACTIONS", "RELEASE_ACTIONS", "PublicState", "public_state", "same_public_state", "state"]

#: What changes something that public pages show. A service whose work the public sees adds its action
#: here; what offices enter and verify is not among them, or pages would be made anew at every entry.
PUBLIC_ACTIONS = (
    "boundaries.imported",
    "boundaries.removed",
    "calendar.changed",
    "calendar.made",
    "calendar.restored",
    "calendar.withdrawn",
    "disclosure.closed",
    "disclosure.confirmed",
    "edition.hidden",
    "edition.loaded",
    "edition.shown",
    "library_action.accepted",
    "library_action.restored",
    "library_action.withdrawn",
    "published.loaded",
    "registry.loaded",
    "stage_link.changed",
)


#: What adds releases to those that there are, or takes one away. Apart from the others: a release that is frozen
#: under embargo changes nothing that is public yet, and no answer may say when one was.
RELEASE_ACTIONS = ("release.frozen", "release.withdrawn")


class PublicState(NamedTuple):
    """Names the state of all that public pages show: how many entries made it, and the last of them.

    Chains of different offices are written at the same time, so that an entry can come to light
    after one with a higher id: only the count notices it. The digest tells a restored database
    from the one before.
    """

    entries: int
    last: int
    digest: str
    at: datetime | None
    #: Number of the last entry of `RELEASE_ACTIONS`; pages are made anew after it, and nobody is told.
    releases: int = 0


#: None outside of a request; in one, a list that holds the state as soon as somebody asked for it.
_held: ContextVar[list[PublicState] | None] = ContextVar("held", default=None)


def state() -> tuple[int, str]:
    """Give number and digest of the last entry: they name the state of everything that is audited.

    The number alone would name another state after a backup was restored.
    """
    last: tuple[int, str] | None = Entry.objects.order_by("-id").values_list("id", "digest").first()
    return last or (0, "")


def public_state() -> PublicState:
    """Give the state of all that public pages show: one small query, inside of `same_public_state` once."""
    held = _held.get()
    if held is None:
        return _read()
    if not held:
        held.append(_read())
    return held[0]


@contextmanager
def same_public_state() -> Iterator[None]:
    """Let everything that is read in here belong to one state; it is asked for when somebody wants it first."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def _read() -> PublicState:
    releases = Entry.objects.filter(action__in=RELEASE_ACTIONS).order_by("-id").values("id")[:1]
    found = Entry.objects.filter(action__in=PUBLIC_ACTIONS).annotate(
        entries=Window(Count("id")), releases=Coalesce(Subquery(releases), 0)
    )
    last = found.order_by("-id").values_list("entries", "id", "digest", "at", "releases").first()
    return PublicState(*last) if last else PublicState(0, 0, "", None)
