"""The example release of the engine, published here: its bytes and its digest are always the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from ikpweb.publication.models import Release

from web.tests.api.releases.example import published_example


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of releases of this test alone."""
    monkeypatch.setattr("ikpweb.publication.building.releases_folder", lambda: tmp_path / "releases")
    return tmp_path / "releases"


@pytest.fixture
def example(db: None, folder: Path) -> Release:
    """Publish the example."""
    return published_example(folder)


@pytest.fixture
def get(client: Client, example: Release) -> Callable[[str], Any]:
    """Give a function that reads an address of the example."""

    def read(rest: str = "") -> Any:
        answer = client.get(f"/api/v1/releases/{example.name}{rest}")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return read
