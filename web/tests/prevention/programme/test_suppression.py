"""Small numbers of people are hidden, and cannot be had from the sums."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ikpweb.prevention.programme.suppression import LEAST, kept, kept_tiers


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"a": 0, "b": 9}, {"a": 0, "b": 9}),
        ({"a": 3, "b": 9, "c": 40}, {"a": None, "b": None, "c": 40}),  # one alone is nine less than the sum
        ({"a": 2, "b": 2, "c": 40}, {"a": None, "b": None, "c": None}),  # two that come to four can only be 1 to 3
        ({"a": 4, "b": 4, "c": 40}, {"a": None, "b": None, "c": 40}),
        ({"a": 4}, {"a": None}),
        ({}, {}),
    ],
)
def test_what_is_hidden(parts: dict[str, int], shown: dict[str, int | None]) -> None:
    assert kept(parts) == shown


def test_without_a_sum_nothing_more_than_the_small_is_hidden() -> None:
    assert kept({"a": 3, "b": 9}, summed=False) == {"a": None, "b": 9}


def test_a_province_whose_sum_is_hidden_shows_none_of_its_parts() -> None:
    total, sums, parts = kept_tiers(0, {"15": {"15": 0, "15.71": 3}, "16": {"16": 6, "16.71": 7}, "17": {"17": 50}})
    assert total == 66
    assert sums == {"15": None, "16": None, "17": 50}
    assert parts["16"] == {"16": None, "16.71": None}
    assert parts["15"] == {"15": 0, "15.71": None}


def test_a_nation_that_is_small_shows_nothing_but_zeros() -> None:
    assert kept_tiers(1, {"15": {"15": 2}, "16": {"16": 0}}) == (
        None, {"15": None, "16": 0}, {"15": {"15": None}, "16": {"16": 0}},
    )  # fmt: skip


numbers = st.integers(0, 12)
nations = st.tuples(numbers, st.lists(st.lists(numbers, min_size=1, max_size=3), min_size=1, max_size=3))


@settings(max_examples=150, deadline=None)
@given(nations)
def test_nobody_can_work_a_small_number_out(nation: tuple[int, list[list[int]]]) -> None:
    """Whatever fits everything that is shown leaves each hidden small number open."""
    own, lists = nation
    provinces = {f"p{i}": {f"p{i}o{j}": n for j, n in enumerate(parts)} for i, parts in enumerate(lists)}
    total, sums, offices = kept_tiers(own, provinces)
    for code, parts in provinces.items():
        for office, number in parts.items():
            assert offices[code][office] in (number, None)
            assert not (0 < number < LEAST and offices[code][office] is not None)
        hidden = [parts[office] for office, shown in offices[code].items() if shown is None]
        if hidden and sums[code] is not None:  # their sum is known: more than one way to come to it
            assert len(hidden) >= 2
            assert sum(hidden) >= LEAST
        assert not (0 < sum(parts.values()) < LEAST and sums[code] is not None)
    hidden = [sum(provinces[code].values()) for code, shown in sums.items() if shown is None]
    if total is not None and hidden:  # the centre's own is never shown: one unknown more
        unknown = [*hidden, own] if 0 < own < LEAST or len(hidden) < 2 else hidden
        assert len(unknown) >= 2 or sum(unknown) >= LEAST
    assert all(value is None or value >= 0 for value in itertools.chain(sums.values(), [total]))
