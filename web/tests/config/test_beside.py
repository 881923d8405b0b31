"""A command beside the server: it runs while the block does, and not longer than its parent."""

import os
import subprocess
import threading
import time

import pytest
from django.db import InterfaceError, OperationalError
from ikpweb.audit import sealing
from ikpweb.audit.actor import Actor
from ikpweb.audit.models import Checkpoint
from ikpweb.audit.services import record
from ikpweb.config import beside as module


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a program that waits to be told, in place of a command of the platform."""
    waits = "import time\nwhile True: time.sleep(0.05)"
    monkeypatch.setattr(module, "_RUN", waits)


def test_it_ends_with_the_block(told: None, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def keep(*args: object, **kwargs: object) -> "subprocess.Popen[bytes]":
        started.append(popen(*args, **kwargs))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(module.subprocess, "Popen", keep)
    with module.beside("audit", "seal"):
        assert started[0].poll() is None
        assert started[0].args[-4:] == ["audit", "seal", "--parent", str(os.getpid())]  # type: ignore[index]
    assert started[0].poll() is not None


def test_what_was_killed_is_begun_again(told: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSE", 0.01)
    kept = module._Kept(("audit", "seal"))
    kept.start()
    first = kept.child
    first.kill()
    until = time.monotonic() + 20
    while kept.child is first and time.monotonic() < until:
        time.sleep(0.01)
    assert kept.child is not first
    assert kept.child.poll() is None
    kept.end()
    kept.join(timeout=20)
    assert not kept.is_alive()
    assert kept.child.poll() is not None, "who was told to end is not begun again"


def test_a_machine_without_room_for_a_process_is_tried_again(told: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSE", 0.01)
    kept = module._Kept(("audit", "seal"))
    first, begun, refused = kept.child, kept._begun, [OSError("no process")]

    def short() -> "subprocess.Popen[bytes]":
        if refused:
            raise refused.pop()
        return begun()

    monkeypatch.setattr(kept, "_begun", short)
    kept.start()
    first.kill()
    until = time.monotonic() + 20
    while kept.child is first and time.monotonic() < until:
        time.sleep(0.01)
    assert not refused
    assert kept.child is not first
    kept.end()


@pytest.mark.django_db
def test_what_passes_ends_no_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line to the database that is gone is an error of another family than one that the database tells of."""
    looks: list[type[Exception]] = [InterfaceError, OSError, OperationalError]

    def checkpoint() -> None:
        raise looks.pop()("gone")

    monkeypatch.setattr(sealing, "checkpoint", checkpoint)

    class UntilTried(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            return not looks

    sealing.every(0, UntilTried())
    assert not looks


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the test's own connection, with its transaction, where the loop would look for a fresh one."""
    monkeypatch.setattr(sealing, "close_old_connections", lambda: None)


@pytest.mark.django_db
def test_the_loop_seals_what_happened_and_stops_when_told() -> None:
    record("test", Actor("orang:1", 1, "15"), "thing")

    class Thrice(threading.Event):
        """Stops at the third look, without a clock."""

        looks = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.looks += 1
            return self.looks > 2

    sealing.every(0, Thrice())
    assert Checkpoint.objects.count() == 1


@pytest.mark.django_db
def test_the_loop_ends_when_its_parent_is_another() -> None:
    record("test", Actor("orang:1", 1, "15"), "thing")
    sealing.every(0, threading.Event(), parent=-1)
    assert Checkpoint.objects.count() == 0
