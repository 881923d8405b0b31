"""The office's API of effects: assessments with their verdict, and the panel that each of them rests on; read only."""

from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.asked import Asked
from ikpweb.api.problems import ApiError
from ikpweb.api.told import told
from ikpweb.prevention.effects.models import Assessment
from ikpweb.prevention.effects.policies import assessments_visible_to

__all__ = ["router"]

router = Router(tags=["prevention"])
#: Rows of one answer.
MOST = 500


class Wanted(Asked):
    """Which assessments are asked for."""

    office: str = told("Of one office only.", "Dari satu kantor saja.", default="", max_length=8)
    training: bool = told("Made-up ones in place of real ones.", "Yang buatan, bukan yang nyata.", default=False)
    offset: int = told("How many to pass over.", "Yang dilewati.", default=0, ge=0, le=10_000_000)
    limit: int = told("How many at most.", "Paling banyak.", default=100, ge=1, le=MOST)


class Verdict(Schema):
    """What may be said, and why where nothing can."""

    said: Literal["cannot-tell", "none-shown", "lower", "higher"]
    reason: str = told("Why it cannot be told.", "Mengapa tidak dapat disimpulkan.")
    id: str
    en: str


class ListedAssessment(Schema):
    """An assessment in a line."""

    id: UUID
    office: str = told("Code of the office that asked.", "Kode kantor yang bertanya.")
    title: str
    training: bool
    verdict: Verdict
    retracted: str = told("Why not to rely on it; empty where nobody said so.", "Mengapa jangan dijadikan dasar.")
    input_digest: str
    engine_version: str
    seed: int
    made_at: datetime


class StoredAssessment(ListedAssessment):
    """An assessment with all that went in and came out."""

    asked: dict[str, Any] = told("The question.", "Pertanyaannya.")
    inputs: dict[str, Any] = told("Units, periods, outcomes, starts.", "Daerah, periode, hasil, waktu mulai.")
    found: dict[str, Any] = told("Effect, course, checks.", "Selisih, perjalanannya, pemeriksaannya.")


class Assessments(Schema):
    """Assessments, the newest first."""

    rows: list[ListedAssessment]
    total: int


def _member(request: HttpRequest) -> Member:
    return cast(MemberRequest, request).member


def _said(row: Assessment) -> dict[str, Any]:
    retraction = getattr(row, "retraction", None)
    names = ("title", "training", "input_digest", "engine_version", "seed", "made_at")
    return {
        **{name: getattr(row, name) for name in names},
        "id": row.pk,
        "office": row.office_id,
        "verdict": row.found["verdict"],
        "retracted": retraction.reason if retraction else "",
    }


@router.get("/assessments", response=Assessments, operation_id="assessments", url_name="assessments",
            summary="Assessments of effect",
            openapi_extra={"x-summary-id": "Penilaian dampak"})  # fmt: skip
def assessments(request: HttpRequest, asked: Query[Wanted]) -> dict[str, Any]:
    """Give the assessments of the own office and of those below it."""
    rows = assessments_visible_to(_member(request)).filter(training=asked.training)
    if asked.office:
        rows = rows.filter(office=asked.office.replace("\x00", ""))
    listed = rows.defer("inputs").select_related("retraction")[asked.offset : asked.offset + asked.limit]
    return {"rows": [_said(each) for each in listed], "total": rows.count()}


@router.get("/assessments/{key}", response=StoredAssessment, operation_id="assessment", url_name="assessment",
            summary="One assessment of effect",
            openapi_extra={"x-summary-id": "Satu penilaian dampak"})  # fmt: skip
def assessment(request: HttpRequest, key: UUID, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give an assessment with the panel that went in: whoever has it can make the estimate anew."""
    found = assessments_visible_to(_member(request)).select_related("retraction").filter(pk=key).first()
    if found is None:
        raise ApiError("unknown-assessment", given=str(key))
    return {**_said(found), "asked": found.asked, "inputs": found.inputs, "found": found.found}
