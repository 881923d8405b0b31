"""The office's API of activities and of the board of the programme: read only, figures and titles, never a person."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.asked import Asked
from ikpweb.api.problems import ApiError
from ikpweb.api.told import told
from ikpweb.prevention.activities.content import activity_content
from ikpweb.prevention.activities.models import Activity
from ikpweb.prevention.activities.policies import activities_visible_to
from ikpweb.prevention.activities.selectors.activities import activity_for
from ikpweb.prevention.activities.selectors.counts import period_of
from ikpweb.prevention.activities.selectors.tables import table_for
from ikpweb.prevention.programme.measures import MEASURES
from ikpweb.prevention.programme.selectors.boards import board_for

__all__ = ["router"]

router = Router(tags=["prevention"])
#: Rows of one answer.
MOST = 500


class WantedActivities(Asked):
    """Which activities are asked for."""

    office: str = told("Of one office only.", "Dari satu kantor saja.", default="", max_length=8)
    form: str = told("Of one form of prevention.", "Dari satu bentuk pencegahan.", default="", max_length=20)
    since: date | None = told("On this day or later.", "Pada hari ini atau sesudahnya.", default=None)
    training: bool = told("Made-up ones in place of real ones.", "Yang buatan, bukan yang nyata.", default=False)
    offset: int = told("How many to pass over.", "Yang dilewati.", default=0, ge=0, le=10_000_000)
    limit: int = told("How many at most.", "Paling banyak.", default=100, ge=1, le=MOST)


class WantedFigures(Asked):
    """Of which months and office figures are asked for."""

    office: str = told("The office above; the own one where empty.", "Kantor teratasnya.", default="", max_length=8)
    since: str = told("First month, as 2023-01.", "Bulan pertama, seperti 2023-01.", default="", max_length=10)
    until: str = told("Last month.", "Bulan terakhir.", default="", max_length=10)
    training: bool = told("Made-up ones in place of real ones.", "Yang buatan, bukan yang nyata.", default=False)


class WantedBoard(Asked):
    """Of which months and office the board is asked for."""

    office: str = told("The office above; the own one where empty.", "Kantor teratasnya.", default="", max_length=8)
    since: str = told("First month of activities.", "Bulan pertama kegiatan.", default="", max_length=10)
    until: str = told("Last month of activities.", "Bulan terakhir kegiatan.", default="", max_length=10)


class StoredActivity(Schema):
    """An activity as it stands."""

    id: UUID
    office: str = told("Code of the office whose it is.", "Kode kantor pemiliknya.")
    date: date
    form: str
    title: str
    stage: str
    indicators: list[str]
    participants: int | None = told("Null is unknown, which is not 0.", "Null berarti tidak diketahui, bukan 0.")
    groups: dict[str, int] = told("Participants by group; groups overlap.", "Peserta menurut kelompok.")
    partner: UUID | None
    action: int | None = told("Number of an action of the register.", "Nomor tindakan register.")
    external: str
    status: str
    duplicate_of: UUID | None = told("The activity that it tells again.", "Kegiatan yang diceritakannya lagi.")
    training: bool
    version: int


class ListedActivities(Schema):
    """Activities, the newest first."""

    activities: list[StoredActivity]
    total: int = told("How many there are in all.", "Banyaknya seluruhnya.")


class Figure(Schema):
    """A line of figures: an office alone, or a province with all of its offices."""

    code: str
    name: str
    level: str
    own: bool = told("Whether it is the office alone.", "Apakah kantor itu sendiri.")
    figures: dict[str, int]


class CountLine(Figure):
    """How many activities of each form."""

    total: int
    counts_only: int = told("Of them, those that are not listed one by one.", "Yang hanya jumlahnya.")


class ActivityCounts(Schema):
    """Counts of activities that add up."""

    since: date
    until: date = told("First day of the last month.", "Hari pertama bulan terakhir.")
    rows: list[CountLine]
    total: int
    counts_only: int


class ProgrammeBoard(Schema):
    """The figures of the programme that add up."""

    day: date
    since: date
    until: date
    rows: list[Figure]
    total: dict[str, int]
    empty: list[str] = told("Offices that have nothing at all.", "Kantor yang belum punya apa-apa.")


def _member(request: HttpRequest) -> Member:
    return cast(MemberRequest, request).member


def _bare(code: str) -> str:
    return code.replace("\x00", "")


def _said(activity: Activity) -> dict[str, Any]:
    own = {"id": activity.pk, "office": activity.office_id, "training": activity.training}
    return {**own, "version": activity.version, **activity_content(activity)}


@router.get("/activities", response=ListedActivities, operation_id="activities", url_name="activities",
            summary="Activities of prevention",
            openapi_extra={"x-summary-id": "Kegiatan pencegahan"})  # fmt: skip
def listed(request: HttpRequest, asked: Query[WantedActivities]) -> dict[str, Any]:
    """Give the activities that the member may see: of the own office and of those below it."""
    rows = activities_visible_to(_member(request)).filter(training=asked.training)
    exact = {"office": _bare(asked.office), "form": _bare(asked.form), "date__gte": asked.since}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    page = rows[asked.offset : asked.offset + asked.limit]
    return {"activities": [_said(each) for each in page], "total": rows.count()}


@router.get("/activities/counts", response=ActivityCounts, operation_id="activityCounts",
            url_name="activity-counts", summary="Counts of activities by form",
            openapi_extra={"x-summary-id": "Jumlah kegiatan menurut bentuk"})  # fmt: skip
def counts(request: HttpRequest, asked: Query[WantedFigures]) -> dict[str, Any]:
    """Give how many activities of each form there were in some months: rows and forms add up to the total."""
    period = period_of(asked.since, asked.until, timezone.localdate())
    table = table_for(_member(request), period, _bare(asked.office), training=asked.training)
    if table is None:
        raise ApiError("unknown-office", given=asked.office)
    rows = [
        {
            "code": row.code,
            "name": row.name,
            "level": row.level,
            "own": row.own,
            "figures": row.line.forms,
            "total": row.line.total,
            "counts_only": row.line.only,
        }
        for row in table.rows
    ]
    whole = {"total": table.total.total, "counts_only": table.total.only}
    return {"since": period.since, "until": period.until, "rows": rows, **whole}


@router.get("/activities/{key}", response=StoredActivity, operation_id="activity", url_name="activity",
            summary="One activity",
            openapi_extra={"x-summary-id": "Satu kegiatan"})  # fmt: skip
def one(request: HttpRequest, key: UUID, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give an activity as it stands."""
    found = activity_for(_member(request), key)
    if found is None:
        raise ApiError("unknown-activity", given=str(key))
    return _said(found)


@router.get("/programme", response=ProgrammeBoard, operation_id="programme", url_name="programme",
            summary="The board of the programme",
            openapi_extra={"x-summary-id": "Ringkasan program"})  # fmt: skip
def programme(request: HttpRequest, asked: Query[WantedBoard]) -> dict[str, Any]:
    """Give the figures of the programme of an office and of those below it, as they stand today."""
    period = period_of(asked.since, asked.until, timezone.localdate())
    board = board_for(_member(request), period, timezone.localdate(), _bare(asked.office))
    if board is None:
        raise ApiError("unknown-office", given=asked.office)
    rows = [
        {
            "code": row.office.pk,
            "name": row.office.name,
            "level": row.office.level,
            "own": row.own,
            "figures": {code: row.get(code) for code in MEASURES},
        }
        for row in board.rows
    ]
    return {
        "day": board.day,
        "since": period.since,
        "until": period.until,
        "rows": rows,
        "total": {code: board.total.get(code, 0) for code in MEASURES},
        "empty": [each.pk for each in board.empty],
    }
