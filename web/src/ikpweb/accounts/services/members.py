"""Who belongs to which office: invitations, memberships, and the person's own name."""

import hashlib
import secrets
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, current
from ikpweb.accounts.models import Invitation, Membership, Role, User
from ikpweb.accounts.policies import MANAGERS, may_grant, may_manage
from ikpweb.accounts.problems import NotNow
from ikpweb.accounts.services.sign_in import end_sessions
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.territory.models import Office

__all__ = [
    "INVITATION_DAYS",
    "accept_as",
    "accept_as_new_person",
    "digest_of_secret",
    "end_membership",
    "found",
    "invite",
    "rename",
    "withdraw",
]

#: For how many days an invitation can be accepted.
INVITATION_DAYS = 7


def digest_of_secret(secret: str) -> str:
    """Give what is kept of the secret in an invitation's link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _to_office(office: Office, *_: object, **__: object) -> str:
    return f"office:{office.pk}"


def _of_invitation(invitation: Invitation, *_: object, **__: object) -> str:
    return f"invitation:{invitation.pk}"


def _of_membership(membership: Membership, *_: object, **__: object) -> str:
    return f"membership:{membership.pk}"


@audited(
    "member.invited",
    _to_office,
    allowed=lambda office, _email, role, *, actor, **__: isinstance(actor, Member) and may_grant(actor, office, role),
)
def invite(
    office: Office, email: str, role: str, *, valid_to: date | None = None, actor: Acting
) -> tuple[Invitation, str]:
    """Invite somebody to a role in an office.

    Returns
    -------
    tuple of Invitation and str
        The invitation, and the secret of its link: it is told this once, and kept as a digest only.
    """
    inviter = actor.person if isinstance(actor, Member) else None
    return _invitation(office, email, role, valid_to, inviter)


@audited("member.invited", _to_office, allowed=lambda *_, actor, **__: actor.actor.person is None)
def found(office: Office, email: str, role: str, *, actor: Acting) -> tuple[Invitation, str]:  # noqa: ARG001
    """Invite the first administrator, from the machine itself: whoever can call this owns the database anyway."""
    return _invitation(office, email, role, None, None)


def _invitation(
    office: Office, email: str, role: str, valid_to: date | None, inviter: User | None
) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        office=office,
        role=Role(role),
        valid_to=valid_to,
        secret_digest=digest_of_secret(secret),
        invited_by=inviter,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    tell(invitation=invitation.pk, role=role, valid_to=str(valid_to or ""))
    return invitation, secret


@audited(
    "invitation.withdrawn",
    _of_invitation,
    allowed=lambda invitation, *, actor: isinstance(actor, Member) and may_manage(actor, invitation.office),
)
def withdraw(invitation: Invitation, *, actor: Acting) -> None:  # noqa: ARG001
    """Take an invitation back that nobody has accepted yet."""
    held = _open(invitation)
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])


@audited("invitation.accepted", _of_invitation)
def accept_as_new_person(invitation: Invitation, *, name: str, password: str, actor: Acting) -> User:  # noqa: ARG001
    """Make an account for who followed the link, and the membership that it promises.

    Raises
    ------
    django.core.exceptions.ValidationError
        When the password is too short, too common or too like the name.
    """
    held = _open(invitation)
    if User.objects.filter(email=held.email).exists():
        raise NotNow(_("Surel ini sudah punya akun. Masuklah dahulu, lalu buka tautan undangan lagi."))
    validate_password(password, User(email=held.email, name=name))
    person = User.objects.create_user(held.email, password, name=name.strip())
    # The link reached the address, so it is the person's: news about the account's security go there.
    EmailAddress.objects.create(user=person, email=held.email, verified=True, primary=True)
    _accepted(held, person)
    return person


@audited(
    "invitation.accepted",
    _of_invitation,
    allowed=lambda invitation, *, person, actor: actor.actor.person == person.pk and person.email == invitation.email,
)
def accept_as(invitation: Invitation, *, person: User, actor: Acting) -> None:  # noqa: ARG001
    """Give somebody who has an account already the membership that an invitation promises."""
    _accepted(_open(invitation), person)


def _open(invitation: Invitation) -> Invitation:
    """Hold the row, so that two who accept at once do not both get in."""
    held = Invitation.objects.select_for_update(of=("self",)).select_related("office").get(pk=invitation.pk)
    if held.closed:
        raise NotNow(held.closed)
    return held


def _accepted(held: Invitation, person: User) -> None:
    held.accepted_at = timezone.now()
    held.save(update_fields=["accepted_at"])
    membership, _made = Membership.objects.update_or_create(
        person=person,
        office=held.office,
        role=held.role,
        valid_from=timezone.localdate(),
        defaults={"valid_to": held.valid_to},
    )
    tell(person=person.pk, membership=membership.pk, role=held.role)


@audited(
    "membership.ended",
    _of_membership,
    allowed=lambda membership, *, actor, **__: (
        isinstance(actor, Member) and (may_manage(actor, membership.office) or actor.person.pk == membership.person_id)
    ),
)
def end_membership(membership: Membership, *, actor: Acting) -> None:
    """End a membership as of now. Who belongs to no office any more is signed out everywhere.

    Raises
    ------
    NotNow
        When it is the actor's own, and nobody else would look after the office.
    """
    held = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    today = timezone.localdate()
    if held.valid_to and held.valid_to < today:
        raise NotNow(_("Keanggotaan ini sudah berakhir."))
    if actor.actor.person == held.person_id and held.role in MANAGERS and not _others_manage(held, today):
        raise NotNow(_("Anda ketua atau administrator terakhir kantor ini. Undang penggantinya dahulu."))
    # The last day of a membership is included, and it ends now: yesterday is the last one.
    held.valid_to = today - timedelta(days=1)
    held.save(update_fields=["valid_to"])
    tell(person=held.person_id, office=held.office_id, role=held.role)
    if not current(Membership.objects.filter(person=held.person_id), today).exists():
        end_sessions(held.person, actor=actor)


def _others_manage(held: Membership, today: date) -> bool:
    same_office = Membership.objects.filter(office=held.office_id, role__in=MANAGERS)
    return current(same_office, today).exclude(pk=held.pk).exists()


@audited(
    "person.renamed",
    lambda person, **_: person.label,
    allowed=lambda person, *, actor, **__: actor.actor.person == person.pk,
)
def rename(person: User, *, name: str, actor: Acting) -> None:  # noqa: ARG001
    """Change a person's own name; the log says that it changed, not what it was."""
    person.name = name.strip()
    person.save(update_fields=["name"])
