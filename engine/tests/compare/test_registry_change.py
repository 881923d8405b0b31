from datetime import date

import numpy as np
import pytest

from ikp.compare.registry_change import merge
from ikp.compare.scores import EditionScores
from ikp.errors import DataError
from ikp.registry import Registry, Unit

# The four provinces of 2022 and the laws that made them (UU 14, 15, 16 and 29/2022).
PAPUA = Registry(
    [
        Unit("15", "Jambi", "province", "provinsi"),
        Unit("91", "Papua", "province", "provinsi"),
        Unit("92", "Papua Barat", "province", "provinsi"),
        Unit("93", "Papua Selatan", "province", "provinsi", split_from="91", valid_from=date(2022, 7, 25)),
        Unit("94", "Papua Tengah", "province", "provinsi", split_from="91", valid_from=date(2022, 7, 25)),
        Unit("95", "Papua Pegunungan", "province", "provinsi", split_from="91", valid_from=date(2022, 7, 25)),
        Unit("96", "Papua Barat Daya", "province", "provinsi", split_from="92", valid_from=date(2022, 12, 8)),
    ]
)
BEFORE, BETWEEN, AFTER = date(2022, 7, 24), date(2022, 7, 25), date(2024, 8, 26)
UNITS = ("15", "91", "92", "93", "94", "95", "96")


def edition(scores: dict[str, float], day: date | None = AFTER) -> EditionScores:
    return EditionScores(
        "x",
        "province",
        list(scores),
        list(scores.values()),
        categories=["sedang"] * len(scores),
        labels=("rendah", "sedang", "tinggi"),
        cutoffs=(20.0, 40.0),
        registry_date=day,
    )


def test_children_come_back_to_their_parent_by_the_plain_mean() -> None:
    scores = edition(dict(zip(UNITS, [5.0, 10.0, 50.0, 20.0, 30.0, 40.0, 70.0], strict=True)))
    merged, told = merge(scores, PAPUA, BEFORE)
    assert merged.units == ("15", "91", "92")
    assert merged.scores.tolist() == [5.0, 25.0, 60.0]  # (10+20+30+40)/4, (50+70)/2
    assert merged.categories == ("sedang", "sedang", "tinggi")  # 15 keeps what it was given, the others by cut-off
    assert merged.registry_date == BEFORE
    assert [(each.unit, each.parts, each.lacking) for each in told] == [
        ("91", ("91", "93", "94", "95"), ()),
        ("92", ("92", "96"), ()),
    ]


def test_a_weight_such_as_voters_may_be_given() -> None:
    scores = edition({"92": 50.0, "96": 70.0})
    merged, _ = merge(scores, PAPUA, BEFORE, weights={"92": 3.0, "96": 1.0})
    assert merged.score("92") == 55.0
    with pytest.raises(DataError, match="96"):
        merge(scores, PAPUA, BEFORE, weights={"92": 3.0})


def test_a_part_without_a_score_leaves_the_whole_without_one() -> None:
    merged, told = merge(edition({"91": 10.0, "93": 20.0, "94": np.nan}), PAPUA, BEFORE)
    assert np.isnan(merged.score("91"))
    assert merged.category("91") == ""
    assert [each.lacking for each in told] == [("94", "95")]


def test_only_splits_between_the_two_days_are_undone() -> None:
    scores = edition(dict.fromkeys(UNITS, 10.0))
    merged, told = merge(scores, PAPUA, BETWEEN)
    assert merged.units == ("15", "91", "92", "93", "94", "95")
    assert [each.unit for each in told] == ["92"]
    same, none = merge(scores, PAPUA, AFTER)
    assert (same.units, none) == (UNITS, ())


def test_an_old_edition_stays_as_it_is() -> None:
    scores = edition({"15": 5.0, "91": 10.0}, BEFORE)
    merged, told = merge(scores, PAPUA, BEFORE)
    assert (merged.units, merged.scores.tolist(), told) == (("15", "91"), [5.0, 10.0], ())


def test_an_edition_without_any_part_is_not_given_the_whole() -> None:
    merged, told = merge(edition({"15": 5.0}), PAPUA, BEFORE)
    assert (merged.units, told) == (("15",), ())


def test_a_whole_is_named_even_where_only_its_parts_are_there() -> None:
    merged, told = merge(edition({"93": 20.0}), PAPUA, BEFORE)
    assert (merged.units, merged.names) == (("91",), ("Papua",))
    assert told[0].lacking == ("91", "94", "95")


def test_a_part_of_a_part_goes_all_the_way_back() -> None:
    registry = Registry(
        [
            *PAPUA,
            Unit("97", "Part of a part", "province", "provinsi", split_from="94", valid_from=date(2023, 1, 1)),
        ]
    )
    scores = edition({"91": 1.0, "93": 2.0, "94": 3.0, "95": 4.0, "97": 10.0})
    merged, told = merge(scores, registry, BEFORE)
    assert (merged.units, merged.scores.tolist()) == (("91",), [4.0])
    assert told[0].parts == ("91", "94", "93", "95", "97")


def test_a_day_is_asked_for() -> None:
    with pytest.raises(DataError, match="registry_date"):
        merge(edition({"15": 5.0}, None), PAPUA, BEFORE)


def test_a_registry_that_runs_in_a_circle_is_refused() -> None:
    day = date(2023, 1, 1)
    circle = Registry(
        [
            Unit("01", "A", "province", "provinsi", split_from="02", valid_from=day),
            Unit("02", "B", "province", "provinsi", split_from="01", valid_from=day),
        ]
    )
    with pytest.raises(DataError, match="split_from"):
        merge(edition({"01": 5.0}), circle, BEFORE)
