"""Short secrets in the database, sealed with a key made from the platform's own (AES-256-GCM)."""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

__all__ = ["SealError", "seal", "unseal"]

#: Names how a text was sealed: another algorithm gets another name, and both are read until all is sealed anew.
_FORM = "a1:"
_NONCE = 12


class SealError(Exception):
    """A text that none of the known secrets opens."""


def seal(text: str) -> str:
    """Seal a text: nobody reads or changes it without the platform's secret."""
    nonce = os.urandom(_NONCE)
    sealed = _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), _FORM.encode())
    return _FORM + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str) -> str:
    """Open a sealed text, with the secret of today or one that was not retired yet.

    Raises
    ------
    SealError
        If none of them opens it.
    """
    if not sealed.startswith(_FORM):
        raise SealError
    raw = base64.urlsafe_b64decode(sealed.removeprefix(_FORM))
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret).decrypt(raw[:_NONCE], raw[_NONCE:], _FORM.encode()).decode()
        except InvalidTag:
            continue
    raise SealError


def _cipher(secret: str) -> AESGCM:
    key = HKDF(SHA256(), 32, hashlib.sha256(b"ikp").digest(), b"second factor").derive(secret.encode())
    return AESGCM(key)
