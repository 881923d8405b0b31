"""What allauth, Django and axes tell, carried to the services that write it down.

Between our own rooms no news travels by signals; here they are the only door that these
libraries have.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factor
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.signals import user_locked_out
from django.contrib.auth import signals as auth
from django.dispatch import receiver
from django.http import HttpRequest

from ikpweb.accounts.attempts import address
from ikpweb.accounts.factors import FACTORS, RECORDS_KEY, remember_factor
from ikpweb.accounts.members import actor_of, member_of
from ikpweb.accounts.models import User
from ikpweb.accounts.services import sign_in
from ikpweb.accounts.sessions import OFFICE_KEY, keep
from ikpweb.audit.actor import Actor

__all__ = ["acting"]


def acting(request: HttpRequest | None, person: User | None = None) -> Actor:
    """Say who acts in a request that is no member's yet: the person, for the office where he is a member, if any."""
    if request is None:
        return actor_of(person)
    office = request.session.get(OFFICE_KEY, "") if hasattr(request, "session") else ""
    return actor_of(person, office, address=address(request), request=getattr(request, "number", ""))


@receiver(account.user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    member = member_of(user)
    if member:
        request.session[OFFICE_KEY] = member.office.pk
    keep(request.session)
    ways = [record.get("type") or record["method"] for record in request.session.get(RECORDS_KEY, ())]
    sign_in.note_signed_in(user, ways=ways, actor=acting(request, user))


@receiver(auth.user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None and not getattr(request, "session_over", ""):
        sign_in.note_signed_out(user, actor=acting(request, user))


@receiver(auth.user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    person = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
    sign_in.note_failed(person, actor=acting(request))


@receiver(user_locked_out)
def _locked_out(request: HttpRequest, username: str, **_: Any) -> None:
    person = User.objects.filter(email=username).first()
    sign_in.note_locked_out(person, actor=acting(request))


@receiver(factor.authentication_failed)
def _factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    sign_in.note_factor_failed(user, actor=acting(request))


@receiver(factor.authenticator_added)
def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    sign_in.note_factor_added(user, kind=authenticator.type, actor=acting(request, user))
    if authenticator.type in FACTORS:
        remember_factor(request, user, authenticator)
        _end_others(request, user)


@receiver(factor.authenticator_reset)
def _codes_made(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    sign_in.note_factor_added(user, kind=authenticator.type, actor=acting(request, user))


@receiver(factor.authenticator_removed)
def _factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    sign_in.note_factor_removed(user, kind=authenticator.type, actor=acting(request, user))
    _end_others(request, user)


def _end_others(request: HttpRequest, person: User) -> None:
    """Sign a person out elsewhere: who had got in there must not stay after the lock was changed."""
    here = request.session.session_key or ""
    if UserSession.objects.filter(user=person).exclude(session_key=here).exists():
        sign_in.end_sessions(person, but=here, actor=acting(request, person))


@receiver([account.password_changed, account.password_set])
def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    sign_in.note_password_changed(user, way="changed", actor=acting(request, user))


@receiver(account.password_reset)
def _password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    sign_in.note_password_changed(user, way="reset", actor=acting(request, user))
    sign_in.end_sessions(user, actor=acting(request, user))
