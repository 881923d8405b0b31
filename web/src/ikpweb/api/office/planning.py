"""The office's API of proposed plans: what was asked, what was found, and what was decided about each item."""

from datetime import date, datetime
from typing import Any, Literal, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.asked import Asked
from ikpweb.api.problems import ApiError
from ikpweb.api.told import told
from ikpweb.prevention.plans.models import Plan, PlanState
from ikpweb.prevention.plans.selectors import plan_for, plans_of

__all__ = ["router"]

router = Router(tags=["prevention"])

State = Literal["waiting", "computing", "ready", "failed"]
#: Rows of one answer.
MOST = 500


class ListedPlan(Schema):
    """A plan in a list."""

    id: int
    office: str = told("Code of the office that asked.", "Kode kantor yang meminta.")
    state: State
    training: bool = told("Rests on made-up data: SINTETIS.", "Bertumpu pada data buatan: SINTETIS.")
    made: datetime
    items: int
    accepted: int
    refused: int


class Plans(Schema):
    """Plans, the newest first."""

    plans: list[ListedPlan]
    total: int = told("How many there are in all.", "Banyaknya seluruhnya.")


class Proposal(Schema):
    """An action of the library in a unit."""

    id: int
    unit: str
    action: str = told("Its id in the library.", "Tandanya dalam pustaka.")
    origin: Literal["computed", "added"]
    state: Literal["proposed", "out", "accepted", "refused"]
    points: float = told("Points of the score that would stay without it.", "Poin skor yang tetap ada tanpanya.")
    alone: float = told("Points that it would take away alone.", "Poin yang diambilnya sendirian.")
    cost: int = told("Rupiah, as the office assumes.", "Rupiah, menurut asumsi kantor.")
    effort: float = told("Person-days, assumed.", "Hari orang, asumsi.")
    due: date
    plain: bool = told(
        "Also in the plan that takes the largest risk first.", "Juga pada rencana risiko terbesar dahulu."
    )
    why: dict[str, Any] = told(
        "Its drivers with figures, their stages, and alarms.", "Indikatornya dengan angka, tahapan, dan alarmnya."
    )
    entry: str = told("The action of the register that it became.", "Tindakan register yang terjadi darinya.")
    version: int


class WholePlan(ListedPlan):
    """A plan with its items."""

    asked: dict[str, Any] = told("What was asked and assumed.", "Yang diminta dan dianggap.")
    problem: dict[str, str] = told("Why it could not be computed.", "Mengapa tidak dapat dihitung.")
    basis: dict[str, Any] = told("What it rests on, with digests.", "Dasarnya, dengan sidiknya.")
    levels: list[dict[str, Any]] = told(
        "What each budget reaches; the first is the one asked for.", "Capaian tiap anggaran; yang pertama yang diminta."
    )
    plain_levels: list[dict[str, Any]] = told(
        "The same for the plan that takes the largest risk first.", "Hal yang sama untuk risiko terbesar dahulu."
    )
    reduction: dict[str, float] = told("Points that go, by unit.", "Poin yang hilang, per daerah.")
    input_digest: str
    found_digest: str
    engine: str
    proposals: list[Proposal]


class Wanted(Asked):
    """Which plans are asked for."""

    offset: int = told("How many to pass over.", "Yang dilewati.", default=0, ge=0, le=10_000_000)
    limit: int = told("How many at most.", "Paling banyak.", default=100, ge=1, le=MOST)


def _member(request: HttpRequest) -> Member:
    return cast(MemberRequest, request).member


def _said(plan: Any) -> dict[str, Any]:
    return {
        "id": plan.pk,
        "office": plan.office_id,
        "state": plan.state,
        "training": plan.training,
        "made": plan.made_at,
        "items": plan.n_items,
        "accepted": plan.n_accepted,
        "refused": plan.n_refused,
    }


@router.get("/plans", response=Plans, operation_id="plans", url_name="plans", summary="Proposed plans of the office",
            openapi_extra={"x-summary-id": "Usulan rencana kantor"})  # fmt: skip
def listed(request: HttpRequest, asked: Query[Wanted]) -> dict[str, Any]:
    """Give the plans that the member may see: of the own office and of those below it."""
    rows = plans_of(_member(request))
    return {"plans": [_said(each) for each in rows[asked.offset : asked.offset + asked.limit]], "total": rows.count()}


@router.get("/plans/{key}", response=WholePlan, operation_id="plan", url_name="plan", summary="One plan",
            openapi_extra={"x-summary-id": "Satu rencana"})  # fmt: skip
def one(request: HttpRequest, key: int, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give a plan with its items; one that is not ready has none."""
    member = _member(request)
    found: Plan | None = plan_for(member, key) if 0 < key < 2**31 else None
    if found is None:
        raise ApiError("unknown-plan", given=str(key))
    result = found.result if found.state == PlanState.READY else None
    return {
        **_said(plans_of(member).get(pk=found.pk)),
        "asked": found.asked,
        "problem": found.problem,
        "basis": result.inputs["basis"] if result else {},
        "levels": result.found["levels"] if result else [],
        "plain_levels": result.found["plain_levels"] if result else [],
        "reduction": result.found["reduction"] if result else {},
        "input_digest": result.input_digest if result else "",
        "found_digest": result.found_digest if result else "",
        "engine": result.engine_version if result else "",
        "proposals": [
            {
                "id": item.pk,
                "unit": item.unit_id,
                "entry": item.entry,
                **{name: getattr(item, name) for name in _FIELDS},
            }
            for item in found.items.all()
        ],
    }


_FIELDS = ("action", "origin", "state", "points", "alone", "cost", "effort", "due", "plain", "why", "version")
