"""How allauth behaves here: nobody signs up by themselves, secrets are kept encrypted."""

import time
from typing import Any, ClassVar

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.attempts import address
from ikpweb.accounts.factors import FACTORS, has_factor, needs_factor
from ikpweb.accounts.members import offices_of
from ikpweb.accounts.sealing import seal, unseal
from ikpweb.accounts.sessions import STARTED_KEY

__all__ = ["AccountAdapter", "FactorAdapter"]


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """People come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address(request) or "0.0.0.0"  # noqa: S104 - a socket of the machine itself has no address

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Spare who just signed in to set up the first factor from typing the password once more."""
        person, session = self.request.user, self.request.session
        just_now = time.time() - session.get(STARTED_KEY, 0) < account_settings.REAUTHENTICATION_TIMEOUT
        if just_now and not has_factor(person):
            return False
        return bool(super().is_reauthentication_required(app=app, **more))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """The secret of an authenticator app is kept encrypted with a key made from the platform's own.

    A copy of the database alone does not give anybody's second factor away.
    """

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Ini faktor kedua Anda yang terakhir; peran Anda membutuhkannya. Tambahkan yang lain dahulu."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of somebody who needs one; the recovery codes alone are none."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        roles = [roles for roles in offices_of(authenticator.user).values() if needs_factor(roles)]
        return authenticator.type not in FACTORS or not roles or others.exists()

    def get_totp_issuer(self) -> str:
        return "ikp"

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "ikp"}
