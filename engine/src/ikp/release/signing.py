"""Signatures over MANIFEST, with Ed25519 (RFC 8032); the extra ``ikp[release]`` brings the library."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ikp.errors import UsageError, problem
from ikp.release.manifest import MANIFEST, SIGNATURE, manifest_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["fits", "key_name", "read_signature", "sign", "signed"]

#: What is signed begins with this, so that a signature over something else never fits a release.
_PURPOSE = b"ikp release\n"


def sign(manifest: bytes, key: "Ed25519PrivateKey") -> bytes:
    """Sign a manifest; gives the file MANIFEST.sig, which carries the public key beside the signature."""
    public = _written(key.public_key())
    told = {
        "algorithm": "Ed25519",
        "key": key_name(public),
        "public_key": public,
        "signature": key.sign(_PURPOSE + manifest).hex(),
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def signed(files: Mapping[str, bytes], key: "Ed25519PrivateKey") -> dict[str, bytes]:
    """Give the files of a release with its manifest and signature."""
    manifest = manifest_of(files)
    return dict(sorted({**files, MANIFEST: manifest, SIGNATURE: sign(manifest, key)}.items()))


def read_signature(body: bytes) -> dict[str, str] | None:
    """Read MANIFEST.sig; None where it is not one, to the byte as `sign` writes it."""
    try:
        told: Any = json.loads(body)
        found = {name: str(told[name]) for name in ("algorithm", "key", "public_key", "signature")}
        known = (json.dumps(found, indent=1) + "\n").encode() == body and found["algorithm"] == "Ed25519"
        # One way to write each: base64 and hexadecimal digits could be written differently and mean the same.
        known = known and _written(_public(found["public_key"])) == found["public_key"]
        known = known and bytes.fromhex(found["signature"]).hex() == found["signature"]
    except (ValueError, KeyError, TypeError):
        return None
    return found if known and found["key"] == key_name(found["public_key"]) else None


def fits(signature: Mapping[str, str], manifest: bytes) -> bool:
    """Tell whether a signature was made over a manifest with the key that it names."""
    return holds(signature["public_key"], signature["signature"], _PURPOSE + manifest)


def holds(public: str, signature: str, body: bytes) -> bool:
    """Tell whether a signature, as hexadecimal digits, was made over `body` with a key, as PEM text."""
    needed()
    from cryptography.exceptions import InvalidSignature

    try:
        _public(public).verify(bytes.fromhex(signature), body)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_name(public: str) -> str:
    """Give the name of a public key: the first half of its SHA-256, empty where the text is no Ed25519 key."""
    needed()
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    try:
        raw = _public(public).public_bytes(Encoding.Raw, PublicFormat.Raw)
    except ValueError:
        return ""
    return hashlib.sha256(raw).hexdigest()[:32]


def _written(key: "Ed25519PublicKey") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _public(text: str) -> "Ed25519PublicKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(text.encode())
    except UnsupportedAlgorithm as error:
        raise ValueError(text) from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(text)  # noqa: TRY004 - for callers it is one more text that is no key
    return key


def needed() -> None:
    """Refuse to go on where the library is not installed."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise UsageError(problem("release-package")) from None
