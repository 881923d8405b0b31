"""The command `ikp-web`: serve, load, and what Django's own commands do."""

import argparse
import errno
import io
import os
import shutil
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial

from ikpweb.config.beside import beside
from ikpweb.config.environment import SettingError
from ikpweb.config.preparing import prepare
from ikpweb.config.words import language, say
from ikpweb.kit.processes import end_with_parent
from ikpweb.portal.warm import FIRST, Application, in_background, visit

__all__ = ["BESIDE", "CONNECTIONS", "HEADERS_WITHIN", "main"]

#: What runs beside the server; on a machine where each is a service of its own, `serve --alone` starts none.
BESIDE = (
    ("audit", "seal", "--every", "60"),
    ("watch", "--every", "20"),
    ("plans", "--every", "1"),
    ("prevention", "--every", "600"),
)

#: Connections one of the server's processes holds at once, below the 1,024 open files a process usually may have.
#: A connection that only waits takes none of the threads that answer.
CONNECTIONS = 768
#: Milliseconds in which the head of a request must have come; a kept connection may be idle no longer either.
HEADERS_WITHIN = 10_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; anything that is not ours goes to Django (``ikp-web migrate``, ``ikp-web shell``)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikpweb.config.settings")
    try:
        if given[:1] == ["serve"]:
            return _serve(given[1:])
        if given[:1] == ["prepare"]:
            return _prepare(given[1:])
        import django
        from django.core.management import execute_from_command_line
        from django.utils import translation

        django.setup()  # the texts of the apps are known only after it
        translation.activate(language())
        execute_from_command_line(["ikp-web", *given])
    except SettingError as problem:
        print(f"ikp-web: {problem}", file=sys.stderr)
        return 2
    return 0


def _prepare(arguments: Sequence[str]) -> int:
    argparse.ArgumentParser("ikp-web prepare", description=say("prepare")).parse_args(arguments)
    print(f"ikp-web: {say('preparing')}", flush=True)
    prepare(language())
    return 0


def _serve(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("ikp-web serve", description=say("serve"))
    parser.add_argument("--host", default="127.0.0.1", help=say("serve-host"))
    parser.add_argument("--port", type=int, default=8000, help=say("serve-port"))
    parser.add_argument("--workers", type=int, default=2, help=say("serve-workers"))
    parser.add_argument("--alone", action="store_true", help=say("serve-alone"))
    options = parser.parse_args(arguments)
    problem = _port_problem(options.host, options.port)
    if problem:
        print(f"ikp-web: {problem}", file=sys.stderr)
        return 2
    if options.host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ["IKP_HOSTS"] = ",".join(filter(None, [os.environ.get("IKP_HOSTS"), options.host]))
    print(f"ikp-web: {say('preparing')}", flush=True)
    _count_together()
    prepare(language())
    base = _base(options.host, options.port)
    from django.core.management import call_command
    from django.db import connections

    from ikpweb.config.wsgi import application

    # Before the server's processes part: they are copies of this one, and know what it has read.
    visit(application, FIRST, base)
    call_command("tidy", stdout=io.StringIO())  # what is about people and no longer needed
    connections.close_all()  # a copied connection would be shared
    address = f"http://{_written(options.host)}:{options.port}/"
    print(f"ikp-web: {say('ready', address=address)}", flush=True)
    with ExitStack() as running:
        for command in () if options.alone else BESIDE:
            running.enter_context(beside(*command))
        _granian(options.host, options.port, options.workers, base)
    return 0


def _count_together() -> None:
    """Let the server's processes count into one folder, begun anew with each start; before anything counts."""
    from django.conf import settings

    folder = settings.ENVIRONMENT.home / "counts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _base(host: str, port: int) -> str:
    """Give the address by which readers come: the public one where it is set."""
    from django.conf import settings

    return settings.ENVIRONMENT.base_url or f"http://{_written(host)}:{port}"


def _written(host: str) -> str:
    """Write a host as it stands in an address: IPv6 goes into brackets."""
    return f"[{host}]" if ":" in host else host


def _port_problem(host: str, port: int) -> str | None:
    try:
        # The server's processes share their port: a second server could bind it too.
        with suppress(ConnectionError, TimeoutError), socket.create_connection((host, port), timeout=0.5):
            return say("taken", host=host, port=port, why=os.strerror(errno.EADDRINUSE))
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as problem:
        return say("taken", host=host, port=port, why=problem.strerror)
    except OverflowError:
        return say("no-port", port=port)
    return None


def _granian(host: str, port: int, workers: int, base: str) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    server = Granian(
        "ikpweb.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        backpressure=CONNECTIONS,
        http=HTTPModes.http1,  # with a choice of versions, one who says nothing at all would be waited for without end
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        log_enabled=False,
        respawn_failed_workers=True,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server.serve(target_loader=partial(_door, base), wrap_loader=False)


def _door(base: str) -> Application:
    """Open the door in one of the server's processes, and make there what takes longer."""
    from ikpweb.config.wsgi import application

    end_with_parent()  # or it would go on serving the old version beside a new server
    in_background(application, base)
    return application
