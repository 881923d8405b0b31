"""The example release of the engine, published here: its bytes and its digest are always the same."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
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


@pytest.fixture
def keep_the_connection() -> Iterator[None]:
    """A server closes the database's connection after a request; here it carries the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
