"""What a checkpoint and a cosignature say, and whether they hold: plain values, no database.

So that an office can check and sign on a machine of its own, away from the platform.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from ikpweb.audit import keys, merkle
from ikpweb.audit.chain import digest_of

__all__ = ["Broken", "Head", "Heads", "Seal", "cosign", "cosignature_holds", "leaves", "read", "root_of", "told"]

#: Number and digest of the last entry of a chain.
Head = tuple[int, str]
#: The ends of all chains, by their names.
Heads = Mapping[str, Head]


class Broken(Exception):  # noqa: N818 - a finding, in a sentence
    """A checkpoint or a cosignature does not hold."""


def leaves(heads: Heads) -> list[bytes]:
    """Give the leaves of the tree: a chain's name with number and digest of its end, in the order of names."""
    return [merkle.leaf(_plain([stream, *heads[stream]])) for stream in sorted(heads)]


def root_of(heads: Heads) -> str:
    """Give the root over the ends of all chains."""
    return merkle.root(leaves(heads)).hex()


def _plain(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Seal:
    """A checkpoint as a plain value; `heads` are the ends of all chains that its root is over."""

    number: int
    at: str
    root: str
    chains: int
    previous: str
    key: str
    signature: str = ""

    @property
    def body(self) -> bytes:
        """What is signed."""
        return _plain([self.number, self.at, self.root, self.chains, self.previous, self.key])

    @property
    def digest(self) -> str:
        """What the next checkpoint follows."""
        return digest_of([self.body.decode(), self.signature])

    def faults(self, public: Mapping[str, str]) -> list[str]:
        """Say what is wrong with the signature, given the keys that are known by name."""
        if self.key not in public:
            return [_("ditandatangani dengan kunci %(key)s, yang tidak dikenal di sini") % {"key": self.key}]
        if not keys.verifies(public[self.key], self.signature, self.body):
            return [_("tanda tangannya tidak cocok dengan yang ditandatangani")]
        return []


def told(seal: Seal, heads: Heads, public: str) -> dict[str, Any]:
    """Write a checkpoint as the file that offices keep."""
    return {
        "kind": "ikp checkpoint",
        "number": seal.number,
        "at": seal.at,
        "root": seal.root,
        "chains": seal.chains,
        "previous": seal.previous,
        "key": seal.key,
        "signature": seal.signature,
        "digest": seal.digest,
        "public_key": public,
        "heads": {stream: list(heads[stream]) for stream in sorted(heads)},
    }


def read(value: Any) -> tuple[Seal, Heads, str]:
    """Read a checkpoint from its file, and check it against itself.

    Returns
    -------
    tuple
        The seal, the heads, and the public key that the file says it was signed with.

    Raises
    ------
    Broken
        When it is none, or what it says does not fit together.
    """
    try:
        names = ("number", "at", "root", "chains", "previous", "key", "signature")
        seal = Seal(**{name: value[name] for name in names})
        heads = {str(stream): (int(number), str(digest)) for stream, (number, digest) in value["heads"].items()}
        public = str(value["public_key"])
        kind = value["kind"]
        _plain(value)  # JSON may hold half a letter (\ud800), which no file in UTF-8 does
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise Broken(_("Ini bukan titik periksa ikp.")) from problem
    if kind != "ikp checkpoint":
        raise Broken(_("Ini bukan titik periksa ikp."))
    if root_of(heads) != seal.root or len(heads) != seal.chains:
        message = _("Titik periksa %(number)s: ujung rantai di berkas bukan yang disegel.") % {"number": seal.number}
        raise Broken(message)
    if value.get("digest") != seal.digest:
        message = _("Titik periksa %(number)s: sidik di berkas bukan sidik titik periksanya.") % {"number": seal.number}
        raise Broken(message)
    for fault in seal.faults({seal.key: public}) if _is_key(seal.key, public) else [_("kuncinya bukan yang disebut")]:
        message = _("Titik periksa %(number)s: %(fault)s.") % {"number": seal.number, "fault": fault}
        raise Broken(message)
    return seal, heads, public


def _is_key(name: str, public: str) -> bool:
    try:
        return keys.key_id(public) == name
    except keys.KeyProblem:
        return False


def _cosigned(office: str, digest: str, at: str) -> bytes:
    return _plain(["ikp cosignature", office, digest, at])


def cosign(seal: Seal, office: str, key: Ed25519PrivateKey, at: str) -> dict[str, Any]:
    """Sign a checkpoint for an office."""
    public = keys.public_text(key)
    return {
        "kind": "ikp cosignature",
        "office": office,
        "number": seal.number,
        "digest": seal.digest,
        "at": at,
        "key": keys.key_id(public),
        "public_key": public,
        "signature": key.sign(_cosigned(office, seal.digest, at)).hex(),
    }


def cosignature_holds(value: Mapping[str, Any]) -> bool:
    """Tell whether a cosignature was made with the key that it carries."""
    signed = _cosigned(str(value["office"]), str(value["digest"]), str(value["at"]))
    named = _is_key(str(value["key"]), str(value["public_key"]))
    return named and keys.verifies(str(value["public_key"]), str(value["signature"]), signed)
