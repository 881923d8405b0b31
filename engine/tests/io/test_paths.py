from importlib.resources import files
from pathlib import Path

import pytest

from ikp.errors import DataError, UsageError
from ikp.io.paths import encoding_problem, locate, open_binary, read_text, refuse_suffix, shown


def test_a_path_is_shown_as_it_was_given(tmp_path: Path) -> None:
    assert shown("data/d.csv") == "data/d.csv"
    assert shown(tmp_path / "d.csv") == str(tmp_path / "d.csv")
    assert shown(files("ikp") / "py.typed") == str(files("ikp") / "py.typed")
    assert locate("d.csv") == Path("d.csv")


def test_reading_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfhalo")
    assert read_text(path) == "halo"
    path.write_bytes(b" \n")
    with pytest.raises(DataError, match="The file is empty"):
        read_text(path)
    path.write_bytes("satu\ndua\nS\xe3o".encode("cp1252"))
    with pytest.raises(DataError, match=r"line 3: The byte 0xE3 \(place 11 in the file\)"):
        read_text(path)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        open_binary(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="is a folder"):
        open_binary(tmp_path)
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(UsageError, match="cannot be read or written"):
        open_binary(tmp_path / "file" / "below.csv")


@pytest.mark.parametrize(
    ("data", "guess"),
    [
        ("a,b\n".encode("utf-16"), "UTF-16"),
        ("a,b\n".encode("utf-16-le"), "UTF-16"),
        (b"PK\x03\x04\x00", "XLSX / ZIP / PDF"),
        (b"S\xe3o", "Windows-1252"),
    ],
)
def test_the_encoding_is_guessed(data: bytes, guess: str) -> None:
    assert encoding_problem(data, 0, "d.csv").params["guess"] == guess


def test_the_place_counts_what_was_read_before() -> None:
    found = encoding_problem(b"a\nb\xff", 3, "d.csv", line=10, offset=100)
    assert (found.line, found.params["offset"]) == (12, 104)


def test_an_unknown_ending() -> None:
    assert "ends in .docx" in str(refuse_suffix("d.docx", (".csv",)))
    assert "ends in nothing" in str(refuse_suffix("d", (".csv",)))
