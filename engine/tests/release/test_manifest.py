"""MANIFEST names every file, and every difference."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ikp.release.manifest import MANIFEST, differences, manifest_of, parsed

FILES = {"a.csv": b"1\n", "b/c.csv": b"2\n"}


def codes(files: dict[str, bytes]) -> list[tuple[str, object]]:
    return [(each.code, each.params.get("name", "")) for each in differences(files)]


def test_nothing_differs_from_its_own_manifest() -> None:
    assert codes(FILES | {MANIFEST: manifest_of(FILES)}) == []


def test_changed_lacking_and_foreign_files_are_named() -> None:
    files = {"a.csv": b"3\n", "new.txt": b"", MANIFEST: manifest_of(FILES)}
    assert codes(files) == [
        ("release-changed", "a.csv"),
        ("release-lacking", "b/c.csv"),
        ("release-extra", "new.txt"),
    ]


@pytest.mark.parametrize(
    "manifest",
    [b"", b"\xff", b"nonsense\n", manifest_of(FILES)[:-1], manifest_of(FILES) + b"\n", manifest_of(FILES) * 2],
)
def test_a_manifest_that_is_none_is_said_to_be_none(manifest: bytes) -> None:
    assert parsed(manifest) is None
    assert codes(FILES | {MANIFEST: manifest}) == [("release-manifest", "")]


def test_the_usual_tool_reads_it(tmp_path: Path) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("no sha256sum on this machine")
    (tmp_path / "b").mkdir()
    for name, body in (FILES | {MANIFEST: manifest_of(FILES)}).items():
        (tmp_path / name).write_bytes(body)
    assert subprocess.run([tool, "--check", "--quiet", MANIFEST], cwd=tmp_path, check=False).returncode == 0
    (tmp_path / "a.csv").write_bytes(b"3\n")
    ran = subprocess.run([tool, "--check", "--quiet", MANIFEST], cwd=tmp_path, check=False, capture_output=True)
    assert ran.returncode != 0
