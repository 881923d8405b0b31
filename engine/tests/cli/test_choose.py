"""Choosing editions by a part of their code, and rows by province, category or name."""

import pytest

from ikp.cli.choose import matching, units_of, which_edition
from ikp.editions import load
from ikp.errors import UsageError

pytestmark = pytest.mark.extras

ROWS = [
    {"unit": "31", "name": "DKI Jakarta", "category": "tinggi"},
    {"unit": "15", "name": "Jambi", "category": "level 6", "group": "tinggi"},
    {"unit": "15.71", "name": "Kota Jambi", "category": "rendah"},
    {"unit": "94.01", "name": "Kab. Merauke", "category": ""},
]


def test_a_part_of_a_code_is_taken_where_it_fits_one_edition_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert which_edition("2020") == "pilkada-2020"
    assert "pilkada-2020" in capsys.readouterr().err
    assert which_edition("2024") == "2024"  # a code of its own, though pilkada-2024 holds it too
    assert which_edition("2023") == "2023"  # five themes hold it: `load` refuses it
    assert which_edition("") == ""
    assert capsys.readouterr().err == ""


def _names(**filters: str | None) -> list[str]:
    wanted = {"province": None, "category": None, "search": None} | filters
    return [row["name"] for row in matching(ROWS, load("2024").registry(), **wanted)]


def test_a_province_holds_itself_and_its_regencies() -> None:
    assert _names(province="15") == _names(province="Jambi") == ["Jambi", "Kota Jambi"]


def test_categories_are_found_in_either_language_and_by_their_group() -> None:
    assert _names(category="tinggi") == _names(category="high") == ["DKI Jakarta", "Jambi"]
    assert _names(category="level 6") == ["Jambi"]


def test_names_are_searched_without_regard_to_case() -> None:
    assert _names(search="JAMBI") == ["Jambi", "Kota Jambi"]
    assert _names(province="15", search="kota") == ["Kota Jambi"]


@pytest.mark.parametrize("filters", [{"province": "33"}, {"category": "hgh"}, {"search": "xyz"}, {"province": "Jmbi"}])
def test_a_filter_that_finds_nothing_is_a_slip(filters: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        _names(**filters)


def test_units_of_a_level_and_of_a_province() -> None:
    registry = load("2024").registry()
    assert len(units_of(registry, "province", None)) == 34
    assert len(units_of(registry, "regency", None)) == 514
    jambi = units_of(registry, "regency", "15")
    assert len(jambi) == 11
    assert jambi["15.71"] == "Kota Jambi"
