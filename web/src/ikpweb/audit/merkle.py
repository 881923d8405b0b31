"""Merkle trees as RFC 6962 (section 2.1) hashes them: one digest for many leaves.

Leaves and inner nodes are hashed with different first bytes, so that an inner node can never
be passed off as a leaf.
"""

import hashlib
from collections.abc import Sequence

__all__ = ["leaf", "root"]


def leaf(data: bytes) -> bytes:
    """Hash a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(number: int) -> int:
    """Give the largest power of two smaller than a number of leaves: so many stand on the left."""
    return 1 << (number - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """Give the root over leaves that are hashed already; of none, the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return _node(root(leaves[:middle]), root(leaves[middle:]))
