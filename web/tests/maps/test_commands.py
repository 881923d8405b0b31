"""What an operator types."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from ikpweb.maps.layout import SHIPPED
from ikpweb.maps.models import BoundarySet
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

from .conftest import nearest_land

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
Write = Callable[..., Path]


def run(*arguments: Any) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_import_list_and_remove(write: Write, capfd: pytest.CaptureFixture[str]) -> None:
    path = write(nearest_land(), "Batas Daerah_2024.geojson")
    said = run("boundaries", "import", path, "--source", "Sumber", "--valid-from", "2022-07-25")
    assert "514 of 514 regencies joined from 514 features, by field kode (Kemendagri codes)" in said
    assert "province-34: 34 units" in said
    assert "imported batas-daerah-2024" in said
    assert "batas-daerah-2024: 514 regencies, in force from 2022-07-25 until further notice, Sumber" in run(
        "boundaries", "list"
    )
    with pytest.raises(CommandError, match="already"):
        run("boundaries", "import", path)
    assert "removed" in run("boundaries", "remove", "batas-daerah-2024")
    assert "no boundary sets" in run("boundaries", "list")
    assert capfd.readouterr().out == ""


def test_dry_run_keeps_nothing(write: Write) -> None:
    rows = nearest_land()
    path = write([*rows[3:], {**rows[3], "properties": {"kode": "Danau"}}])
    with pytest.raises(CommandError, match=r"3 of 514 regencies are missing: Kab\. Aceh Selatan"):
        run("boundaries", "import", path, "--dry-run")
    said = run("boundaries", "import", path, "--dry-run", "--partial", "--code-field", "KODE")
    assert "511 of 514" in said
    assert "3 regencies have no shape: Kab. Aceh Selatan (11.01)" in said
    assert "1 features are no regency and are left out: Danau [feature 512]" in said
    assert "nothing was kept" in said
    assert not BoundarySet.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "nowhere.geojson"],
        ["import", "x", "--preset", "osm"],
        ["import", "x", "--valid-from", "tomorrow"],
        ["remove", "x"],
        [],
        ["explode"],
    ],
)
def test_mistakes_are_told(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run("boundaries", *arguments)


def test_without_a_registry_there_is_nothing_to_join(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Unit, "objects", Unit.objects.none())
    with pytest.raises(CommandError, match="load_editions"):
        run("boundaries", "import", write([]))
    with pytest.raises(CommandError, match="load_editions"):
        run("hexagons")


@pytest.mark.slow
def test_the_shipped_hexagons_are_what_the_registry_gives(tmp_path: Path) -> None:
    """The same seed gives the same file, to the byte."""
    path = tmp_path / "hexagons.csv"
    said = run("hexagons", "--output", path)
    assert "regency: 514 hexagons" in said
    assert path.read_text(encoding="utf-8") == SHIPPED.read_text(encoding="utf-8")


@pytest.mark.reference
def test_real_boundaries(write: Write) -> None:
    shared = Path(__file__).resolve().parents[4] / "shared" / "geo"
    if not shared.exists():
        pytest.skip("../shared/geo is not there")
    said = run("boundaries", "import", shared / "regencies.topojson", "--name", "nyata", "--code-field", "code")
    assert "514 of 514" in said
    assert "8 shapes were invalid and mended: Kab. Tebo (15.09): Self-intersection" in said
    assert "1 pairs of regencies overlap: Kab. Lombok Barat (52.01) and Kota Mataram (52.71)" in said
    kept = BoundarySet.objects.get(name="nyata")
    sizes = {layer.level: len(layer.gzipped) for layer in kept.layers.all()}
    assert sizes["regency"] <= 110_000
    assert max(sizes["province"], sizes["province-34"]) <= 60_000
    with pytest.raises(CommandError, match="Bring regencies"):
        run("boundaries", "import", shared / "provinces.topojson", "--dry-run")
    told = json.loads((shared / "regencies.topojson").read_bytes())
    for each in told["objects"]["regencies_fixed"]["geometries"]:
        code = units()[each["properties"]["code"]].bps_code
        each["properties"] = {"ADM2_PCODE": f"ID{code}"}
    assert "(BPS codes)" in run("boundaries", "import", write(told, "cod.topojson"), "--preset", "cod-ab", "--dry-run")


def test_the_command_speaks_indonesian_too(write: Write) -> None:
    path = write(nearest_land(), "batas.geojson")
    with override("id"):
        assert "uji coba: tidak ada yang disimpan" in run("boundaries", "import", path, "--dry-run")
        assert "belum ada set batas" in run("boundaries", "list")
        with pytest.raises(CommandError, match=r"Tidak ada set zz\."):
            run("boundaries", "remove", "zz")
