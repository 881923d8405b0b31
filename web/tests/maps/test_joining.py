"""Which shape is which unit."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from ikpweb.maps.boundaries.joining import Joined, join, misplaced
from ikpweb.maps.boundaries.limits import BoundaryProblem
from ikpweb.maps.boundaries.reading import read
from ikpweb.territory.models import Unit

from .conftest import BPS, CORNERS, features

pytestmark = pytest.mark.usefixtures("english")

Write = Callable[..., Path]


def joined(path: Path, units: Mapping[str, Unit], preset: str = "generic", field: str = "") -> Joined:
    return join(read(path).shapes, units, preset, field)


def test_cod_ab_is_the_code_of_bps_with_a_prefix(write: Write, units: dict[str, Unit]) -> None:
    found = joined(write(features("adm2_pcode", lambda code: f"ID{BPS[code]}")), units, "cod-ab")
    assert list(found.shapes) == list(CORNERS)
    assert misplaced(found, units) == []


@pytest.mark.parametrize("value", [str, lambda code: code.replace(".", ""), lambda code: f" {code} "])
def test_big_is_the_code_of_kemendagri(write: Write, units: dict[str, Unit], value: Callable[[str], str]) -> None:
    found = joined(write(features("KDPKAB", value)), units, "big")
    assert list(found.shapes) == list(CORNERS)
    assert misplaced(found, units) == []


@pytest.mark.parametrize(
    ("value", "bps"),
    [
        (str, False),
        (lambda code: code.replace(".", ""), False),
        (float, False),
        (lambda code: int(BPS[code]), True),
        (lambda code: float(BPS[code]), True),
    ],
)  # fmt: skip
def test_generic_finds_the_field_and_tells_the_two_codes_apart_by_place(
    write: Write, units: dict[str, Unit], value: Callable[[str], Any], bps: bool
) -> None:
    """Both readings of 1101 and 1102 are regencies; only one puts them where they lie."""
    rows = features("kode", value)
    for number, row in enumerate(rows):
        row["properties"] |= {"luas": 1.5, "nomor": number, "aktif": True}
    found = joined(write(rows), units)
    assert (found.field, found.bps) == ("kode", bps)
    assert list(found.shapes) == list(CORNERS)
    assert misplaced(found, units) == []


def test_what_joins_nothing_is_named(write: Write, units: dict[str, Unit]) -> None:
    rows = features()
    rows.append({**rows[0], "properties": {"code": "99.99", "name": "Danau Toba"}})
    rows.append({**rows[0], "properties": {"name": "Waduk"}})
    found = joined(write(rows), units, field="CODE")
    assert list(found.unknown) == ["99.99 Danau Toba [feature 9]", "(no code) Waduk [feature 10]"]


def test_nothing_joins(write: Write, units: dict[str, Unit]) -> None:
    def said(rows: list[dict[str, Any]], preset: str = "generic", field: str = "") -> str:
        with pytest.raises(BoundaryProblem) as caught:
            joined(write(rows), units, preset, field)
        return str(caught.value)

    assert "no field ADM2_PCODE" in said(features(), "cod-ab")
    assert "no field nomor. Its fields: code, name" in said(features(), field="nomor")
    assert "No value of the field KDPKAB" in said(features("KDPKAB", lambda code: f"x{code}"), "big")
    assert "No field holds codes" in said([{"type": "Feature", "properties": {}, "geometry": None}])
    provinces = [
        {**row, "properties": {"kode": code}} for row, code in zip(features(), ["11", "12", "91"], strict=False)
    ]
    assert "Bring regencies" in said(provinces)
