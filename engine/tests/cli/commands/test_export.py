"""``ikp export`` as a stranger types it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from engine.tests.release.making import EXAMPLE
from ikp.release import open_bundle, write_folder
from ikp.release.formats import FORMS

pytestmark = pytest.mark.extras


def test_a_file_and_what_it_is(call: Any, tmp_path: Path) -> None:
    out = tmp_path / "r.csv"
    ran = call("export", EXAMPLE, "--to", "csv", "-o", out, "--json")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert (told["release"], told["synthetic"], told["bytes"]) == ("contoh-sintetis.1", True, out.stat().st_size)
    said = call("export", EXAMPLE, "--to", "csv", "-o", out, lang="id").out
    assert "SINTETIS" in said
    assert "sebagai csv" in " ".join(said.split())


def test_every_form_is_known_to_the_command(call: Any, tmp_path: Path) -> None:
    shapes, cells = tmp_path / "s.geojson", tmp_path / "c.csv"
    shapes.write_text('{"features": [{"id": "15", "geometry": null}]}')
    cells.write_text("code,column,row\n15,0,0\n")
    for form in sorted(FORMS.keys() - {"csv", "xlsx"}):  # which have tests of their own
        more = ["--boundaries", shapes, "--cells", cells, "--level", "province", "--address", "https://x.example/"]
        ran = call("export", EXAMPLE, "--to", form, "-o", tmp_path / form, *more)
        assert ran.code == 0, (form, ran.err)
        assert (tmp_path / form).stat().st_size


def test_the_language_of_the_terminal_is_that_of_the_workbook(call: Any, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    for lang, name in (("id", "Kolom"), ("en", "Columns")):
        call("export", EXAMPLE, "--to", "xlsx", "-o", tmp_path / "r.xlsx", lang=lang)
        assert load_workbook(tmp_path / "r.xlsx", read_only=True).sheetnames[-1] == name


def test_a_changed_release_is_not_written(call: Any, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "x.1", open_bundle(EXAMPLE).files)
    (folder / "METHOD.md").write_text("other")
    ran = call("export", folder, "--to", "csv", "-o", tmp_path / "r.csv")
    assert ran.code == 1
    assert "METHOD.md" in ran.err
    assert not (tmp_path / "r.csv").exists()
    assert call("export", EXAMPLE, "--to", "geojson", "-o", tmp_path / "r").code == 2
    assert call("export", EXAMPLE, "--to", "odt", "-o", tmp_path / "r").code == 2
