"""The process that draws: pictures come whole, it is started again when it is gone, and nobody waits for it to wake."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from ikpweb.kit.charts import drawing

SPEC = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitative"}}}


def pid() -> int:
    assert drawing._drawer is not None
    return drawing._drawer.process.pid


def test_a_picture_comes_as_svg_and_as_png() -> None:
    drawn = drawing.svg(SPEC)
    assert drawn.startswith("<svg")
    assert drawn.endswith("</svg>")
    assert drawing.png(drawn, scale=2).startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_told_and_the_next_picture_is_drawn() -> None:
    with pytest.raises(drawing.DrawingError, match=r"\w"):
        drawing.svg({"mark": "no such mark"})
    before = pid()
    with pytest.raises(drawing.DrawingError):
        drawing.png("<svg", scale=1)
    assert drawing.svg(SPEC).startswith("<svg")
    assert pid() == before


def test_one_that_was_killed_is_started_again() -> None:
    drawing.wake()
    before = pid()
    os.kill(before, 9)
    assert drawing.svg(SPEC).startswith("<svg")
    assert pid() != before


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine that never answers is ended, and the next one too; then it is told, and a good one draws again."""
    silent = tmp_path / "silent.py"
    silent.write_text("import time\ntime.sleep(600)\n", "utf-8")
    drawing._end()
    with monkeypatch.context() as here:
        here.setattr(drawing, "_CHILD", silent)
        here.setattr(drawing, "_SECONDS", 0.2)
        with pytest.raises(drawing.DrawingError, match="ended twice"):
            drawing.svg(SPEC)
    assert drawing.svg(SPEC).startswith("<svg")


def test_this_process_goes_on_while_the_engine_wakes() -> None:
    """In this process the engine would hold the lock of Python for a second; a thread that ticks would see it."""
    drawing._end()
    longest, stop = 0.0, threading.Event()

    def tick() -> None:
        nonlocal longest
        last = time.monotonic()
        while not stop.wait(0.01):
            now = time.monotonic()
            longest, last = max(longest, now - last), now

    ticking = threading.Thread(target=tick)
    ticking.start()
    begun = time.monotonic()
    drawing.svg(SPEC)
    took = time.monotonic() - begun
    stop.set()
    ticking.join()
    assert longest < max(0.4, took / 2)


def test_it_ends_with_the_process_that_started_it() -> None:
    told = "from ikpweb.kit.charts import drawing; drawing.wake(); print(drawing._drawer.process.pid, flush=True)"
    ends = f"import os; {told}; os._exit(1)"  # as one that is killed: nothing is tidied
    done = subprocess.run([sys.executable, "-c", ends], capture_output=True, check=False, timeout=60)
    child = int(done.stdout)
    until = time.monotonic() + 30
    while time.monotonic() < until and _runs(child):
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    """Tell whether it still runs; one that ended, but whose end nobody asked for, does not."""
    try:
        os.kill(process, 0)
        return ") Z " not in Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # no Linux
        return not Path("/proc/self").exists()
