"""The checkpoint of an audit log, checked apart from the program that wrote it."""

import hashlib
import json
from typing import Any

import pytest

from engine.tests.release.making import EXAMPLE
from ikp.release import open_bundle
from ikp.release.checkpoints import fault_of, merkle_root

pytestmark = pytest.mark.extras


def checkpoint(**other: Any) -> dict[str, Any]:
    return {**json.loads(open_bundle(EXAMPLE)["audit/checkpoint.json"]), **other}


def test_one_that_holds() -> None:
    assert fault_of(checkpoint()) == ""


def test_each_part_that_does_not_hold_is_named() -> None:
    heads = checkpoint()["heads"]
    assert fault_of(checkpoint(heads={**heads, "15": [4, heads["15"][1]]})) == "root"
    assert fault_of(checkpoint(chains=3)) == "root"
    assert fault_of(checkpoint(heads=None)) == "heads"
    assert fault_of(checkpoint(key="0" * 32)) == "key"
    assert fault_of(checkpoint(at="2026-11-29T02:00:00.000000Z")) == "signature"
    assert fault_of(checkpoint(number=2)) == "signature"
    assert fault_of({}) == "heads"


def test_the_root_is_that_of_rfc_6962() -> None:
    # Section 2.1.3 draws the tree of seven leaves: ((0 1) (2 3)) ((4 5) 6).
    leaves = [hashlib.sha256(b"\x00" + bytes([i])).digest() for i in range(7)]

    def node(left: bytes, right: bytes) -> bytes:
        return hashlib.sha256(b"\x01" + left + right).digest()

    left = node(node(leaves[0], leaves[1]), node(leaves[2], leaves[3]))
    assert merkle_root(leaves) == node(left, node(node(leaves[4], leaves[5]), leaves[6]))
    assert merkle_root([]) == hashlib.sha256(b"").digest()
