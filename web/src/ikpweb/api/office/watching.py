"""The office's API of the watch: reports as other systems send them, and the supervisors of each week."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import ConfigDict

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.asked import Asked
from ikpweb.api.problems import ApiError
from ikpweb.api.told import told
from ikpweb.territory.models import Office
from ikpweb.watch.content import report_content
from ikpweb.watch.models import Effort, Report
from ikpweb.watch.policies import effort_visible_to, reports_visible_to
from ikpweb.watch.selectors.reports import offices_for, report_for
from ikpweb.watch.services import change, enter
from ikpweb.watch.services.effort import Cell, save_effort

__all__ = ["router"]

router = Router(tags=["watch"])

Kind = Literal["administrative", "ethics", "criminal", "other-law"]
Source = Literal["found", "reported", "other"]
Status = Literal["entered", "violation", "not-violation", "handed-on", "withdrawn"]
#: Rows of one answer.
MOST = 500


class Written(Schema):
    """What is said of a report."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    source: Source
    event_date: date = told("The day on which it happened.", "Hari kejadian.")
    indicator: str = told("Code of an indicator, or empty.", "Kode indikator, atau kosong.", default="")
    summary: str = told("What is alleged, without names of persons.", "Dugaannya, tanpa nama orang.", default="")


class NewReport(Written):
    """A report to enter."""

    id: UUID = told(
        "Number of the report, made by the sender: sent again, it is the same report.",
        "Nomor laporan, dibuat pengirim: dikirim ulang, tetap laporan yang sama.",
    )
    client: UUID = told(
        "Made for this request; sent again, it is the same request.",
        "Dibuat untuk permintaan ini; dikirim ulang, tetap permintaan yang sama.",
    )
    office: str = told("Code of the office whose unit it is about.", "Kode kantor daerahnya.")
    training: bool = told("Made up: SINTETIS.", "Buatan: SINTETIS.", default=False)
    system: str = told("The system that it comes from.", "Sistem asalnya.", default="")
    external: str = told("Its number in that system.", "Nomornya di sistem itu.", default="")
    entry_date: date | None = told("The day of entry there; today where empty.", "Hari masuk di sana.", default=None)
    verified_date: date | None = told("The day of the decision there.", "Hari keputusan di sana.", default=None)
    status: Status = told("How it is decided there.", "Keputusannya di sana.", default="entered")


class ChangedReport(Written):
    """A report as it should be."""

    seen: int = told("The version that the writer had before them.", "Versi yang dilihat penulis.", ge=0)


class StoredReport(Schema):
    """A report as it stands."""

    id: UUID
    office: str = told("Code of the office that looks after it.", "Kode kantor yang mengurusnya.")
    unit: str = told("Code of the unit.", "Kode daerah.")
    kind: Kind
    source: Source
    indicator: str
    event_date: date
    entry_date: date
    verified_date: date | None
    status: Status
    summary: str
    system: str
    external: str
    duplicate_of: UUID | None = told("The report that it tells again.", "Laporan yang diceritakannya lagi.")
    training: bool
    version: int = told("Send it as `seen`.", "Kirim sebagai `seen`.")


class DoneReport(Schema):
    """What was done."""

    report: StoredReport
    repeated: bool = told("Whether it was there already.", "Apakah sudah ada sebelumnya.")


class Listed(Schema):
    """Reports, the newest first."""

    reports: list[StoredReport]
    total: int = told("How many there are in all.", "Banyaknya seluruhnya.")


class Wanted(Asked):
    """Which reports are asked for."""

    office: str = told("Of one office only.", "Dari satu kantor saja.", default="")
    since: date | None = told("Entered on this day or later.", "Masuk pada hari ini atau sesudahnya.", default=None)
    training: bool = told("Made-up ones in place of real ones.", "Yang buatan, bukan yang nyata.", default=False)
    offset: int = told("How many to pass over.", "Yang dilewati.", default=0, ge=0, le=10_000_000)
    limit: int = told("How many at most.", "Paling banyak.", default=100, ge=1, le=MOST)


class Week(Schema):
    """The supervisors of a week."""

    week: date = told("The Monday.", "Hari Seninnya.")
    supervisors: int | None = told("Null is unknown, which is not 0.", "Null berarti tidak diketahui, bukan 0.")
    version: int = told("Send it as `seen`; 0 where there is none yet.", "Kirim sebagai `seen`; 0 bila belum ada.")


class Weeks(Schema):
    """The weeks of a unit that somebody told of."""

    office: str
    weeks: list[Week]


class SaidWeek(Schema):
    """What is said of a week."""

    model_config = ConfigDict(extra="forbid")

    week: date = told("The Monday.", "Hari Seninnya.")
    supervisors: int | None = told("Null is unknown, which is not 0.", "Null berarti tidak diketahui, bukan 0.")
    seen: int = told("The version that the writer had before them.", "Versi yang dilihat penulis.", default=0, ge=0)


class SaidWeeks(Schema):
    """Weeks to write."""

    model_config = ConfigDict(extra="forbid")

    weeks: list[SaidWeek] = told("At most 600 weeks.", "Paling banyak 600 minggu.", max_length=600)
    source: str = told("Who says so.", "Sumbernya.", default="", max_length=120)
    training: bool = told("Made up: SINTETIS.", "Buatan: SINTETIS.", default=False)


class WhichEffort(Asked):
    """Which effort is asked for."""

    training: bool = told("Made-up numbers in place of real ones.", "Yang buatan, bukan yang nyata.", default=False)


def _member(request: HttpRequest) -> Member:
    return cast(MemberRequest, request).member


def _office(request: HttpRequest, code: str) -> Office:
    found = offices_for(_member(request)).filter(pk=code[:8].replace("\x00", "")).first()
    if found is None:
        raise ApiError("unknown-office", given=code)
    return found


def _report(request: HttpRequest, key: UUID) -> Report:
    found = report_for(_member(request), key)
    if found is None:
        raise ApiError("unknown-report", given=str(key))
    return found


def _said(report: Report) -> dict[str, Any]:
    own = {"id": report.pk, "office": report.office_id, "training": report.training, "version": report.version}
    return {**own, **report_content(report)}


@router.get("/reports", response=Listed, operation_id="reports", url_name="reports", summary="Reports of the office",
            openapi_extra={"x-summary-id": "Laporan kantor"})  # fmt: skip
def listed(request: HttpRequest, asked: Query[Wanted]) -> dict[str, Any]:
    """Give the reports that the member may see: of the own office and of those below it."""
    rows = reports_visible_to(_member(request)).filter(training=asked.training)
    if asked.office:
        rows = rows.filter(office=_office(request, asked.office))
    if asked.since:
        rows = rows.filter(entry_date__gte=asked.since)
    page = rows[asked.offset : asked.offset + asked.limit]
    return {"reports": [_said(each) for each in page], "total": rows.count()}


@router.post("/reports", response=DoneReport, operation_id="enter", url_name="reports", summary="Enter a report",
             openapi_extra={"x-summary-id": "Catat laporan"})  # fmt: skip
def post(request: HttpRequest, given: NewReport, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Enter a report; sent again, it is the same one. Another system's says when and how it was decided there."""
    said = given.dict()
    numbers = {"key": said.pop("id"), "client": said.pop("client"), "training": said.pop("training")}
    office = _office(request, said.pop("office"))
    imported = bool(given.system)
    done = enter(office, said, **numbers, imported=imported, actor=_member(request))
    return {"report": _said(done.report), "repeated": done.repeated}


@router.get("/reports/{key}", response=StoredReport, operation_id="report", url_name="report", summary="One report",
            openapi_extra={"x-summary-id": "Satu laporan"})  # fmt: skip
def one(request: HttpRequest, key: UUID, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give a report as it stands."""
    return _said(_report(request, key))


@router.put("/reports/{key}", response=StoredReport, operation_id="change", url_name="report",
            summary="Change a report",
            openapi_extra={"x-summary-id": "Ubah laporan"})  # fmt: skip
def put(request: HttpRequest, key: UUID, given: ChangedReport, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Change a report that is not decided; in a conflict both versions are given."""
    said: Mapping[str, Any] = given.dict(exclude={"seen"})
    return _said(change(_report(request, key), said, seen=given.seen, actor=_member(request)))


@router.get("/effort/{office}", response=Weeks, operation_id="effort", url_name="effort",
            summary="Active supervisors by week",
            openapi_extra={"x-summary-id": "Pengawas aktif per minggu"})  # fmt: skip
def effort(request: HttpRequest, office: str, asked: Query[WhichEffort]) -> dict[str, Any]:
    """Give the weeks of an office's unit that somebody told of, the oldest first."""
    return _weeks(request, _office(request, office), training=asked.training)


@router.put("/effort/{office}", response=Weeks, operation_id="saveEffort", url_name="effort",
            summary="Write active supervisors",
            openapi_extra={"x-summary-id": "Tulis pengawas aktif"})  # fmt: skip
def write(request: HttpRequest, office: str, given: SaidWeeks, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Write the weeks that are named, whole or not at all; the rest stays."""
    found = _office(request, office)
    cells = {each.week: Cell(each.supervisors, seen=each.seen, source=given.source) for each in given.weeks}
    save_effort(found, cells, training=given.training, actor=_member(request))
    return _weeks(request, found, training=given.training)


def _weeks(request: HttpRequest, office: Office, *, training: bool) -> dict[str, Any]:
    rows: list[Effort] = list(
        effort_visible_to(_member(request)).filter(unit=office.unit_id, training=training).order_by("week")
    )
    told_of = [{"week": each.week, "supervisors": each.supervisors, "version": each.version} for each in rows]
    return {"office": office.pk, "weeks": told_of}
