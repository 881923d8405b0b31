"""The second reading of a province."""

from math import isnan, nan

import pytest

from ikp.compare import parent_means
from ikp.editions import load
from ikp.registry import Registry, Unit

SMALL = Registry(
    [
        Unit("11", "A", "province", "provinsi"),
        Unit("12", "B", "province", "provinsi"),
        Unit("11.01", "Kabupaten X", "regency", "kabupaten", "11"),
        Unit("11.02", "Kabupaten Y", "regency", "kabupaten", "11"),
        Unit("12.01", "Kabupaten Z", "regency", "kabupaten", "12"),
    ]
)


def test_dki_jakarta_is_the_plain_mean_of_its_six_units() -> None:
    edition = load("2024")
    scores = {each.unit: each.total for each in edition.published("regency") if each.has_total}
    found = {each.unit: each for each in parent_means(scores, edition.registry())}
    assert len(found["31"].children) == 6
    assert found["31"].score == pytest.approx(35.945, abs=1e-12)  # printed 35.95
    printed = next(each for each in edition.published("province", "regencies") if each.unit == "31")
    assert printed.total == pytest.approx(found["31"].score, abs=0.0051)


def test_a_child_without_a_score_leaves_the_mean_open_and_is_named() -> None:
    mean = parent_means({"11.01": 10.0, "11.02": nan}, SMALL)
    assert [each.unit for each in mean] == ["11"]
    assert isnan(mean[0].score)
    assert mean[0].mean_of_known == 10.0
    assert mean[0].lacking == ("11.02",)


def test_zero_counts_as_a_score() -> None:
    assert parent_means({"11.01": 0.0, "11.02": 4.0}, SMALL)[0].score == 2.0
