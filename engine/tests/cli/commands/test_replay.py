"""``ikp replay`` as a stranger types it."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.tests.release.making import EXAMPLE
from ikp.release import open_bundle, write_folder

pytestmark = pytest.mark.extras


def test_a_release_that_is_the_same(call: Any) -> None:
    ran = call("replay", EXAMPLE)
    assert ran.code == 0, ran.err
    assert "same" in ran.out
    assert "SINTETIS" in ran.out
    assert "sama" in call("replay", EXAMPLE, lang="id").out
    told = json.loads(call("replay", EXAMPLE, "--json").out)
    assert (told["same"], told["difference"]) == (True, None)
    assert [each["level"] for each in told["levels"]] == ["province", "regency", "province (mean)"]


def test_a_release_that_is_not(call: Any, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "x.1", open_bundle(EXAMPLE).files)
    table = folder / "results" / "province.csv"
    lines = table.read_text().splitlines(keepends=True)
    cells = lines[1].split(",")
    cells[2] = "1"
    table.write_text("".join([lines[0], ",".join(cells), *lines[2:]]))
    ran = call("replay", folder, "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["difference"]["published"] == "1.0"
    assert "DIFFERENT" in ran.err
    assert call("replay", tmp_path / "none").code == 2
