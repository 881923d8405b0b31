"""The checkpoint of the platform's audit log that a release carries: does it hold, by itself?

Written apart from the platform's own code on purpose: whoever checks a log should not have to
run the program that wrote it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ikp.release.signing import holds, key_name

__all__ = ["fault_of", "leaf_of", "merkle_root", "sealed_body"]

_SEALED = ("number", "at", "root", "chains", "previous", "key")


def fault_of(checkpoint: Mapping[str, Any]) -> str:
    """Say in a word what does not hold: ``heads``, ``root``, ``key``, ``signature``; empty where everything does.

    Parameters
    ----------
    checkpoint : mapping
        As the platform exports it: what is sealed, the ends of all chains, the public key and the signature.
    """
    try:
        heads = {str(chain): (int(number), str(digest)) for chain, (number, digest) in checkpoint["heads"].items()}
        body = sealed_body(checkpoint)
        public, signature = str(checkpoint["public_key"]), str(checkpoint["signature"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return "heads"
    leaves = [leaf_of(chain, *heads[chain]) for chain in sorted(heads)]
    if merkle_root(leaves).hex() != checkpoint["root"] or len(heads) != checkpoint["chains"]:
        return "root"
    if key_name(public) != checkpoint["key"]:
        return "key"
    return "" if holds(public, signature, body) else "signature"


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Give the root over leaves that are hashed already (RFC 6962, section 2.1); of none, the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    # The largest power of two below the number of leaves stands on the left.
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + merkle_root(leaves[:middle]) + merkle_root(leaves[middle:])).digest()


def leaf_of(chain: str, number: int, digest: str) -> bytes:
    """Hash the end of a chain: its name, the number of its last entry, and that entry's digest."""
    return hashlib.sha256(b"\x00" + _plain([chain, number, digest])).digest()


def sealed_body(checkpoint: Mapping[str, Any]) -> bytes:
    """Give what the signature of a checkpoint is over."""
    return _plain([checkpoint[name] for name in _SEALED])


def _plain(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
