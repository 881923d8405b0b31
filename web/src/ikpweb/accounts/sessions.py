"""How long a session lasts: not longer than its hours, not without a sign of life, not beyond the membership."""

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

__all__ = ["OFFICE_KEY", "SEEN_KEY", "STARTED_KEY", "keep", "over"]

#: Where the session keeps the code of the office that the person acts for.
OFFICE_KEY = "office"
#: When the session began, and when it was last seen, as seconds.
STARTED_KEY, SEEN_KEY = "started_at", "seen_at"


def over(session: SessionBase, now: float | None = None) -> str:
    """Say why a session is over: ``age``, ``idle``, or nothing."""
    now = time.time() if now is None else now
    if now - session.get(STARTED_KEY, now) > 3600 * settings.ENVIRONMENT.session_hours:
        return "age"
    if now - session.get(SEEN_KEY, now) > 60 * settings.ENVIRONMENT.session_idle:
        return "idle"
    return ""


def keep(session: SessionBase, now: float | None = None) -> None:
    """Remember that a session was seen: a few times in the idle time, so that not every request writes."""
    now = time.time() if now is None else now
    session.setdefault(STARTED_KEY, now)
    if now - session.get(SEEN_KEY, 0) > 60 * settings.ENVIRONMENT.session_idle / 10:
        session[SEEN_KEY] = now
