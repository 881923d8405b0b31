"""``ikp verify`` as a stranger types it."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.tests.release.making import CASES, EXAMPLE

pytestmark = pytest.mark.extras
KEY = CASES / "contoh-sintetis.pem"


def test_a_sound_release_is_said_to_be_sound(call: Any) -> None:
    ran = call("verify", EXAMPLE, "--key", KEY)
    assert ran.code == 0, ran.err
    assert "SINTETIS" in ran.out
    assert "Unchanged" in ran.out
    assert "Signed with the key given" in ran.out
    assert "Compare it" in " ".join(call("verify", EXAMPLE).out.split())
    assert "Tidak berubah" in call("verify", EXAMPLE, lang="id").out


def test_a_changed_byte_ends_with_its_file_and_an_exit_code(call: Any, tmp_path: Path) -> None:
    body = bytearray(EXAMPLE.read_bytes())
    body[body.index(b"not_reported")] ^= 1
    (tmp_path / "x.zip").write_bytes(body)
    ran = call("verify", tmp_path / "x.zip", "--key", KEY)
    assert ran.code != 0
    assert "data/" in ran.err
    assert "Unchanged" not in ran.out


def test_a_folder_of_which_a_table_was_changed(call: Any, tmp_path: Path) -> None:
    from ikp.release import open_bundle, write_folder

    folder = write_folder(tmp_path / "x.1", open_bundle(EXAMPLE).files)
    (folder / "results" / "province.csv").write_text("unit\n")
    ran = call("verify", folder, "--json")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert told["sound"] is False
    assert [each["code"] for each in told["problems"]] == ["release-changed"]
    assert "results/province.csv" in ran.err


def test_wrong_use_is_a_sentence(call: Any, tmp_path: Path) -> None:
    assert call("verify", tmp_path / "none.zip").code == 2
    assert call("verify", EXAMPLE, "--key", EXAMPLE.with_name("none.pem")).code == 2
