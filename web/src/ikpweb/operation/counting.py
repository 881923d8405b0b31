"""Counts of requests, of all processes of the server together."""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

__all__ = ["count", "registry"]

#: Of its own: what Python's client counts by itself (memory of one process) means nothing here.
_OWN = CollectorRegistry()
_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
REQUESTS = Counter(
    "ikp_requests", "Answered requests, by method, route and status.", ["method", "route", "status"], registry=_OWN
)
SECONDS = Histogram(
    "ikp_request_seconds", "Time until the answer, by route.", ["route"], buckets=_BOUNDS, registry=_OWN
)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count an answer."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def registry() -> CollectorRegistry:
    """Give a registry that holds what all processes counted."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    found = CollectorRegistry()
    if folder and Path(folder).is_dir():
        MultiProcessCollector(found, folder)  # type: ignore[no-untyped-call]
    else:
        found.register(_OWN)
    return found
