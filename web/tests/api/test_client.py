"""The client of the engine against this platform, as the page tells its readers to use it."""

import contextlib
import io
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from ikpweb.config.wsgi import application
from ikpweb.publication.models import Release

from ikp.client import Client
from ikp.client.operations import operations
from ikp.release import open_bundle, replay
from tools.fences import fences
from web.tests.api.releases.example import EXAMPLE

PAGE = Path(__file__).parents[3] / "docs/how-to/read-by-program.md"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(example: Release) -> Iterator[str]:
    """Serve the platform within the transaction of this test: what a test makes is seen, and gone afterwards."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:

        def serve() -> None:
            connections["default"] = connection
            server.serve_forever(poll_interval=0.01)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    connection.dec_thread_sharing()


@pytest.mark.slow
def test_the_page_does_what_it_says(address: str, tmp_path: Path) -> None:
    scope: dict[str, object] = {}
    said, found, wanted = "", [], []
    with contextlib.chdir(tmp_path):
        for fence in fences(PAGE):
            if fence.language == "python" and not fence.reason:
                out = io.StringIO()
                text = fence.text.replace("https://ikp.example", address)
                with contextlib.redirect_stdout(out):
                    exec(compile(text, f"{PAGE.name}:{fence.line}", "exec"), scope)  # noqa: S102 - our own page
                said = out.getvalue()
            if fence.language == "output":
                found.append(said)
                wanted.append(fence.text)
        folder = open_bundle(tmp_path / "releases/contoh-sintetis.1")
    if os.environ.get("IKP_KEEP_EXAMPLES"):
        parts = iter(found)
        whole = re.sub(
            r"(```output\n).*?(```)", lambda m: m[1] + next(parts) + m[2], PAGE.read_text("utf-8"), flags=re.DOTALL
        )
        PAGE.write_text(whole, "utf-8")
    assert found == wanted
    assert folder.files == open_bundle(EXAMPLE).files
    assert replay(folder).same


@pytest.mark.slow
def test_every_table_of_the_client_has_the_columns_of_the_api(address: str) -> None:
    client = Client(address, lang="id")
    for name, operation in operations().items():
        if operation.columns and not operation.live:
            table = client.table(name, "contoh-sintetis.1" if "{name}" in operation.path else "")
            assert list(table.columns)[: len(operation.columns)] == list(operation.columns), name
            assert len(table) > 0 or name == "releaseExclusions"
