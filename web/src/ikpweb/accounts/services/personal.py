"""The right to be forgotten: an account loses its person, the log keeps its chain."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, current
from ikpweb.accounts.models import Invitation, Membership, Role, User
from ikpweb.accounts.policies import MANAGERS
from ikpweb.accounts.problems import NotNow
from ikpweb.accounts.services.sign_in import end_sessions
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.territory.models import Office

__all__ = ["KEPT_DAYS", "erase", "exported", "tidy"]

#: For how many days failed attempts and unanswered invitations are kept.
KEPT_DAYS = 30


def _may_erase(person: User, *, actor: Acting) -> bool:
    """Let the person, or an administrator of the centre on the person's request."""
    centre = isinstance(actor, Member) and actor.office.pk == Office.CENTRE and actor.has(Role.ADMINISTRATOR)
    return actor.actor.person == person.pk or centre


@audited("person.erased", lambda person, **_: person.label, allowed=_may_erase)
def erase(person: User, *, actor: Acting) -> None:
    """Put a pseudonym in place of name and e-mail, end everything that lets the person in.

    What they entered and decided stays, under ``orang:<number>``: it is part of an official
    record that others build on. The log never held name or e-mail, so its chain is untouched.

    Raises
    ------
    NotNow
        When an office would be left without anybody who looks after it.
    """
    held = User.objects.select_for_update().get(pk=person.pk)
    today = timezone.localdate()
    for membership in current(Membership.objects.filter(person=held, role__in=MANAGERS), today):
        others = Membership.objects.filter(office=membership.office_id, role__in=MANAGERS).exclude(person=held)
        if not current(others, today).exists():
            raise NotNow(
                _("Akun ini ketua atau administrator terakhir %(office)s. Undang penggantinya dahulu.")
                % {"office": membership.office}
            )
    current(Membership.objects.filter(person=held), today).update(valid_to=today - timedelta(days=1))
    end_sessions(held, actor=actor)
    pseudonym = f"orang-{held.pk}@dihapus.invalid"
    Invitation.objects.filter(email=held.email).update(email=pseudonym)
    AccessAttempt.objects.filter(username=held.email).delete()
    factors, _rows = Authenticator.objects.filter(user=held).delete()
    EmailAddress.objects.filter(user=held).delete()
    held.losses.update(reason="")
    held.email, held.name, held.is_active = pseudonym, "", False
    held.set_unusable_password()
    held.save()
    tell(factors=factors)


@audited(
    "person.exported",
    lambda person, **_: person.label,
    allowed=lambda person, *, actor: actor.actor.person == person.pk,
)
def exported(person: User, *, actor: Acting) -> None:
    """Write down that somebody took a copy of what is kept about them."""


@audited("accounts.tidied", lambda **_: "accounts", allowed=lambda *, actor, **_: actor.actor.person is None)
def tidy(*, now: datetime | None = None, actor: Acting) -> dict[str, int]:  # noqa: ARG001 - the decorator writes who
    """Let go of what is about people and no longer needed: `KEPT_DAYS` after it ended.

    Returns
    -------
    dict
        How many rows went: ended sessions, failed attempts, and addresses of invitations
        that nobody accepted.
    """
    now = now or timezone.now()
    before = now - timedelta(days=KEPT_DAYS)
    sessions, _rows = Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    attempts, _rows = AccessAttempt.objects.filter(attempt_time__lt=before).delete()
    closed = Q(expires_at__lt=before) | Q(withdrawn_at__lt=before)
    unanswered = Invitation.objects.filter(closed, accepted_at=None).exclude(email__endswith="@dihapus.invalid")
    invitations = unanswered.update(email="undangan@dihapus.invalid")
    done = {"sessions": sessions, "attempts": attempts, "invitations": invitations}
    tell(**done)
    return done
