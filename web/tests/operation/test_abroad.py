"""The country's file and its editions say the same, or the doctor tells where they do not."""

from dataclasses import replace
from pathlib import Path

import pytest
from ikpweb.kit.country import Country, Named, country
from ikpweb.operation import abroad
from ikpweb.operation.abroad import misfits

pytestmark = pytest.mark.django_db


def test_indonesia_fits() -> None:
    assert list(misfits()) == []


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (replace(country(), edition="2099"), "2099"),
        (replace(country(), grades=5), "menyebut 4, country.toml menyebut 5"),
        (replace(country(), categories=(Named("low", {}), Named("high", {}))), "country.toml menyebut high, low"),
        (replace(country(), dimensions=(Named("SP", {}),)), "menyebut KT, PP, PT, SP, country.toml menyebut SP"),
    ],
)
def test_what_does_not_fit_is_told(monkeypatch: pytest.MonkeyPatch, other: Country, told: str) -> None:
    monkeypatch.setattr(abroad, "country", lambda: other)
    assert any(told in what for what, _mend in misfits())


def test_a_map_without_a_unit_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(abroad, "SHIPPED", tmp_path / "hexagons.csv")
    assert [mend for _what, mend in misfits()] == [f"ikp-web hexagons --output {tmp_path / 'hexagons.csv'}"]
    (tmp_path / "hexagons.csv").write_text("layout,code,column,row\n", encoding="utf-8")
    assert any("11, 11.01" in what for what, _mend in misfits())
