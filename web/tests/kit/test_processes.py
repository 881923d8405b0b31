"""A child ends with its parent, also when that is killed."""

import os
import signal
import subprocess
import sys
import time

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
