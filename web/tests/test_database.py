"""The run is on the database that was asked for; a silent fallback would test SQLite twice."""

import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for() -> None:
    asked = "postgresql" if os.environ.get("IKP_TEST_POSTGRESQL") == "1" else "sqlite"
    assert connection.vendor == asked


@pytest.mark.django_db
def test_sqlite_lets_readers_read_while_somebody_writes() -> None:
    if connection.vendor != "sqlite":
        return
    options = connection.settings_dict["OPTIONS"]
    assert "journal_mode=WAL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"
