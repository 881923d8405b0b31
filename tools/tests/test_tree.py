"""The tree's rules, on small checkouts; forbidden words are put together so that this file may hold them."""

import subprocess
from pathlib import Path

import pytest

from tools.tree import foreign, long_files, tracked


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("built/\n")
    return tmp_path


def test_ignored_files_are_not_looked_at(checkout: Path) -> None:
    (checkout / "built").mkdir()
    (checkout / "built" / "long.py").write_text("x = 1\n" * 700)
    (checkout / "new.py").write_text("x = 1\n")
    assert tracked(checkout) == [Path(".gitignore"), Path("new.py")]
    assert long_files(checkout) == ([], [])


@pytest.mark.parametrize(("lines", "errors", "warnings"), [(400, 0, 0), (401, 0, 1), (600, 0, 1), (601, 1, 0)])
def test_length_warns_above_400_and_fails_above_600(checkout: Path, lines: int, errors: int, warnings: int) -> None:
    (checkout / "a.py").write_text("x = 1\n" * lines)
    (checkout / "data.csv").write_text("1\n" * 5000)
    (checkout / "migrations").mkdir()
    (checkout / "migrations" / "0001_tables.py").write_text("x = 1\n" * 700)
    found = long_files(checkout)
    assert (len(found[0]), len(found[1])) == (errors, warnings)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("see https://files." + "python" + "hosted.org/packages/x.whl", "registry"),
        ("pip install --index-url " + "https://mirror.example/" + "simple", "registry"),
        ("open('" + "/ho" + "me/budi/data.csv')", "one machine"),
        ("C:" + "\\Users\\budi", "one machine"),
        ("# TO" + "DO later", "undone"),
        ("-----BEGIN " + "PRIVATE KEY-----", "secret"),
        ("IKP_SECRET" + "_KEY=9f8e7d6c5b4a39281706f5e4d3c2b1a0", "secret"),
        ("key: AK" + "IA" + "ABCDEFGHIJKLMNOP", "secret"),
    ],
)
def test_foreign_lines_are_found_with_their_place(checkout: Path, line: str, word: str) -> None:
    (checkout / "notes.md").write_text(f"fine\n{line}\n")
    (found,) = foreign(checkout)
    assert found.startswith("notes.md:2:")
    assert word in found


@pytest.mark.parametrize(
    "line",
    ["docs/home/page.md", "IKP_SECRET_KEY=…", "https://example.org/home/x", "make VENV=FOLDER", "the simple mean"],
)
def test_ordinary_lines_pass(checkout: Path, line: str) -> None:
    (checkout / "notes.md").write_text(line + "\n")
    assert foreign(checkout) == []


def test_files_that_are_no_text_pass(checkout: Path) -> None:
    (checkout / "legacy.csv").write_bytes("kabupaten;daerah ’".encode("cp1252"))
    assert foreign(checkout) == []
