"""Who a request comes from: the person, the office acted for, and the roles in it today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ikpweb.accounts.models import Membership, User
from ikpweb.audit.actor import Actor
from ikpweb.territory.models import Office

__all__ = ["Member", "MemberRequest", "actor_of", "current", "member_of", "offices_of"]


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
            label=self.person.label,
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
    #: The offices of the person who came with the request, with the roles in each: read once for all of a page.
    offices: Mapping[Office, frozenset[str]] | None
    #: Number of the request, which the audit log keeps with what it did.
    number: str
    #: A member is signed in without a second factor; `member` is None then.
    factor_missing: bool
    #: Why the session was ended with this request: ``age``, ``idle``, ``membership``, or nothing.
    session_over: str


def current(memberships: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    """Keep the memberships that hold on a day; first and last day are included."""
    return memberships.filter(Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)))


def offices_of(person: User, day: date | None = None) -> dict[Office, frozenset[str]]:
    """Give the offices that a person is a member of on a day (today), and the roles in each."""
    rows = current(Membership.objects.filter(person=person), day or timezone.localdate()).select_related("office")
    found: dict[Office, set[str]] = {}
    for row in rows:
        found.setdefault(row.office, set()).add(row.role)
    return {office: frozenset(roles) for office, roles in found.items()}


def member_of(
    person: User,
    office: str = "",
    *,
    among: Mapping[Office, frozenset[str]] | None = None,
    address: str = "",
    request: str = "",
) -> Member | None:
    """Give the person as a member of an office (by default of the first one), None for a stranger to it.

    Their offices are read, unless they are given: `among`.
    """
    for each, roles in (offices_of(person) if among is None else among).items():
        if office in {"", each.pk}:
            return Member(person, each, roles, address, request)
    return None


def actor_of(person: User | None, office: str = "", *, address: str = "", request: str = "") -> Actor:
    """Say who acts where nobody is a member yet, or any more: around sign-in, and about one's own account."""
    if person is None:
        return Actor("tidak dikenal", address=address, request=request)
    member = member_of(person, office) or member_of(person)
    code = member.office.pk if member else ""
    return Actor(person.label, person.pk, code, member.roles if member else frozenset(), address, request)
