"""Digests: the same for what means the same, another for what does not."""

import hashlib

import numpy as np
import pytest

from ikp.digest import digest_arrays, digest_json


def test_json_is_digested_over_canonical_bytes() -> None:
    # Worked out by hand: sorted keys, no spaces, UTF-8.
    expected = hashlib.sha256('{"a":0.1,"daerah":"Kab. Bandung – é"}'.encode()).hexdigest()
    assert digest_json({"daerah": "Kab. Bandung – é", "a": 0.1}) == expected


def test_order_of_keys_does_not_count_and_order_of_lists_does() -> None:
    assert digest_json({"a": 1, "b": 2}) == digest_json({"b": 2, "a": 1})
    assert digest_json([1, 2]) != digest_json([2, 1])


def test_arrays_are_digested_as_little_endian_doubles() -> None:
    expected = hashlib.sha256(digest_json("head").encode() + np.array([1.5, -2.0], "<f8").tobytes()).hexdigest()
    assert digest_arrays("head", [np.array([1.5, -2.0])]) == expected
    assert digest_arrays("head", [np.array([1.5, -2.0], ">f8")]) == expected


def test_zeros_and_missing_values_have_one_form_each() -> None:
    odd_nan = np.array([0x7FF8_0000_0000_0001], np.uint64).view(np.float64)
    assert digest_arrays("", [np.array([-0.0])]) == digest_arrays("", [np.array([0.0])])
    assert digest_arrays("", [odd_nan]) == digest_arrays("", [np.array([np.nan])])
    assert digest_arrays("", [np.array([np.nan])]) != digest_arrays("", [np.array([0.0])])


@pytest.mark.parametrize("changed", [[1.0, np.nextafter(2.0, 3.0)], [2.0, 1.0], [1.0]])
def test_the_smallest_change_gives_another_digest(changed: list[float]) -> None:
    assert digest_arrays("", [np.array(changed)]) != digest_arrays("", [np.array([1.0, 2.0])])


def test_the_arrays_are_left_as_they_were() -> None:
    column = np.array([-0.0, np.nan])
    column.flags.writeable = False
    digest_arrays("", [column])
    assert np.signbit(column[0])
