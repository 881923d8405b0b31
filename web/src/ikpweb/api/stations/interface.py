"""The interface of election day as a whole: a key, bounded bodies, private answers, problems of one form."""

from collections.abc import Iterable
from typing import Any

from django.urls import URLPattern

from ikpweb.api.addresses import Interface, View
from ikpweb.api.examples import STATIONS, with_example
from ikpweb.api.kinds import Kind
from ikpweb.api.office.interface import private
from ikpweb.api.office.problems import OFFICE_PROBLEMS
from ikpweb.api.problems import PROBLEMS
from ikpweb.api.stations.door import Door
from ikpweb.api.stations.problems import STATION_PROBLEMS
from ikpweb.api.stations.schemas import StationProblem

__all__ = ["StationInterface"]

#: https-only is said by middleware, before an operation is asked.
_COMMON = ("bad-request", "bad-parameter", "https-only", "too-many-requests", "internal-error")
_READING = ("station-key-unknown", "station-key-quota")


class StationInterface(Interface):
    """For the programs that send what supervisors of polling stations report."""

    ROOT, PROBLEM = "/api/v1/stations/", StationProblem

    def __init__(self, **more: Any) -> None:
        super().__init__(docs_url=None, auth=Door(), **more)

    def wrapped(self, pattern: URLPattern) -> View:
        return private(pattern.callback)

    def kinds(self, address: str, method: str, operation: dict[str, Any]) -> Iterable[tuple[str, Kind]]:  # noqa: ARG002 - the interface's signature
        yield from ((code, PROBLEMS[code]) for code in _COMMON)
        if method == "get":
            yield from ((code, STATION_PROBLEMS[code]) for code in _READING)
        else:
            yield from STATION_PROBLEMS.items()
            yield "too-large", OFFICE_PROBLEMS["too-large"]

    def completed(self, address: str, operation: dict[str, Any]) -> None:
        with_example(address, operation, STATIONS)
