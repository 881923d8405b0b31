"""The office's API of partners and participatory supervision: read only, counts and agreements, never a person."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.asked import Asked
from ikpweb.api.problems import ApiError
from ikpweb.api.told import told
from ikpweb.prevention.cadres.policies import outreach_visible_to, trainings_visible_to
from ikpweb.prevention.cadres.sorts import OUTREACH, TRAININGS
from ikpweb.prevention.keeping.fields import content_of
from ikpweb.prevention.keeping.sorts import Sort
from ikpweb.prevention.partners.policies import agreements_visible_to, partners_visible_to
from ikpweb.prevention.partners.selectors.agreements import standing
from ikpweb.prevention.partners.sorts import AGREEMENTS, PARTNERS

__all__ = ["router"]

router = Router(tags=["prevention"])
#: Rows of one answer.
MOST = 500


class Page(Asked):
    """Which rows are asked for."""

    office: str = told("Of one office only.", "Dari satu kantor saja.", default="", max_length=8)
    offset: int = told("How many to pass over.", "Yang dilewati.", default=0, ge=0, le=10_000_000)
    limit: int = told("How many at most.", "Paling banyak.", default=100, ge=1, le=MOST)


class Row(Schema):
    """What every row has."""

    id: UUID
    office: str = told("Code of the office whose it is.", "Kode kantor pemiliknya.")
    version: int


class StoredPartner(Row):
    """An institution or organisation."""

    name: str
    sector: str
    level: str
    address: str
    contact: str = told("Of the institution, of no person.", "Milik lembaga, bukan orang.")
    about: str


class StoredAgreement(Row):
    """An agreement as it stands today."""

    partner: UUID
    kind: str
    number: str
    title: str
    signed_on: date
    valid_from: date
    valid_to: date | None = told("Null where it has no last day.", "Null bila tanpa hari terakhir.")
    scope: str
    units: list[str] = told("Empty: the whole region of the office.", "Kosong: seluruh daerah kantor.")
    state: str = told("Today: coming, valid, expiring, expired or ended.", "Hari ini.")
    ended_on: date | None
    renews: UUID | None = told("The agreement it goes on from.", "Perjanjian yang diteruskannya.")


class StoredTraining(Row):
    """A training; a null count was not reported, which is not 0."""

    programme: str = told("One of the six of Perbawaslu 2/2023.", "Satu dari enam program Perbawaslu 2/2023.")
    title: str
    stage: str
    day: date
    day_to: date | None
    place: str
    participants: int | None
    women: int | None
    men: int | None
    disability: int | None
    alumni: int | None
    source: str


class StoredOutreach(Row):
    """An outreach event; a null count was not reported, and groups overlap."""

    title: str
    form: str
    programme: str
    day: date
    place: str
    participants: int | None
    women: int | None
    men: int | None
    disability: int | None
    first_voters: int | None
    elderly: int | None
    customary: int | None
    source: str


class Partners(Schema):
    """Partners by name."""

    rows: list[StoredPartner]
    total: int


class Agreements(Schema):
    """Agreements, the latest first."""

    rows: list[StoredAgreement]
    total: int


class Trainings(Schema):
    """Trainings, the latest first."""

    rows: list[StoredTraining]
    total: int


class OutreachEvents(Schema):
    """Outreach events, the latest first."""

    rows: list[StoredOutreach]
    total: int


def _member(request: HttpRequest) -> Member:
    return cast(MemberRequest, request).member


def _listed(rows: QuerySet[Any], sort: Sort[Any], asked: Page) -> dict[str, Any]:
    rows = rows.filter(withdrawn=False)
    if asked.office:
        rows = rows.filter(office=asked.office.replace("\x00", ""))
    return {
        "rows": [_said(sort, each) for each in rows[asked.offset : asked.offset + asked.limit]],
        "total": rows.count(),
    }


def _said(sort: Sort[Any], row: Any) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if sort is AGREEMENTS:
        stands = standing(row, timezone.localdate())
        more = {"state": stands.state.value, "ended_on": row.ended_on, "renews": row.renews_id}
    return {**content_of(row, sort.fields), **more, "id": row.pk, "office": row.office_id, "version": row.version}


@router.get("/partners", response=Partners, operation_id="partners", url_name="partners", summary="Partners",
            openapi_extra={"x-summary-id": "Lembaga mitra"})  # fmt: skip
def partners(request: HttpRequest, asked: Query[Page]) -> dict[str, Any]:
    """Give the partners of the own office and of those below it."""
    return _listed(partners_visible_to(_member(request)), PARTNERS, asked)


@router.get("/agreements", response=Agreements, operation_id="agreements", url_name="agreements",
            summary="Agreements with partners",
            openapi_extra={"x-summary-id": "Perjanjian dengan mitra"})  # fmt: skip
def agreements(request: HttpRequest, asked: Query[Page]) -> dict[str, Any]:
    """Give the agreements of the own office and of those below it, with their state today."""
    rows = agreements_visible_to(_member(request)).prefetch_related("renewals")
    return _listed(rows, AGREEMENTS, asked)


@router.get("/agreements/{key}", response=StoredAgreement, operation_id="agreement", url_name="agreement",
            summary="One agreement",
            openapi_extra={"x-summary-id": "Satu perjanjian"})  # fmt: skip
def agreement(request: HttpRequest, key: UUID, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give an agreement as it stands today."""
    found = agreements_visible_to(_member(request)).filter(pk=key, withdrawn=False).first()
    if found is None:
        raise ApiError("unknown-agreement", given=str(key))
    return _said(AGREEMENTS, found)


@router.get("/trainings", response=Trainings, operation_id="trainings", url_name="trainings",
            summary="Trainings of participatory supervisors",
            openapi_extra={"x-summary-id": "Pelatihan pengawas partisipatif"})  # fmt: skip
def trainings(request: HttpRequest, asked: Query[Page]) -> dict[str, Any]:
    """Give the trainings of the own office and of those below it: counts, no person."""
    return _listed(trainings_visible_to(_member(request)), TRAININGS, asked)


@router.get("/outreach", response=OutreachEvents, operation_id="outreach", url_name="outreach",
            summary="Outreach events",
            openapi_extra={"x-summary-id": "Sosialisasi"})  # fmt: skip
def outreach(request: HttpRequest, asked: Query[Page]) -> dict[str, Any]:
    """Give the outreach events of the own office and of those below it."""
    return _listed(outreach_visible_to(_member(request)), OUTREACH, asked)
