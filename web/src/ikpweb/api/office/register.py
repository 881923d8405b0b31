"""The office's API of the register: risks and actions as they stand, to read."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.asked import Asked
from ikpweb.api.problems import ApiError
from ikpweb.api.told import told
from ikpweb.prevention.files.selectors import count_of
from ikpweb.prevention.register.content import content_of
from ikpweb.prevention.register.matrix import level_of
from ikpweb.prevention.register.models import Action, Risk
from ikpweb.prevention.register.policies import actions_visible_to, risks_visible_to
from ikpweb.prevention.register.selectors.listing import action_for
from ikpweb.prevention.register.selectors.risks import appetite_now, risk_for

__all__ = ["router"]

router = Router(tags=["register"])

Status = Literal["proposed", "planned", "running", "done", "confirmed", "dropped"]
State = Literal["open", "closed", "withdrawn"]
Level = Literal["accept", "watch", "treat"]
#: Rows of one answer.
MOST = 500


class StepToDo(Schema):
    """A step of an action."""

    text: str
    done: bool


class StoredAction(Schema):
    """An action as it stands."""

    id: int
    office: str = told("Code of the office that does it.", "Kode kantor yang mengerjakannya.")
    assigned_by: str | None = told(
        "Code of the office above that put it there.", "Kode kantor di atasnya yang memberi."
    )
    title: str
    description: str
    status: Status
    risk: int | None = told("Number of the risk that it is against.", "Nomor risiko yang ditangani.")
    library: str = told("Key of the action of the library.", "Kunci tindakan pustaka.")
    library_version: str
    indicators: list[str]
    stage: str
    form: str = told("Official form of prevention.", "Bentuk pencegahan resmi.")
    owned: bool = told(
        "Whether somebody is responsible; the API names nobody.", "Apakah ada penanggung jawab; tanpa nama."
    )
    deadline: date | None
    steps_to_do: list[StepToDo]
    cost: int | None = told(
        "Rupiah; null is unknown, which is not 0.", "Rupiah; null berarti tidak diketahui, bukan 0."
    )
    effort: int | None = told("Person-days; null is unknown.", "Hari orang; null berarti tidak diketahui.")
    alarms: list[int]
    events: list[str] = told("Numbers of events in submissions.", "Nomor kejadian dalam isian.")
    files: int = told("Files that stand by it.", "Banyaknya berkas.")
    origin: str = told("What it came from, such as a plan.", "Asalnya, misalnya sebuah rencana.")
    version: int
    changed_at: datetime
    done_at: datetime | None


class StoredRisk(Schema):
    """A risk as it stands."""

    id: int
    office: str
    indicator: str = told("Code of an indicator, or empty.", "Kode indikator, atau kosong.")
    title: str
    description: str
    likelihood: int
    consequence: int
    level: Level = told("What the appetite of the centre says of it.", "Menurut selera risiko pusat.")
    state: State
    version: int
    changed_at: datetime


class ListedActions(Schema):
    """Actions, those first that are due first."""

    actions: list[StoredAction]
    total: int = told("How many there are in all.", "Banyaknya seluruhnya.")


class ListedRisks(Schema):
    """Risks, by office."""

    risks: list[StoredRisk]
    appetite: int | None = told("Version of the appetite; null where it is assumed.", "Versi selera; null bila asumsi.")
    total: int = told("How many there are in all.", "Banyaknya seluruhnya.")


class Wanted(Asked):
    """Which rows are asked for."""

    office: str = told("Of one office only.", "Dari satu kantor saja.", default="", max_length=8)
    offset: int = told("How many to pass over.", "Yang dilewati.", default=0, ge=0, le=10_000_000)
    limit: int = told("How many at most.", "Paling banyak.", default=100, ge=1, le=MOST)


class WantedActions(Wanted):
    """Which actions are asked for."""

    status: Status | None = told("With this status only.", "Dengan status ini saja.", default=None)


class WantedRisks(Wanted):
    """Which risks are asked for."""

    state: State | None = told("In this state only.", "Dalam keadaan ini saja.", default=None)


def _member(request: HttpRequest) -> Member:
    return cast(MemberRequest, request).member


def _action(each: Action, files: int) -> dict[str, Any]:
    own = {name: getattr(each, name) for name in ("id", "origin", "version", "changed_at", "done_at")}
    said: Mapping[str, Any] = content_of(each)
    offices = {"office": each.office_id, "assigned_by": each.assigned_by_id}
    return {**said, **own, **offices, "owned": each.owner_id is not None, "files": files}


def _risk(each: Risk, cells: Sequence[Sequence[str]]) -> dict[str, Any]:
    own = {name: getattr(each, name) for name in ("id", "version", "changed_at")}
    level = level_of(cells, each.likelihood, each.consequence).value
    return {**content_of(each), **own, "office": each.office_id, "level": level}


@router.get("/actions", response=ListedActions, operation_id="actions", url_name="actions",
            summary="Actions of the register", openapi_extra={"x-summary-id": "Tindakan dalam register"})  # fmt: skip
def actions(request: HttpRequest, asked: Query[WantedActions]) -> dict[str, Any]:
    """Give the actions that the member may see: of the own office and of those below it."""
    rows = actions_visible_to(_member(request)).prefetch_related("alarms", "events")
    rows = rows.filter(office=asked.office.replace("\x00", "")) if asked.office else rows
    rows = rows.filter(status=asked.status) if asked.status else rows
    page = list(rows[asked.offset : asked.offset + asked.limit])
    files = count_of(each.about for each in page)
    return {"actions": [_action(each, files.get(each.about, 0)) for each in page], "total": rows.count()}


@router.get("/actions/{key}", response=StoredAction, operation_id="action", url_name="action", summary="One action",
            openapi_extra={"x-summary-id": "Satu tindakan"})  # fmt: skip
def action(request: HttpRequest, key: int, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give an action as it stands."""
    found = action_for(_member(request), key) if 0 <= key < 2**62 else None
    if found is None:
        raise ApiError("unknown-action", given=str(key))
    return _action(found, count_of([found.about]).get(found.about, 0))


@router.get("/risks", response=ListedRisks, operation_id="risks", url_name="risks", summary="Risks of the register",
            openapi_extra={"x-summary-id": "Risiko dalam register"})  # fmt: skip
def risks(request: HttpRequest, asked: Query[WantedRisks]) -> dict[str, Any]:
    """Give the risks that the member may see: of the own office and of those below it."""
    rows = risks_visible_to(_member(request))
    rows = rows.filter(office=asked.office.replace("\x00", "")) if asked.office else rows
    rows = rows.filter(state=asked.state) if asked.state else rows
    cells, appetite = appetite_now()
    page = rows[asked.offset : asked.offset + asked.limit]
    told_of = [_risk(each, cells) for each in page]
    return {"risks": told_of, "total": rows.count(), "appetite": appetite.number if appetite else None}


@router.get("/risks/{key}", response=StoredRisk, operation_id="risk", url_name="risk", summary="One risk",
            openapi_extra={"x-summary-id": "Satu risiko"})  # fmt: skip
def risk(request: HttpRequest, key: int, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give a risk as it stands."""
    found = risk_for(_member(request), key) if 0 <= key < 2**62 else None
    if found is None:
        raise ApiError("unknown-risk", given=str(key))
    return _risk(found, appetite_now()[0])
