"""Keys that sign checkpoints: the platform's own in IKP_HOME/keys, an office's wherever the office keeps it.

Ed25519, as PEM files that every tool reads. The private part never leaves the file; the key's
name is the first half of the digest of its public part.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.utils.translation import gettext as _

__all__ = [
    "KeyProblem",
    "kept_key",
    "key_id",
    "known_keys",
    "make_key",
    "private_key",
    "public_key",
    "public_text",
    "verifies",
]

#: The platform's own key, in the folder of keys.
OWN = "checkpoint.pem"


class KeyProblem(Exception):  # noqa: N818 - a sentence for the person who must act
    """A key file is not there, or is no Ed25519 key."""


def public_text(key: Ed25519PublicKey | Ed25519PrivateKey) -> str:
    """Give the public part as PEM text."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def key_id(public: str) -> str:
    """Give the name of a key by its public part."""
    raw = public_key(public).public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:32]


def public_key(text: str) -> Ed25519PublicKey:
    """Read a public key from PEM text."""
    try:
        key = load_pem_public_key(text.encode())
    except ValueError as problem:
        raise KeyProblem(_("Ini bukan kunci publik dalam bentuk PEM.")) from problem
    if not isinstance(key, Ed25519PublicKey):
        raise KeyProblem(_("Ini kunci jenis lain; yang diharapkan kunci Ed25519."))
    return key


def private_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key from its file."""
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except OSError as problem:
        message = _("%(path)s: tidak dapat dibaca (%(why)s).") % {"path": path, "why": problem.strerror}
        raise KeyProblem(message) from problem
    except (ValueError, TypeError) as problem:
        message = _("%(path)s: bukan kunci privat dalam bentuk PEM tanpa frasa sandi.") % {"path": path}
        raise KeyProblem(message) from problem
    if not isinstance(key, Ed25519PrivateKey):
        message = _("%(path)s: kunci jenis lain; yang diharapkan kunci Ed25519.") % {"path": path}
        raise KeyProblem(message)
    return key


def make_key(path: Path) -> Ed25519PrivateKey:
    """Make a key, readable by this user alone; an existing file is never written over."""
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as problem:
        message = _("%(path)s: sudah ada; kunci tidak pernah ditimpa.") % {"path": path}
        raise KeyProblem(message) from problem
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.with_suffix(".pub").write_text(public_text(key), "ascii")
    return key


def kept_key(folder: Path) -> Ed25519PrivateKey:
    """Give the platform's own key; it is made the first time."""
    path = folder / OWN
    if not path.exists():
        try:
            return make_key(path)
        except KeyProblem:  # another process was quicker
            pass
    return private_key(path)


def known_keys(folder: Path) -> Mapping[str, str]:
    """Give the public keys in a folder by name: its own, and those of servers before or beside."""
    texts = [path.read_text("ascii") for path in sorted(folder.glob("*.pub"))]
    return {key_id(text): text for text in texts}


def verifies(public: str, signature: str, data: bytes) -> bool:
    """Tell whether a signature (as hexadecimal digits) of data was made with a key."""
    try:
        public_key(public).verify(bytes.fromhex(signature), data)
    except (InvalidSignature, ValueError, KeyProblem):
        return False
    return True
