import os
from pathlib import Path

import pytest

from ikp.errors import UsageError, problem
from ikp.io import atomic_file, atomic_folder
from ikp.problems import Problem


def anyone(_: Path) -> Problem | None:
    return None


def nobody(path: Path) -> Problem | None:
    return problem("out-foreign", path=path)


def break_off_after(_: int) -> None:
    raise BrokenPipeError


def test_a_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with atomic_file(target) as file:
        file.write(b"one")
        assert not target.exists()
    assert target.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.raises(BrokenPipeError), atomic_file(target) as file:
        break_off_after(file.write(b"half"))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="the rights of files are those of POSIX")
def test_a_file_gets_the_usual_rights(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "a.txt") as file:
        file.write(b"one")
    (tmp_path / "b.txt").write_bytes(b"one")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode


def test_where_no_file_can_be(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"), atomic_file(tmp_path):
        pass
    with pytest.raises(UsageError, match="There is no file"), atomic_file(tmp_path / "none" / "a.txt"):
        pass
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot be read or written"), atomic_file(tmp_path / "a.txt" / "b.txt"):
        pass


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "OUT"
    with atomic_folder(target, nobody) as part:
        (part / "a.txt").write_bytes(b"one")
        assert not target.exists()
    assert [file.name for file in target.iterdir()] == ["a.txt"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "OUT"
    target.mkdir()
    (target / "old.txt").write_bytes(b"old")
    with atomic_folder(target, anyone) as part:
        (part / "new.txt").write_bytes(b"new")
        assert (target / "old.txt").exists()
    assert [file.name for file in target.iterdir()] == ["new.txt"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_folder_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "OUT"
    target.mkdir()
    (target / "old.txt").write_bytes(b"old")
    with pytest.raises(BrokenPipeError), atomic_folder(target, anyone) as part:
        break_off_after((part / "new.txt").write_bytes(b"new"))
    assert [file.name for file in target.iterdir()] == ["old.txt"]
    assert list(tmp_path.iterdir()) == [target]


def test_an_interruption_between_the_renames_puts_back_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "OUT"
    target.mkdir()
    (target / "old.txt").write_bytes(b"old")
    rename, done = Path.rename, 0

    def interrupted(self: Path, to: Path) -> Path:
        nonlocal done
        done += 1
        if done == 2:
            raise KeyboardInterrupt
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), atomic_folder(target, anyone) as part:
        (part / "new.txt").write_bytes(b"new")
    assert [file.name for file in target.iterdir()] == ["old.txt"]
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_not_ours_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "OUT"
    target.mkdir()
    with atomic_folder(target, nobody) as part:  # an empty folder is nobody's
        (part / "a.txt").write_bytes(b"one")
    with pytest.raises(UsageError, match="was not written by ikp"), atomic_folder(target, nobody):
        pass
    assert (target / "a.txt").exists()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="was not written by ikp"), atomic_folder(tmp_path / "file", anyone):
        pass
    with pytest.raises(UsageError, match="There is no file"), atomic_folder(tmp_path / "none" / "OUT", anyone):
        pass


def test_what_came_in_between_is_refused_too(tmp_path: Path) -> None:
    target = tmp_path / "OUT"

    def another_comes() -> None:
        target.mkdir()
        (target / "other.txt").write_bytes(b"theirs")

    with pytest.raises(UsageError), atomic_folder(target, nobody):
        another_comes()
    assert (target / "other.txt").read_bytes() == b"theirs"
