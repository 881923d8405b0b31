"""Merkle trees as RFC 6962 (section 2.1) hashes them: one digest for many leaves, a short proof for each.

Leaves and inner nodes are hashed with different first bytes, so that an inner node can never
be passed off as a leaf.
"""

import hashlib
from collections.abc import Sequence

__all__ = ["leaf", "proof", "root", "root_of_proof"]


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


def proof(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """Give the hashes that lead from a leaf to the root, from the leaf upwards."""
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if place < middle:
        return [*proof(leaves[:middle], place), root(leaves[middle:])]
    return [*proof(leaves[middle:], place - middle), root(leaves[:middle])]


def root_of_proof(hashed: bytes, place: int, number: int, path: Sequence[bytes]) -> bytes:
    """Give the root that a proof leads to: the leaf is in the tree if it is the tree's root.

    Raises
    ------
    ValueError
        When the proof is longer or shorter than a tree of so many leaves has.
    """
    if number == 1:
        if path:
            raise ValueError("The proof is too long.")
        return hashed
    if not path:
        raise ValueError("The proof is too short.")
    middle = _split(number)
    if place < middle:
        return _node(root_of_proof(hashed, place, middle, path[:-1]), path[-1])
    return _node(path[-1], root_of_proof(hashed, place - middle, number - middle, path[:-1]))
