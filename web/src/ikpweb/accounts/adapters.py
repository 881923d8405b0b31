"""How allauth behaves here: nobody signs up by themselves, secrets are kept encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

__all__ = ["AccountAdapter", "FactorAdapter"]


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """People come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """The secret of an authenticator app is kept encrypted with a key made from the platform's own.

    A copy of the database alone does not give anybody's second factor away.
    """

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "ikp"

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "ikp"}


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()))
