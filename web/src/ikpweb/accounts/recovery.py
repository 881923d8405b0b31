"""Recovery codes that nobody can read: shown once when they are made, kept as digests only.

allauth keeps a seed from which all codes follow, so that they can be shown again. Whoever reads the
database and has the platform's key could then sign in for everybody.
"""

import hashlib
import hmac
import json
import secrets
import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

__all__ = ["SealedCodes", "install"]

#: Crockford's base 32: no letter is taken for a figure.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: 24 letters are 120 bits: nobody can try them all, so that a fast digest protects them (ASVS 6.5.2 asks for 112).
_GROUPS, _LONG = 4, 6
_ALIKE = str.maketrans("OIL", "011")
_HIDDEN = "****"


class SealedCodes(auth.RecoveryCodes):  # type: ignore[misc] # allauth has no types
    """The recovery codes of a person; `data` holds a salt, digests, and the codes themselves until they were seen."""

    instance: Authenticator

    @classmethod
    def activate(cls, user: AbstractBaseUser) -> "SealedCodes":
        """Give the codes of a person, made when there are none."""
        kept = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
        if kept is not None:
            return cls(kept)
        codes = [_drawn() for _ in range(app_settings.RECOVERY_CODE_COUNT)]
        salt = secrets.token_hex(16)
        data = {"salt": salt, "digests": [_digest(code, salt) for code in codes], "unseen": encrypt(json.dumps(codes))}
        made = Authenticator(user=user, type=Authenticator.Type.RECOVERY_CODES, data=data)
        made.save()
        return cls(made)

    def get_unused_codes(self) -> list[str]:
        """Give the codes while nobody has seen them, and afterwards as many stars as are left."""
        unseen = getattr(self, "_seen_now", None) or self.instance.data.get("unseen")
        if unseen:
            codes: list[str] = json.loads(decrypt(unseen))
            return codes
        return [_HIDDEN] * len(self.instance.data.get("digests", ()))

    def mark_as_viewed(self) -> None:
        """Show the codes this once: from now on they are kept as digests only."""
        if not self.did_view:
            self._seen_now = self.instance.data.pop("unseen", "")
            self.instance.data["viewed_at"] = time.time()
            self.instance.save(update_fields=["data"])

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Take a code that was not used yet, and never again."""
        if self.instance.pk is not None:
            self.instance = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        data = self.instance.data
        tried = _digest(code, data.get("salt", ""))
        found = [kept for kept in data.get("digests", ()) if hmac.compare_digest(kept, tried)]
        if not found:
            return False
        data["digests"] = [kept for kept in data["digests"] if kept != found[0]]
        data.pop("unseen", None)  # who uses a code has it
        self.instance.save(update_fields=["data"])
        return True


def install() -> None:
    """Put them in the place of allauth's, which has no setting for it."""
    auth.RecoveryCodes = flows.RecoveryCodes = SealedCodes


def _drawn() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(_GROUPS))


def _digest(code: str, salt: str) -> str:
    """Give the digest of a code however it was typed: small letters, spaces, O for 0."""
    plain = "".join(code.upper().translate(_ALIKE).replace("-", "").split())
    return hashlib.sha256(bytes.fromhex(salt) + plain.encode()).hexdigest()
