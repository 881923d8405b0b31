"""The registry as a value: days, levels, parents, children."""

from datetime import date

import pytest

from ikp.errors import DataError
from ikp.registry import Registry, Unit

BEFORE, AFTER = date(2022, 1, 1), date(2023, 1, 1)


@pytest.fixture
def small() -> Registry:
    """Two provinces, of which the second split from the first in mid-2022, and two regencies."""
    return Registry(
        [
            Unit("91", "Papua", "province", "provinsi"),
            Unit("93", "Papua Selatan", "province", "provinsi", split_from="91", valid_from=date(2022, 7, 25)),
            Unit("91.71", "Kota Jayapura", "regency", "kota", "91"),
            Unit("93.01", "Kabupaten Merauke", "regency", "kabupaten", "93", "91"),
        ]
    )


def test_the_registry_of_a_day(small: Registry) -> None:
    assert small.at(BEFORE).codes == ("91", "91.71", "93.01")
    assert small.at(AFTER).codes == small.codes
    assert small.at(BEFORE, "province").codes == ("91",)
    assert small.level("regency").codes == ("91.71", "93.01")


def test_parents_follow_the_date(small: Registry) -> None:
    assert small.parent("93.01") == "93"
    assert small.parent("93.01", BEFORE) == "91"
    assert small.parent("93.01", date(2022, 7, 25)) == "93"
    assert small.parent("91") is None
    assert small.at(BEFORE, "regency").parent("93.01") == "91"
    assert small.at(AFTER, "regency").parent("93.01") == "93"


def test_children_follow_the_date(small: Registry) -> None:
    assert small.children("91", BEFORE) == ("91.71", "93.01")
    assert small.children("91", AFTER) == small.children("91") == ("91.71",)
    assert small.children("93", BEFORE) == ()
    assert small.at(BEFORE).children("91") == ("91.71", "93.01")


def test_looking_up(small: Registry) -> None:
    assert small["93"].name == "Papua Selatan"
    assert "93" in small
    assert "15" not in small
    assert len(small) == len(list(small)) == 4


def test_a_code_that_stands_twice_is_refused() -> None:
    twice = [Unit("1", "A", "province", "provinsi"), Unit("1", "B", "province", "provinsi")]
    with pytest.raises(DataError) as caught:
        Registry(twice)
    assert [each.code for each in caught.value.problems] == ["registry-duplicate"]


def test_resolve_reads_with_the_units_of_the_day(small: Registry) -> None:
    assert small.resolve(["93"]).units == ("93",)
    assert small.at(BEFORE).resolve(["93"]).problems[0].code == "unit-unlike"
