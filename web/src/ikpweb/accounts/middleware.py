"""Puts who a request comes from on the request, and ends sessions that are over."""

import uuid
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from ikpweb.accounts.attempts import address
from ikpweb.accounts.factors import needs_factor, shown
from ikpweb.accounts.members import MemberRequest, actor_of, member_of, offices_of
from ikpweb.accounts.services.sign_in import note_session_over
from ikpweb.accounts.sessions import OFFICE_KEY, keep, over

__all__ = ["MemberMiddleware"]


class MemberMiddleware:
    """Puts `member` on each request of a signed-in person: a `Member`, or None.

    A membership that ended yesterday gives None today, whatever the session says, and ends
    the session. A member without a second factor gives None too: `factor_missing` then says
    why. A session that is too old, or was left alone for too long, is ended.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, given: HttpRequest) -> HttpResponse:
        request = cast(MemberRequest, given)
        # The server's log names the request by the same number, where it has given one.
        request.number = getattr(given, "number", "") or uuid.uuid4().hex
        request.member = None  # type: ignore[assignment] # a view behind the door never sees it
        request.offices = None  # read only of who is signed in
        request.factor_missing, request.session_over = False, ""
        # Public pages are kept apart: to ask who signed in would open the session of every reader.
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.user.is_authenticated:
            self._enter(request)
        return self.get_response(request)

    def _enter(self, request: MemberRequest) -> None:
        person, session = request.user, request.session
        where = {"address": address(request), "request": request.number}
        chosen = session.get(OFFICE_KEY, "")
        request.offices = found = offices_of(person)
        member = member_of(person, chosen, among=found, **where)
        if member is None and chosen:
            member = member_of(person, among=found, **where)
        why = over(session) or ("membership" if chosen and member is None else "")
        if why:
            # Who signs in anew without a membership may still see what is kept about them.
            request.session_over, actor = why, actor_of(person, chosen, **where)
            logout(request)
            request.offices = None
            note_session_over(person, why=why, actor=actor)
            return
        # A page that renews itself is no sign of life: left open, it must not keep a session that nobody uses.
        if "X-Unattended" not in request.headers:
            keep(session)
        if member and needs_factor(member.roles) and not shown(session, person):
            request.factor_missing = True
        else:
            request.member = member  # type: ignore[assignment]
