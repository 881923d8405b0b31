"""Sign-in and the members of an office."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from ikpweb.accounts.models import FactorLoss, Invitation
from ikpweb.accounts.services.members import invite
from ikpweb.audit.models import Checkpoint
from ikpweb.audit.services import checkpoint, record

from web.tests.strangers import MARKERS, World

_SIGN_IN = "the way in, for who is not in yet"

PUBLIC = {
    "account_login": _SIGN_IN,
    "account_logout": "who is not in is not signed out of anything",
    "account_signup": "says that accounts come by invitation",
    "account_inactive": "says that an account is closed",
    "account_reset_password": _SIGN_IN,
    "account_reset_password_done": _SIGN_IN,
    "account_reset_password_from_key": "the key in the link is the secret",
    "account_reset_password_from_key_done": _SIGN_IN,
    "mfa_authenticate": "the second step of signing in: the session holds the first",
    "office:lost-factor": "between password and second factor: the session holds the first",
    "office:accept": "the secret in the link is what lets in",
}

OWN = dict.fromkeys(
    (
        "account_reauthenticate", "account_change_password", "account_set_password", "mfa_index",
        "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn", "usersessions_list", "office:switch", "office:me", "office:copy", "office:erase",
    ),
    "about the account of who asks",
)  # fmt: skip

COMMON = {
    "office:checkpoint-file": lambda world: {"number": world.sealed.number},
}


def make_invitation(world: World) -> Invitation:
    return invite(world.head.office, "rahasia.telanaipura@contoh.id", "observer", actor=world.head)[0]


def make_loss(world: World) -> FactorLoss:
    return FactorLoss.objects.create(person=world.enterer.person, office=world.enterer.office, reason=MARKERS[0])


def make_key(world: World) -> Authenticator:
    return Authenticator.objects.create(user=world.enterer.person, type="webauthn", data={"name": MARKERS[0]})


def make_session(world: World) -> UserSession:
    return UserSession.objects.create(
        user=world.enterer.person, ip="10.0.0.1", session_key="0123456789", user_agent=MARKERS[0]
    )


def make_sealed(world: World) -> Checkpoint:
    record("test", world.head.actor, "something")
    made = checkpoint()
    assert made is not None
    return made


def make_entry(world: World) -> Any:
    return record("evidence.received", world.head.actor, "evidence:secret", {"note": MARKERS[0]})


FILLS = {
    "office:members-of": lambda world: {"code": world.head.office.pk},
    "office:invite": lambda world: {"code": world.head.office.pk},
    "office:withdraw": lambda world: {"number": world.invitation.pk},
    "office:end-membership": lambda world: {"number": world.enterer.person.memberships.get().pk},
    "office:end-sessions-of": lambda world: {"number": world.enterer.person.memberships.get().pk},
    "office:end-session": lambda world: {"number": world.session.pk},
    "office:trail": lambda world: {"subject": world.entry.subject},
    "office:decide-loss": lambda world: {"number": world.loss.pk},
    "mfa_remove_webauthn": lambda world: {"pk": world.key.pk},
    "mfa_edit_webauthn": lambda world: {"pk": world.key.pk},
}
