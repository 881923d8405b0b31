"""The registry of Indonesia: its numbers, its days, and agreement with the collected facts."""

import csv
from datetime import date
from math import isnan
from pathlib import Path

import pytest

from ikp.editions.registry import LAST_DAY_OF_34, read_registry, registry, sources
from ikp.errors import DataError


def test_numbers_of_units() -> None:
    assert len(registry().level("province")) == 38
    assert len(registry().level("regency")) == 514
    assert sum(unit.kind == "kota" for unit in registry()) == 98
    assert len(registry().at(LAST_DAY_OF_34, "province")) == 34
    assert len(registry().at(date(2022, 7, 25), "province")) == 37  # UU 14, 15 and 16 of 2022
    assert len(registry().at(date(2022, 12, 7), "province")) == 37
    assert len(registry().at(date(2022, 12, 8), "province")) == 38  # UU 29 of 2022
    assert len(registry().at(LAST_DAY_OF_34, "regency")) == 514


@pytest.mark.parametrize("day", [LAST_DAY_OF_34, date(2022, 10, 1), date(2022, 12, 31)])
def test_every_regency_has_a_province_of_its_day(day: date) -> None:
    now = registry().at(day)
    provinces = now.level("province").codes
    for unit in now.level("regency"):
        assert unit.parent in provinces
    assert sum(len(now.children(code)) for code in provinces) == 514
    assert all(now.children(code) for code in provinces)


def test_papua_lost_regencies_to_its_daughters() -> None:
    assert len(registry().children("91", LAST_DAY_OF_34)) == 29
    assert len(registry().children("91")) == 9
    assert registry().parent("93.01", LAST_DAY_OF_34) == "91"
    assert registry().parent("93.01") == "93"
    assert [unit.split_from for unit in registry() if unit.split_from] == ["91", "91", "91", "92"]


def test_a_code_starts_with_the_province_that_the_unit_lies_in_now() -> None:
    assert all(unit.code.split(".")[0] == unit.parent for unit in registry().level("regency"))


def test_bps_codes_are_unique_and_start_with_that_of_the_province_of_34() -> None:
    given = [unit.bps for unit in registry() if unit.bps]
    assert len(set(given)) == len(given) == 548
    old = registry().at(LAST_DAY_OF_34)
    for unit in old.level("regency"):
        assert unit.bps
        assert unit.parent
        assert unit.bps[:2] == old[unit.parent].bps
    assert (old["91"].bps, old["92"].bps) == ("94", "91")


def test_every_regency_has_a_point_and_an_area() -> None:
    for unit in registry().level("regency"):
        assert -11.1 < unit.lat < 6.1
        assert 95 < unit.lon < 141.1
        assert unit.area_km2 > 0
    assert all(isnan(unit.lat) for unit in registry().level("province"))


def test_sources_are_given_with_their_certainty() -> None:
    assert {row["certainty"] for row in sources()} == {"published", "derived"}
    assert all(row["source"] for row in sources())


@pytest.mark.reference
def test_registry_equals_the_collected_facts(shared: Path) -> None:
    with (shared / "reference" / "provinces.csv").open(encoding="utf-8", newline="") as file:
        provinces = [tuple(row.values())[:5] for row in csv.DictReader(file)]
    assert provinces == [
        (u.code, u.name, u.split_from or "", str(u.valid_from or ""), u.law) for u in registry().level("province")
    ]
    with (shared / "reference" / "regencies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, unit in zip(rows, registry().level("regency"), strict=True):
        before = unit.parent_before or unit.parent
        assert (unit.code, unit.name, unit.kind, unit.parent, before, unit.bps) == tuple(row.values())[:6]
        assert (unit.lat, unit.lon, unit.area_km2) == tuple(map(float, list(row.values())[6:]))


def test_a_registry_of_another_country(tmp_path: Path) -> None:
    file = tmp_path / "registry.csv"
    file.write_text("code,name,kind,parent,lat,lon\n01.02,Low,district,01,1.5,2\n01,High,region,,,\n", encoding="utf-8")
    found = read_registry(file)
    assert found.codes == ("01", "01.02"), "the upper level first"
    assert [unit.level for unit in found] == ["province", "regency"]
    assert (found["01.02"].lat, found["01.02"].parent, found["01"].parent) == (1.5, "01", None)
    assert isnan(found["01"].lat)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("code,name,parent\n01,High,\n", ["registry-column"]),
        ("code,name,kind,parent\n", ["registry-column"]),
        ("code,name,kind,parent\n1,High,region,\n", ["registry-code"]),
        ("code,name,kind,parent\n01,High,region,\n0102,Low,district,01\n", ["registry-code"]),
        (
            "code,name,kind,parent\n01,High,region,\n02.01,A,district,02\n02.02,B,district,01\n",
            ["registry-parent", "registry-parent"],
        ),
        ("code,name,kind,parent\n01,High,region,\n01,Again,region,\n", ["registry-duplicate"]),
    ],
)
def test_a_registry_that_cannot_be(tmp_path: Path, rows: str, codes: list[str]) -> None:
    file = tmp_path / "registry.csv"
    file.write_text(rows, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_registry(file)
    assert [each.code for each in caught.value.problems] == codes
