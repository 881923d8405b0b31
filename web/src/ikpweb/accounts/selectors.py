"""Reading people, memberships, invitations, and what is kept about a person."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, current
from ikpweb.accounts.models import FactorLoss, Invitation, Membership, Role, User
from ikpweb.accounts.policies import MANAGERS, offices_managed_by, offices_visible_to
from ikpweb.audit.models import Entry
from ikpweb.territory.models import Office

__all__ = [
    "addresses_of_managers",
    "kept_about",
    "losses_for",
    "memberships_of",
    "names_of",
    "offices_like",
    "open_invitations",
    "people_like",
    "role_names",
]

_LABEL = re.compile(r"orang:(\d+)\Z")


def names_of(labels: Iterable[str]) -> Mapping[str, str]:
    """Give the names that stand behind labels of the log (``orang:17``), as they are today.

    An erased account has no name any more: its label stays what is shown.
    """
    numbers = {int(found[1]): label for label in set(labels) if (found := _LABEL.match(label))}
    people = User.objects.filter(pk__in=numbers, is_active=True)
    return {numbers[person.pk]: str(person) for person in people}


def people_like(member: Member, words: str) -> list[int]:
    """Give the numbers of people of the visible offices by a part of name or e-mail, or by their label."""
    ever = Membership.objects.filter(office__in=offices_visible_to(member))
    people = User.objects.filter(pk__in=ever.values("person"))
    label = _LABEL.match(words.strip())
    same = Q(pk=int(label[1])) if label else Q(name__icontains=words.strip()) | Q(email__icontains=words.strip())
    return list(people.filter(same).values_list("pk", flat=True)[:50])


def offices_like(offices: QuerySet[Office], words: str) -> QuerySet[Office]:
    """Give those of some offices whose code it is, or whose name has every one of the words."""
    same = offices.filter(pk=words.strip())
    if same.exists():
        return same
    found = offices.order_by("code")
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found


def memberships_of(office: Office) -> QuerySet[Membership]:
    """Give the memberships of an office that hold today or begin later, with their people."""
    today = timezone.localdate()
    rows = Membership.objects.filter(office=office)
    return (
        (current(rows, today) | rows.filter(valid_from__gt=today)).select_related("person").order_by("role", "person")
    )


def open_invitations(office: Office) -> QuerySet[Invitation]:
    """Give the invitations of an office that somebody may still accept."""
    return Invitation.objects.filter(
        office=office, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    ).select_related("invited_by")


def losses_for(member: Member) -> QuerySet[FactorLoss]:
    """Give the lost second factors that wait in the offices a member looks after."""
    waiting = FactorLoss.objects.filter(lifted_at=None, refused_at=None, office__in=offices_managed_by(member))
    return waiting.select_related("person", "office", "confirmed_by").order_by("asked_at")


def addresses_of_managers(office: Office, *, but: User | None = None) -> list[str]:
    """Give the e-mail addresses of who looks after an office; of the office above where there is nobody else."""
    looked = office
    while True:
        rows = current(Membership.objects.filter(office=looked, role__in=MANAGERS), timezone.localdate())
        found = sorted(set(rows.exclude(person=but).values_list("person__email", flat=True)))
        if found or looked.parent is None:
            return found
        looked = looked.parent


def kept_about(person: User) -> dict[str, Any]:
    """Give everything that the rooms of accounts and keys and the log keep about a person, as plain values for JSON."""
    return {
        "account": {
            "number": person.pk,
            "label_in_the_log": person.label,
            "email": person.email,
            "name": person.name,
            "joined": person.joined.isoformat(),
            "last_login": person.last_login.isoformat() if person.last_login else None,
        },
        "memberships": [
            {
                "office": row.office_id,
                "office_name": row.office.name,
                "role": row.role,
                "from": row.valid_from.isoformat(),
                "to": row.valid_to.isoformat() if row.valid_to else None,
            }
            for row in person.memberships.select_related("office")
        ],
        "invitations": [
            {"office": row.office_id, "role": row.role, "made_at": row.made_at.isoformat()}
            for row in Invitation.objects.filter(email=person.email)
        ],
        "second_factors": [
            {"kind": row.type, "made_at": row.created_at.isoformat()}
            for row in Authenticator.objects.filter(user=person)
        ],
        "lost_factors": [{"asked_at": row.asked_at.isoformat(), "reason": row.reason} for row in person.losses.all()],
        "sessions": [
            {"since": row.created_at.isoformat(), "address": row.ip, "browser": row.user_agent}
            for row in UserSession.objects.filter(user=person)
        ],
        "failed_attempts": [
            {"at": row.attempt_time.isoformat(), "address": row.ip_address, "browser": row.user_agent}
            for row in AccessAttempt.objects.filter(username=person.email)
        ],
        # Of the room above, which refers to people: the keys with which their programs read, never a secret.
        "keys": [
            {
                "name": row.name,
                "start": row.start,
                "office": row.office_id,
                "reads": row.areas,
                "made_at": row.made_at.isoformat(),
                "expires_at": row.expires_at.isoformat(),
                "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
                "days": [{"day": day.day.isoformat(), "requests": day.requests} for day in row.days.all()],
            }
            for row in person.keys.prefetch_related("days")
        ],
        "log": [
            {
                "at": row.at.isoformat(),
                "office": row.stream,
                "action": row.action,
                "subject": row.subject,
                "address": row.address,
            }
            for row in Entry.objects.filter(person=person.pk).order_by("at").iterator()
        ],
    }


def role_names(roles: Iterable[str]) -> str:
    """Write roles in words, in the order of `Role`."""
    given = set(roles)
    return ", ".join(str(role.label) for role in Role if role.value in given) or _("tanpa peran")
