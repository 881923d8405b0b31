"""Signing in as a person does: with the password, and with the code that an app shows."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from ikpweb.accounts.adapters import FactorAdapter
from ikpweb.accounts.models import User

from web.tests.factories import PASSWORD

__all__ = ["code_of", "secret_of", "with_password"]


def code_of(secret: str, ahead: int = 0) -> str:
    """Give the code that an app shows: now, or some half minutes from now."""
    middle = list(yield_hotp_counters_from_time())[1]
    return format_hotp_value(hotp_value(secret, middle + ahead))


def secret_of(who: User) -> str:
    kept: str = Authenticator.objects.get(user=who, type=Authenticator.Type.TOTP).data["secret"]
    return FactorAdapter().decrypt(kept)


def with_password(client: Client, who: User, password: str = PASSWORD) -> Any:
    return client.post("/masuk/", {"login": who.email, "password": password})
