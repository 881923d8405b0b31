"""A site takes its place in one step, and what a killed process left is put right by the next."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ikpweb.portal.released import swap


def test_a_site_that_had_stepped_aside_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    folder, other = tmp_path / "site", tmp_path / ".site.2.1.part"
    for name in (f".site.{ended.pid}.old", f".site.{ended.pid}.part", f".site.{os.getppid()}.part", other.name):
        (tmp_path / name).mkdir()
    (tmp_path / f".site.{ended.pid}.old" / "index.html").write_text("lama")
    swap.clear(folder)
    assert (folder / "index.html").read_text() == "lama"
    # What another process still writes stays, and so does what belongs to a site of another name.
    assert {path.name for path in tmp_path.iterdir()} == {"site", f".site.{os.getppid()}.part", other.name}
    for able in (True, False):
        part = swap.beside(folder)
        part.mkdir()
        (part / "index.html").write_text(f"baru {able}")
        if not able:
            monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
        swap.put(part, folder)
        assert (folder / "index.html").read_text() == f"baru {able}"
        assert not part.exists()
