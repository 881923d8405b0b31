"""A child ends with its parent, also when that is killed."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from ikpweb.kit import processes

PARENT = """
import multiprocessing, time
from ikpweb.kit.processes import end_with_parent

def child():
    end_with_parent()
    time.sleep(60)

if __name__ == "__main__":
    started = multiprocessing.get_context("fork").Process(target=child)
    started.start()
    print(started.pid, flush=True)
    time.sleep(60)
"""


def test_a_child_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    os.kill(child, 0)  # it lives
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    for _ in range(200):
        if not _alive(child):
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    raise AssertionError


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat", encoding="ascii") as told:  # noqa: PTH123 - a name, not a path of ours
        return told.read().split()[2] != "Z"


def test_rounds_come_at_their_time_and_end_with_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long pause is looked through, so that nobody works on for ten minutes for a server that was killed."""
    clock, parent = [0.0], [7]

    class Waits(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            clock[0] += timeout or 0.0
            return False

    monkeypatch.setattr("ikpweb.kit.processes.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("ikpweb.kit.processes.os.getppid", lambda: parent[0])
    given = processes.rounds(600.0, Waits(), 7)
    assert [next(given) or clock[0], next(given) or clock[0]] == [600.0, 1200.0]
    parent[0] = 1
    assert list(given) == []
    assert clock[0] <= 1205.0
