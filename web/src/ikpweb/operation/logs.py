"""The server's own log: a line of JSON for each request and each error, with nothing in it about people.

What is written is listed here, field by field. An error is named by its kind and its places in the code: its
message may hold what somebody entered, so only messages about the machine are kept. An address of a page may hold
a one-time secret or the number of a person, so a request is named by its route.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest

__all__ = ["JsonLines", "route_of", "told"]

#: Of these, the message is about the machine (a database that is away, a full disk), not about what was entered.
_OF_THE_MACHINE = (OperationalError, InterfaceError, OSError, ImportError, MemoryError)
#: Loggers whose messages hold addresses of pages or what a visitor sent.
_ABOUT_REQUESTS = ("django.request", "django.security", "django.server")
#: How many of the innermost places of an error are written.
_PLACES = 12


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record; fields that are not named here are left out."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        fields = getattr(record, "fields", None)
        if fields is not None:
            line |= fields
        elif record.name.startswith(_ABOUT_REQUESTS):
            line["message"] = "a request failed" if record.levelno >= logging.ERROR else "a request was refused"
        else:
            line["message"] = record.getMessage()
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            line |= {"request": getattr(request, "number", ""), "method": request.method, "route": route_of(request)}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def told(error: BaseException) -> dict[str, Any]:
    """Tell an error by its kind and places; by its message only where that is about the machine."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    found: dict[str, Any] = {
        "kind": f"{type(error).__module__}.{type(error).__qualname__}",
        "places": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, _OF_THE_MACHINE):
        found["message"] = (getattr(error, "strerror", None) or str(error))[:300]
    return found


def route_of(request: HttpRequest) -> str:
    """Name the route of a request: never its address, which may hold a secret."""
    kept = getattr(request, "route", "")
    if kept:
        return str(kept)
    match = request.resolver_match
    if match is None:
        return "-"
    return str(match.view_name if match.url_name else match.route)


def _short(path: str) -> str:
    return path.rpartition("site-packages/")[2].rpartition("/src/")[2]
