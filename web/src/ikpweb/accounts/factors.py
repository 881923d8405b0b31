"""The second factor: who needs one, and whether this session has shown it."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from ikpweb.accounts.models import User

__all__ = [
    "FACTORS",
    "PERSON_KEY",
    "RECORDS_KEY",
    "has_factor",
    "needs_factor",
    "remember_factor",
    "shown",
    "way_to_factor",
]

#: What counts as a second factor that a person can have; recovery codes only stand in for one.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
#: Where allauth keeps by which ways a session was signed in, and by whom.
RECORDS_KEY, PERSON_KEY = "account_authentication_methods", "account_authentication_methods_user"


def needs_factor(roles: frozenset[str]) -> bool:
    """Tell whether somebody with these roles must show a second factor: every member, who only reads too.

    What offices enter is not public before it is released; a guessed password must not open it.
    """
    return bool(roles)


def has_factor(person: User) -> bool:
    """Tell whether a person has set up a second factor."""
    return bool(is_mfa_enabled(person, FACTORS))


def way_to_factor(person: User) -> str:
    """Name the page where a person shows the second factor, or sets one up who has none."""
    if is_mfa_enabled(person, [Authenticator.Type.TOTP]):
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if has_factor(person) else "mfa_index"


def shown(session: SessionBase, person: User) -> bool:
    """Tell whether this session was signed in with a second factor by this person."""
    if session.get(PERSON_KEY) != str(person.pk):
        return False
    return any(record.get("method") == "mfa" for record in session.get(RECORDS_KEY, ()))


def remember_factor(request: HttpRequest, person: User, authenticator: Authenticator) -> None:
    """Count a factor that was just set up as shown: setting it up took a code or a touch of it."""
    record_authentication(request, person, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
