"""Who a request comes from: the person, the office acted for, and the roles in it today."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ikpweb.accounts.factors import needs_factor, shown
from ikpweb.accounts.models import Membership, User
from ikpweb.audit.actor import Actor
from ikpweb.territory.models import Office

__all__ = ["OFFICE_KEY", "Member", "MemberMiddleware", "MemberRequest", "member_of", "offices_of"]

#: Where the session keeps the code of the office that a person with several acts for.
OFFICE_KEY = "office"


@dataclass(frozen=True)
class Member:
    """A person acting for an office. Everything that asks *may they?* takes this."""

    person: User
    office: Office
    roles: frozenset[str]
    address: str = field(default="", compare=False)
    request: str = field(default="", compare=False)

    @property
    def actor(self) -> Actor:
        """The same as the audit log writes it."""
        return Actor(
            label=self.person.email,
            person=self.person.pk,
            office=self.office.pk,
            roles=self.roles,
            address=self.address,
            request=self.request,
        )

    def has(self, *roles: str) -> bool:
        """Tell whether the person has one of these roles in the office."""
        return bool(self.roles.intersection(roles))


class MemberRequest(HttpRequest):
    """What a view behind `member_required` gets: somebody is signed in and acts for an office."""

    user: User
    member: Member
    #: Number of the request, which the audit log keeps with what it did.
    number: str
    #: A role that can write is signed in without a second factor; `member` is None then.
    factor_missing: bool


def offices_of(person: User, day: date | None = None) -> dict[Office, frozenset[str]]:
    """Give the offices that a person is a member of on a day (today), and the roles in each."""
    day = day or timezone.localdate()
    current = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    rows: Iterable[Membership] = Membership.objects.filter(current, person=person).select_related("office")
    found: dict[Office, set[str]] = {}
    for row in rows:
        found.setdefault(row.office, set()).add(row.role)
    return {office: frozenset(roles) for office, roles in found.items()}


def member_of(person: User, office: str = "", *, address: str = "", request: str = "") -> Member | None:
    """Give the person as a member of an office (by default of the first one), None for a stranger to it."""
    for each, roles in offices_of(person).items():
        if office in {"", each.pk}:
            return Member(person, each, roles, address, request)
    return None


class MemberMiddleware:
    """Puts `member` on each request of a signed-in person: a `Member`, or None.

    A membership that ended yesterday gives None today, whatever the session says. So does a
    role that can write without a second factor: `factor_missing` then says why.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, given: HttpRequest) -> HttpResponse:
        request = cast(MemberRequest, given)
        request.number = uuid.uuid4().hex
        request.member = None  # type: ignore[assignment] # a view behind the door never sees it
        request.factor_missing = False
        # Public pages are kept apart: to ask who signed in would open the session of every reader.
        if request.COOKIES.get("sessionid") and request.user.is_authenticated:
            chosen = request.session.get(OFFICE_KEY, "")
            where = {"address": request.META.get("REMOTE_ADDR", ""), "request": request.number}
            member = member_of(request.user, chosen, **where) or member_of(request.user, **where)
            if member and needs_factor(member.roles) and not shown(request.session, request.user):
                request.factor_missing = True
            else:
                request.member = member  # type: ignore[assignment]
        return self.get_response(request)
