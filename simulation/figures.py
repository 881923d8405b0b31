"""What was done and how long it took, shown while it happens and written down at the end."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

__all__ = ["Figures"]

T = TypeVar("T")


class Figures:
    """Counts, durations, and a bar for each act."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.counts: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}
        self.facts: dict[str, Any] = {}
        self._lock = threading.Lock()

    def count(self, name: str, number: int = 1) -> None:
        with self._lock:
            self.counts[name] += number

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        """Time an act; one that happens again takes both times."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.monotonic() - began, 1)

    def each(self, name: str, todo: Iterable[T], doing: Any, *, at_once: int) -> None:
        """Do something for each, several at once, with a bar; the first failure ends the act."""
        listed = list(todo)
        columns = (
            TextColumn("{task.description:<28}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with self.act(name), Progress(*columns, console=self.console) as bars, ThreadPoolExecutor(at_once) as pool:
            bar = bars.add_task(name, total=len(listed))
            try:
                for _ in pool.map(doing, listed):
                    bars.advance(bar)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def write(self, path: Path) -> dict[str, Any]:
        """Write everything down."""
        total = round(sum(self.seconds.values()), 1)
        told = {
            "label": "SINTETIS",
            **self.facts,
            "counts": dict(sorted(self.counts.items())),
            "seconds": {**self.seconds, "total": total},
        }
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return told
