"""Signatures over MANIFEST."""

import json

import pytest

from ikp.release.signing import fits, holds, key_name, read_signature, sign, signed

pytestmark = pytest.mark.extras


@pytest.fixture
def key() -> object:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def test_a_signature_fits_its_manifest_and_no_other(key: object) -> None:
    told = read_signature(sign(b"one\n", key))  # type: ignore[arg-type]
    assert told is not None
    assert fits(told, b"one\n")
    assert not fits(told, b"two\n")


def test_any_changed_byte_of_the_signature_is_found(key: object) -> None:
    body = sign(b"one\n", key)  # type: ignore[arg-type]
    for place in range(len(body)):
        for bit in range(8):
            told = read_signature(body[:place] + bytes([body[place] ^ (1 << bit)]) + body[place + 1 :])
            assert told is None or not fits(told, b"one\n"), (place, bit)


def test_a_signature_for_another_purpose_does_not_fit(key: object) -> None:
    told = json.loads(sign(b"one\n", key))  # type: ignore[arg-type]
    other = told | {"signature": key.sign(b"one\n").hex()}  # type: ignore[attr-defined]
    assert not fits(other, b"one\n")


def test_what_is_no_key_has_no_name() -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    other = X25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert key_name("nonsense") == key_name(other.decode()) == ""
    assert not holds("nonsense", "00", b"")


def test_a_release_is_signed_over_all_its_files(key: object) -> None:
    files = signed({"b": b"1", "a": b"2"}, key)  # type: ignore[arg-type]
    assert list(files) == ["MANIFEST", "MANIFEST.sig", "a", "b"]
    told = read_signature(files["MANIFEST.sig"])
    assert told is not None
    assert fits(told, files["MANIFEST"])
