"""Rows that tests need, by plain functions. An app's own rows come from its own functions below or beside."""

import itertools
import time
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from ikpweb.accounts.factors import PERSON_KEY, RECORDS_KEY
from ikpweb.accounts.members import Member, member_of
from ikpweb.accounts.models import Membership, User
from ikpweb.accounts.sessions import OFFICE_KEY

__all__ = ["PASSWORD", "member", "person", "signed_in"]

#: The password of everybody who is made here.
PASSWORD = "kata sandi untuk pengujian"  # noqa: S105

_numbers = itertools.count(1)


def person(email: str = "", *, name: str = "", password: str | None = None) -> User:
    """Make a person; without a password (the hash of one takes a moment), unless one is asked for."""
    return User.objects.create_user(email or f"orang{next(_numbers)}@contoh.id", password, name=name)


def member(role: str, office_code: str, *more_roles: str, who: User | None = None) -> Member:
    """Make a person a member of an office in a role (and more roles): ``member("head", "15")``."""
    who = who or person()
    for each in (role, *more_roles):
        Membership.objects.create(person=who, office_id=office_code, role=each, valid_from=date(2020, 1, 1))
    found = member_of(who, office_code)
    assert found is not None
    return found


def signed_in(client: Client, who: Member, *, factor: bool = True) -> Client:
    """Sign a client in as a member of an office, with a second factor set up and shown unless `factor` is false."""
    client.force_login(who.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[OFFICE_KEY] = who.office.pk
    if factor:
        shown = Authenticator.objects.filter(user=who.person, type=Authenticator.Type.TOTP).first()
        shown = shown or TOTP.activate(who.person, generate_totp_secret()).instance
        session[RECORDS_KEY] = [{"method": "mfa", "at": time.time(), "id": shown.pk, "type": shown.type}]
        session[PERSON_KEY] = str(who.person.pk)
    session.save()
    return client
