"""Each test has a folder of releases of its own: what a test rolls back in the database stays on the disk."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikpweb.publication.building.releases_folder", lambda: tmp_path / "releases")
