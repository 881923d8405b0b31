"""Each test has a folder of releases of its own: what a test rolls back in the database stays on the disk."""

from pathlib import Path
from typing import Any

import pytest
from ikpweb.publication.models import Release
from ikpweb.runs.models import Computation

from web.tests.publication.releasing import computed, drafted, frozen
from web.tests.publication.shelf import Shelf, rolled_back, rows, shelved


@pytest.fixture(autouse=True)
def _own_releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikpweb.publication.building.releases_folder", lambda: tmp_path / "releases")


@pytest.fixture(scope="session")
def _shelves(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Shelf, Shelf]:
    """Compute and freeze once in a session: the computation alone, and with its release."""
    folder = tmp_path_factory.mktemp("shelf") / "releases"
    with django_db_blocker.unblock(), rolled_back(folder):
        before = rows()
        computation = computed()
        bare = shelved(before, folder.with_name("none"))
        frozen(drafted(computation))
        return bare, shelved(before, folder)


@pytest.fixture
def computation(db: None, _shelves: tuple[Shelf, Shelf], tmp_path: Path) -> Computation:
    """Give the computation of a frozen cycle in which all of Jakarta reported."""
    _shelves[0].lay(tmp_path / "releases")
    return Computation.objects.get()


@pytest.fixture
def release(db: None, _shelves: tuple[Shelf, Shelf], tmp_path: Path) -> Release:
    """Give a frozen release of it; it is the one that each test may read, withdraw or damage."""
    _shelves[1].lay(tmp_path / "releases")
    return Release.objects.select_related("computation").get()
