"""A release as a folder and as a zip."""

import io
import zipfile
from pathlib import Path

import pytest

from ikp import UsageError
from ikp.release import open_bundle, write_folder, write_zip
from ikp.release.archive import canonical_zip

FILES = {"MANIFEST": b"m", "data/a.csv": b"unit\n1\n", "release.json": b"{}"}


def test_folder_and_zip_hold_the_same(tmp_path: Path) -> None:
    write_folder(tmp_path / "x.1", FILES)
    write_zip(tmp_path / "x.1.zip", "x.1", FILES)
    folder, archive = open_bundle(tmp_path / "x.1"), open_bundle(tmp_path / "x.1.zip")
    assert folder.files == archive.files == FILES
    assert (folder.stray, archive.stray) == ("", "")
    assert folder.digest == archive.digest


def test_the_zip_of_the_same_files_is_the_same() -> None:
    assert canonical_zip("x.1", FILES) == canonical_zip("x.1", dict(reversed(FILES.items())))


def test_any_changed_byte_of_the_zip_is_found(tmp_path: Path) -> None:
    body = canonical_zip("x.1", FILES)
    for place in range(len(body)):
        (tmp_path / "x.zip").write_bytes(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])
        try:
            found = open_bundle(tmp_path / "x.zip")
        except UsageError:
            continue
        assert found.stray or found.files != FILES, place


def test_bytes_before_and_behind_are_found(tmp_path: Path) -> None:
    body = canonical_zip("x.1", FILES)
    for changed in (body + b"more", b"more" + body):
        (tmp_path / "x.zip").write_bytes(changed)
        assert open_bundle(tmp_path / "x.zip").stray


def test_what_is_no_release_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        open_bundle(tmp_path / "none.zip")
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "text.zip").write_bytes(b"not a zip")
    for name, said in (("empty.zip", "no release"), ("text.zip", "neither the zip nor the folder")):
        with pytest.raises(UsageError, match=said):
            open_bundle(tmp_path / name)


@pytest.mark.parametrize("name", ["/etc/x", "x/../../y", "c:\\x"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"x")
    (tmp_path / "x.zip").write_bytes(out.getvalue())
    with pytest.raises(UsageError, match="no release"):
        open_bundle(tmp_path / "x.zip")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikp.release.archive.MOST_BYTES", 10_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x/a", b"\0" * 20_000)
    (tmp_path / "x.zip").write_bytes(out.getvalue())
    with pytest.raises(UsageError, match="20,000"):
        open_bundle(tmp_path / "x.zip")


def test_a_link_in_the_folder_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path / "x.1", FILES)
    (tmp_path / "x.1" / "out").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="link"):
        open_bundle(tmp_path / "x.1")


def test_nothing_else_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x.1").mkdir()
    (tmp_path / "x.1" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError):
        write_folder(tmp_path / "x.1", FILES)
    assert (tmp_path / "x.1" / "mine.txt").read_text() == "mine"
