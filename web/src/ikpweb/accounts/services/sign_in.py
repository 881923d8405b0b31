"""What happens around sign-in, written down; and the end of sessions.

allauth does the work and tells it by its signals (`accounts/signals.py`); the services here
put it into the audit log.
"""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.module_loading import import_string

from ikpweb.accounts.models import User
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell

__all__ = [
    "end_everybodys_sessions",
    "end_sessions",
    "note_factor_added",
    "note_factor_failed",
    "note_factor_removed",
    "note_failed",
    "note_limited",
    "note_locked_out",
    "note_password_changed",
    "note_refused",
    "note_session_over",
    "note_signed_in",
    "note_signed_out",
    "renew_session",
]


def _person(person: User | None, **_: Any) -> str:
    return person.label if person else "orang:?"


_about: Callable[..., str] = _person


@audited("person.signed_in", _about)
def note_signed_in(person: User, *, ways: Iterable[str], actor: Acting) -> None:  # noqa: ARG001 - the decorator writes
    """Write down that a person signed in, and by which ways (password, second factor)."""
    tell(ways=list(ways))


@audited("person.signed_out", _about)
def note_signed_out(person: User, *, actor: Acting) -> None:
    """Write down that a person signed out."""


@audited("sign_in.failed", _about)
def note_failed(person: User | None, *, actor: Acting) -> None:
    """Write down a wrong password; of an address that nobody has, not even the address is kept."""


@audited("sign_in.locked_out", _about)
def note_locked_out(person: User | None, *, actor: Acting) -> None:
    """Write down that too many attempts shut the door for a while."""


@audited("limit.met", lambda kind, **_: f"limit:{kind}")
def note_limited(kind: str, *, most: int, actor: Acting) -> None:  # noqa: ARG001
    """Write down that somebody asked for more than a limit allows; once a minute, not for every request."""
    tell(most=most)


@audited("factor.failed", _about)
def note_factor_failed(person: User, *, actor: Acting) -> None:
    """Write down a wrong second factor after a right password."""


@audited("factor.added", _about)
def note_factor_added(person: User, *, kind: str, actor: Acting) -> None:  # noqa: ARG001
    """Write down that a person set up a second factor."""
    tell(kind=kind)


@audited("factor.removed", _about)
def note_factor_removed(person: User, *, kind: str, actor: Acting) -> None:  # noqa: ARG001
    """Write down that a person took a second factor away."""
    tell(kind=kind)


@audited("password.changed", _about)
def note_password_changed(person: User, *, way: str, actor: Acting) -> None:  # noqa: ARG001
    """Write down a new password: ``changed`` by who knew the old one, ``reset`` by a link in the mail."""
    tell(way=way)


@audited("access.denied", lambda what, **_: f"page:{what}")
def note_refused(what: str, *, actor: Acting) -> None:
    """Write down that somebody who is signed in asked for a page that the role does not open."""


@audited("person.reauthenticated", _about)
def renew_session(person: User, *, session: SessionBase, way: str, actor: Acting) -> None:  # noqa: ARG001
    """Give the session of who showed password or factor once more a new key: the old one opens nothing any more."""
    before = session.session_key
    session.cycle_key()
    UserSession.objects.filter(user=person, session_key=before).update(session_key=session.session_key)
    tell(way=way)


@audited("session.over", _about)
def note_session_over(person: User, *, why: str, actor: Acting) -> None:  # noqa: ARG001
    """Write down that the platform ended a session: ``age``, ``idle``, ``membership``."""
    tell(why=why)


@audited("session.ended", _about)
def end_sessions(person: User, *, only: int | None = None, but: str = "", actor: Acting) -> int:  # noqa: ARG001
    """End a person's sessions, wherever they are open; `only` names one of them, `but` the key of one that stays.

    Returns
    -------
    int
        How many were open.
    """
    sessions = UserSession.objects.filter(user=person).exclude(session_key=but)
    if only is not None:
        sessions = sessions.filter(pk=only)
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    ended = 0
    for session in sessions:
        store.delete(session.session_key)
        session.delete()
        ended += 1
    tell(sessions=ended)
    return ended


@audited("sessions.ended", lambda **_: "platform")
def end_everybodys_sessions(*, actor: Acting) -> int:  # noqa: ARG001
    """End the sessions of all people: after an incident nobody is trusted to be who signed in before.

    Returns
    -------
    int
        How many were open.
    """
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    ended: int = store.get_model_class().objects.all().delete()[0]
    UserSession.objects.all().delete()
    tell(sessions=ended)
    return ended
