"""Pages made before anybody asks: a reader should not wait for what a process does once."""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.db import connections

from ikpweb.kit.charts.drawing import wake

__all__ = ["FIRST", "LATER", "Application", "in_background", "visit"]

Application = Callable[..., Iterable[bytes]]

#: What most readers open first; together less than half a second.
FIRST = ("/", "/?tingkat=regency", "/en/", "/peringkat/", "/daerah/31/", "/api/v1/results?edition=2024&level=province")
#: What takes longer, and may be made while others are already reading.
LATER = (
    "/en/?tingkat=regency",
    "/peringkat/?tingkat=regency",
    "/en/peringkat/",
    "/metode/2024/",
    "/banding/?a=pilkada-2020&b=2024",
    "/banding/?a=2019&b=2024",
    "/validasi/",
    "/unduh/",
    "/cari/saran?q=jambi",
)


def visit(application: Application, addresses: Sequence[str], base: str) -> list[str]:
    """Ask for addresses as a reader who comes by ``base`` does; give the status of each answer.

    Nothing that goes wrong here keeps the platform from starting: it would go wrong for the reader
    too, and is logged as his.
    """
    found: list[str] = []

    def start(status: str, _headers: Any, _problem: Any = None) -> None:
        found.append(status)

    came = urlsplit(base)
    for address in addresses:
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": came.netloc,
            "HTTP_ACCEPT_ENCODING": "br",
            "wsgi.url_scheme": came.scheme,
            "HTTP_X_FORWARDED_PROTO": came.scheme,
        }
        setup_testing_defaults(environ)
        answer = application(environ, start)
        try:
            for _ in answer:
                pass
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
    return found


def in_background(application: Application, base: str) -> threading.Thread:
    """Do the rest beside the first readers, and wake the process that draws."""

    def work() -> None:
        wake()
        visit(application, LATER, base)
        connections.close_all()  # this thread asks for nothing more

    thread = threading.Thread(target=work, name="warm", daemon=True)
    thread.start()
    return thread
