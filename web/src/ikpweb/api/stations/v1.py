"""Version 1 of the interface of election day: one report, several, and what is asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status

from ikpweb.api.asked import Asked
from ikpweb.api.problems import ApiError, language_of, problem_response, sentence_of
from ikpweb.api.stations.door import Opened
from ikpweb.api.stations.interface import StationInterface
from ikpweb.api.stations.schemas import Batch, Receipt, Receipts, StationDay, StationReport
from ikpweb.stations.faults import ReportError
from ikpweb.stations.receiving import Said, receive

__all__ = ["station_api"]

station_api = StationInterface(
    title="ikp: polling stations",
    version="1",
    urls_namespace="station-api-v1",
    description=(
        "What supervisors of polling stations report on election day. For programs that hold a key of a regency's "
        "office (`Authorization: Bearer ikptps_…`). An answer 202 is a receipt: the report is in the database. Whoever "
        "gets none sends the same report again, with the same number."
    ),
)


@station_api.get("/day", response=StationDay, operation_id="stationDay", url_name="day",
                 summary="What the key is for, and what is asked", tags=["stations"],
                 openapi_extra={"x-summary-id": "Guna kunci ini, dan yang ditanyakan"})  # fmt: skip
def day(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001 - ninja's signature
    """Give the day of the key with its questions."""
    opened = _opened(request)
    named = ("title", "training", "opens_at", "closes_at", "questions")
    return {"day": opened.day.pk, "regency": opened.regency, **{name: getattr(opened.day, name) for name in named}}


@station_api.post("/reports", response={202: Receipt}, operation_id="sendReport", url_name="reports",
                  summary="Send a report of a station", tags=["stations"],
                  openapi_extra={"x-summary-id": "Kirim laporan sebuah TPS"})  # fmt: skip
def send(request: HttpRequest, report: StationReport, asked: Query[Asked]) -> Any:  # noqa: ARG001 - ninja's signature
    """Keep a report, and give its receipt; sent again with the same number, it is the same report."""
    found = _received(request, [report])[0]
    if isinstance(found, ReportError):
        raise ApiError(found.code, **found.named)
    return Status(202, found)


@station_api.post("/batches", response={202: Receipts}, operation_id="sendReports", url_name="batches",
                  summary="Send reports of several stations", tags=["stations"],
                  openapi_extra={"x-summary-id": "Kirim laporan beberapa TPS"})  # fmt: skip
def send_many(request: HttpRequest, batch: Batch, asked: Query[Asked]) -> Any:  # noqa: ARG001 - ninja's signature
    """Keep what can be kept of several reports; each that is refused has its reason, and the others stay kept."""
    language = language_of(request)
    found = _received(request, batch.reports)
    refused = [
        {"client": each.client, "code": why.code, "detail": sentence_of(why.code, language, **why.named)}
        for each, why in zip(batch.reports, found, strict=True)
        if isinstance(why, ReportError)
    ]
    if len(refused) == len(found):
        told = [{**each, "client": str(each["client"])} for each in refused]
        return problem_response(request, "batch-refused", {"refused": told})
    return Status(202, {"receipts": [each for each in found if not isinstance(each, ReportError)], "refused": refused})


def _received(request: HttpRequest, reports: Sequence[StationReport]) -> list[Any]:
    opened, now = _opened(request), timezone.now()
    if not opened.day.takes(now):
        raise ApiError("station-day-closed", given=str(opened.day), opens=_moment(opened.day.opens_at),
                       closes=_moment(opened.day.closes_at))  # fmt: skip
    said = [Said(each.station, each.client, each.at, each.answers) for each in reports]
    return receive(opened.day, opened.regency, opened.key, said, now)


def _opened(request: HttpRequest) -> Opened:
    return cast(Opened, request.auth)  # type: ignore[attr-defined] # ninja keeps there what the door gave


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M %Z}"
