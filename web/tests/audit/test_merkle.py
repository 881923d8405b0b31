"""Merkle trees: against the test vectors of certificate logs."""

import hashlib

import pytest
from ikpweb.audit import merkle

# The leaves and roots that implementations of RFC 6962 test themselves with (sizes 1 to 8).
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_rfc_6962(size: int) -> None:
    leaves = [merkle.leaf(bytes.fromhex(text)) for text in INPUTS[:size]]
    assert merkle.root(leaves).hex() == ROOTS[size - 1]


def test_nothing_hashes_to_the_hash_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


def test_an_inner_node_does_not_pass_for_a_leaf() -> None:
    left, right = merkle.leaf(b"a"), merkle.leaf(b"b")
    assert merkle.root([left, right]) != merkle.leaf(left + right)


def test_the_order_counts() -> None:
    leaves = [merkle.leaf(bytes([number])) for number in range(5)]
    assert merkle.root(leaves) != merkle.root(leaves[::-1])
