"""What goes wrong on a server: killed processes, cut lines, a full, closed or halting disk, a clock that jumps.

Each trouble is real where this machine lets it be, and named as left out, with the reason, where it does not.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from simulation.faults import Killer

__all__ = ["Clock", "Disk", "Troubles"]

#: Where Debian's package libfaketime puts it; a name with the machine in it stands between.
_FAKETIME = "faketime/libfaketimeMT.so.1"


class Clock:
    """A clock of the platform that can be set: libfaketime reads how far it is off from a file."""

    def __init__(self, home: Path) -> None:
        found = [*Path("/usr/lib").glob(f"*/{_FAKETIME}"), *Path("/usr/lib").glob(_FAKETIME)]
        self.library = found[0] if found else None
        self.file = home / "clock"
        self.off = 0
        self.set(0)

    @property
    def left_out(self) -> str:
        return "" if self.library else "no libfaketime on this machine (apt-get install libfaketime)"

    def variables(self) -> dict[str, str]:
        """Give what a process needs in its environment to go by this clock."""
        if self.library is None:
            return {}
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, off: int) -> None:
        """Set the clock so many seconds off the true time."""
        written = self.file.with_suffix(".new")
        written.write_text(f"{off:+d}")
        written.replace(self.file)
        self.off = off


class Disk:
    """The folder of uploads on a small file system of its own, and that of evidence on one that can be closed."""

    def __init__(self, home: Path, mebibytes: int = 300) -> None:
        self.uploads, self.evidence = home / "uploads", home / "evidence"
        for each in (self.uploads, self.evidence):
            each.mkdir(parents=True, exist_ok=True)
        self.left_out = ""
        self._mounted: list[Path] = []
        for place, how in (
            (self.uploads, ["-t", "tmpfs", "-o", f"size={mebibytes}m,mode=700", "tmpfs"]),
            (self.evidence, ["--bind", str(self.evidence)]),
        ):
            done = subprocess.run(["mount", *how, str(place)], capture_output=True, text=True, check=False)
            if done.returncode:
                self.left_out = f"mount: {done.stderr.strip()}"
                return
            self._mounted.append(place)

    def full(self, seconds: float) -> None:
        """Leave no byte free for uploads."""
        filler = self.uploads / "filler"
        with suppress(OSError), filler.open("wb") as out:
            while True:
                out.write(b"0" * 65536)
        time.sleep(seconds)
        filler.unlink(missing_ok=True)

    def closed(self, seconds: float) -> None:
        """Let nothing be written to the storage of evidence, as after a fault of the disk."""
        self._remount("ro")
        try:
            time.sleep(seconds)
        finally:
            self._remount("rw")

    def _remount(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,bind,{how}", str(self.evidence)], check=True, capture_output=True)

    def close(self) -> None:
        for place in reversed(self._mounted):
            kept = place.with_name(f"{place.name}.kept")
            if place == self.uploads:
                shutil.copytree(place, kept, dirs_exist_ok=True)
            subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)
            if place == self.uploads:
                shutil.copytree(kept, place, dirs_exist_ok=True)
                shutil.rmtree(kept)


@dataclass
class Troubles(Killer):
    """Makes trouble until a moment; remembers when it did, so that an error beside it is not taken for a fault."""

    disk: "Disk | None" = None
    clock: "Clock | None" = None
    #: The moment (monotonic) of the last trouble's end plus what it takes to recover.
    uneasy_until: float = 0.0
    end: float = 0.0
    #: Mean seconds between troubles.
    pause: float = 20.0
    left_out: dict[str, str] = field(default_factory=dict)

    #: After a trouble, so long an answer may still say that the platform is not itself.
    _RECOVERY = 20.0

    def touched(self, since: float) -> bool:
        """Tell whether a trouble, or what it takes to recover from one, falls between a moment (monotonic) and now."""
        return since < self.uneasy_until

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        self.uneasy_until = float("inf")
        try:
            yield
        finally:
            self.uneasy_until = time.monotonic() + self._RECOVERY

    def _work(self) -> None:
        made = self._kinds()
        while time.monotonic() < self.end and not self.stop.wait(self.rng.uniform(0.5, 1.5) * self.pause):
            kind = self.rng.choice(list(made))
            with self._troubled():
                if self.server.poll() is not None:
                    self._started_again()
                made[kind]()
            self.killed[kind] += 1
        if self.clock is not None:
            self.clock.set(0)

    def _kinds(self) -> Mapping[str, Callable[[], object]]:
        kinds: dict[str, Callable[[], object]] = {
            "server killed": self._kill_server,
            "worker killed": self._kill_worker,
            "database killed": self._kill_database,
            "connections of the database cut": self._cut_connections,
            "server halted": lambda: self._halt(self._workers()),
            "database halted": lambda: self._halt(self._database_processes()),
            "requests broken off": self._break_off,
        }
        if self.disk is not None and not self.disk.left_out:
            disk = self.disk
            kinds["disk of uploads full"] = lambda: disk.full(self.rng.uniform(5, 15))
            kinds["disk of evidence closed"] = lambda: disk.closed(self.rng.uniform(5, 15))
        elif self.disk is not None:
            self.left_out["disk"] = self.disk.left_out
        if self.clock is not None and not self.clock.left_out:
            kinds["clock jumped"] = self._jump
        elif self.clock is not None:
            self.left_out["clock"] = self.clock.left_out
        return kinds

    def _workers(self) -> list[int]:
        told = subprocess.run(["pgrep", "-P", str(self.server.pid)], capture_output=True, text=True, check=False)
        return [int(each) for each in told.stdout.split()]

    def _database_processes(self) -> list[int]:
        return self.database.processes()

    def _halt(self, processes: list[int]) -> None:
        """Stop processes for some seconds, as a disk does that does not answer."""
        for each in processes:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGSTOP)
        time.sleep(self.rng.uniform(1, 6))
        for each in processes:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)

    def _cut_connections(self) -> None:
        """Take every connection of the platform away, as a router or an administrator would."""
        import psycopg

        with psycopg.connect(self.database.address, autocommit=True) as own:
            own.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    def _break_off(self) -> None:
        """Begin requests and hang up in the middle of the head, of the body, of the answer."""
        for _ in range(50):
            told = b"POST /masuk/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\nlogin="
            asked = b"GET /peringkat/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            part = self.rng.choice([told[: self.rng.randint(1, 60)], told, asked])
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
                line.sendall(part)
                if self.rng.random() < 0.5:
                    line.recv(100)

    def _jump(self) -> None:
        """Set the clock forward or back; back to the true time at the next jump."""
        if self.clock is not None:
            self.clock.set(0 if self.clock.off else self.rng.choice([-600, -90, -2, 2, 90, 600]))
