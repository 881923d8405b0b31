"""What all tests of the platform share: a database that holds what the engine ships."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("IKP_HOME", tempfile.mkdtemp(prefix="ikp-test-"))
os.environ.setdefault("IKP_HOSTS", "testserver")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikpweb.config.settings")

# The static files' folder must be there before the middleware looks for it.
(Path(os.environ["IKP_HOME"]) / "static").mkdir(parents=True, exist_ok=True)

from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:  # noqa: ARG001 - after pytest-django's own
    """Load registry, editions and published results once; tests roll back to this."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("load_editions", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
