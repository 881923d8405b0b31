"""The office's API of computations: what was computed before it is released, with how sure it is; read only."""

from datetime import datetime
from typing import Annotated, Any, Literal, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.asked import Asked
from ikpweb.api.policies import READERS
from ikpweb.api.problems import ApiError
from ikpweb.api.told import told
from ikpweb.runs.computed import computed_board, runs_of
from ikpweb.runs.models import Computation, Score
from ikpweb.runs.policies import computations_visible_to
from ikpweb.runs.selectors import Board
from ikpweb.runs.unsure import Interval, unsure
from ikpweb.territory.models import Office, Unit
from ikpweb.territory.selectors import units

__all__ = ["router"]

router = Router(tags=["results"])
#: Rows of one answer: all units of a country in one.
MOST = 600

Reading = Literal["own", "regencies"]
Number = Path[Annotated[int, Field(ge=1, le=10**15)]]


class WantedComputations(Asked):
    """Which computations are asked for."""

    cycle: str = told("Of one cycle only.", "Dari satu putaran saja.", default="", max_length=40)
    training: bool = told("Made-up ones in place of real ones.", "Yang buatan, bukan yang nyata.", default=False)
    offset: int = told("How many to pass over.", "Yang dilewati.", default=0, ge=0, le=10_000_000)
    limit: int = told("How many at most.", "Paling banyak.", default=100, ge=1, le=MOST)


class WantedResults(Asked):
    """Which results of a computation are asked for."""

    level: str = told("Level; the regencies when nothing is asked.", "Tingkat; bila tidak disebut, kabupaten/kota.",
                      default="", max_length=10)  # fmt: skip
    reading: Reading = told(
        "own: the unit's own input; regencies: mean of the units below it.",
        "own: masukan daerah sendiri; regencies: rata-rata daerah di bawahnya.",
        default="own",
    )
    unit: str = told("Of one unit only.", "Hanya daerah ini.", default="", max_length=20)
    parent: str = told("Only those below this unit.", "Hanya yang di bawah daerah ini.", default="", max_length=20)
    category: str = told("Only of this category.", "Hanya kategori ini.", default="", max_length=20)
    offset: int = told("How many to pass over.", "Yang dilewati.", default=0, ge=0, le=10_000_000)
    limit: int = told("How many at most.", "Paling banyak.", default=100, ge=1, le=MOST)


class RunOf(Schema):
    """One level of a computation in one reading."""

    level: str
    reading: Reading
    synthetic: bool
    digests: dict[str, Any] = told("Of framework, recipe and data.", "Sidik konstruksi, resep, dan data.")


class ListedComputation(Schema):
    """A computation of the index of a cycle. It is no release: it may change until one is frozen."""

    number: int
    cycle: str
    training: bool = told("Made-up data (SINTETIS).", "Data buatan (SINTETIS).")
    frozen: bool = told("From the frozen data set, not from what was accepted so far.",
                        "Dari data yang dibekukan, bukan dari yang diterima sejauh ini.")  # fmt: skip
    made_at: datetime
    input_digest: str
    engine_version: str
    runs: list[RunOf]


class StoredComputation(ListedComputation):
    """A computation with what it used and what it left out."""

    coverage: dict[str, Any] = told("Level to counts of what was used and left out, by reason.",
                                    "Tingkat ke jumlah yang dipakai dan tidak, menurut alasan.")  # fmt: skip


class Computations(Schema):
    """Computations, the newest first."""

    rows: list[ListedComputation]
    total: int


class Sure(Schema):
    """How sure a score is: quantiles of the replicates, and the probability of each category."""

    score_low: float
    score_high: float
    rank_low: float
    rank_high: float
    chances: dict[str, float]


class Result(Schema):
    """The index of a unit; null where there is no score, never zero."""

    unit: str
    name: str
    score: float | None
    rank: int | None
    category: str | None
    coverage: float | None
    reason: str | None = told("Why there is no score.", "Mengapa tidak ada skor.")
    parts: dict[str, float | None] = told("Scores of the nodes below the index.", "Skor simpul di bawah indeks.")
    contributions: dict[str, float] | None = told(
        "What each indicator brings to the score; null for units that are not of the office.",
        "Sumbangan tiap indikator pada skor; null untuk daerah di luar kantor.",
    )
    interval: Sure | None = told("Null where none was computed.", "Null bila belum dihitung.")


class Results(Schema):
    """Units from the highest score; those without one last."""

    computation: int
    cycle: str
    level: str
    reading: Reading
    label: str | None = told("SINTETIS: the data are made up.", "SINTETIS: data buatan.")
    rows: list[Result]
    total: int


def _member(request: HttpRequest) -> Member:
    return cast(MemberRequest, request).member


def _visible(member: Member) -> QuerySet[Computation]:
    """Give what the pages of computations show to a member; those who enter and verify have none."""
    found = computations_visible_to(member if member.has(*READERS) else None)
    return found.select_related("cycle").prefetch_related("runs")


def _one(request: HttpRequest, number: int) -> Computation:
    found = _visible(_member(request)).filter(pk=number).first()
    if found is None:
        raise ApiError("unknown-computation", given=str(number))
    return found


def _said(row: Computation) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("frozen", "made_at", "input_digest", "engine_version")},
        "number": row.pk,
        "cycle": row.cycle_id,
        "training": row.cycle.training,
        "runs": [
            {name: getattr(run, name) for name in ("level", "reading", "synthetic", "digests")} for run in runs_of(row)
        ],
    }


@router.get("/computations", response=Computations, operation_id="computations", url_name="computations",
            summary="Computations of the index", openapi_extra={"x-summary-id": "Perhitungan indeks"})  # fmt: skip
def computations(request: HttpRequest, asked: Query[WantedComputations]) -> dict[str, Any]:
    """Give the computations that the member may see: the centre's readers all, others those of frozen cycles."""
    rows = _visible(_member(request)).filter(cycle__training=asked.training)
    if asked.cycle:
        rows = rows.filter(cycle=asked.cycle.replace("\x00", ""))
    listed = rows.defer("coverage")[asked.offset : asked.offset + asked.limit]
    return {"rows": [_said(each) for each in listed], "total": rows.count()}


@router.get("/computations/{number}", response=StoredComputation, operation_id="computation", url_name="computation",
            summary="One computation", openapi_extra={"x-summary-id": "Satu perhitungan"})  # fmt: skip
def computation(request: HttpRequest, number: Number, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give a computation with what it used and what it left out."""
    found = _one(request, number)
    return {**_said(found), "coverage": found.coverage}


@router.get("/computations/{number}/results", response=Results, operation_id="computedResults",
            url_name="computed-results", summary="Scores of a computation, with intervals",
            openapi_extra={"x-summary-id": "Skor sebuah perhitungan, dengan rentang"})  # fmt: skip
def results(request: HttpRequest, number: Number, asked: Query[WantedResults]) -> dict[str, Any]:
    """Give the index of every unit that fits what is asked, before any release."""
    found, known = _one(request, number), units()
    board = _board(found, asked)
    doubt = unsure(board.run)
    rows = [score for score in board.ranked if _fits(score, known[score.unit_id], asked)]
    sure = doubt.intervals if doubt else {}
    office = _member(request).office
    return {
        "computation": found.pk,
        "cycle": found.cycle_id,
        "level": board.run.level,
        "reading": board.run.reading,
        "label": "SINTETIS" if board.run.synthetic or found.cycle.training else None,
        "rows": [
            _result(score, known[score.unit_id], sure.get(score.unit_id), office)
            for score in rows[asked.offset : asked.offset + asked.limit]
        ],
        "total": len(rows),
    }


def _board(found: Computation, asked: WantedResults) -> Board:
    levels = [run.level for run in runs_of(found) if run.reading == asked.reading]
    level = asked.level or (levels[0] if levels else "")
    board = computed_board(found, level, asked.reading) if level in levels else None
    if board is None:
        raise ApiError("unknown-run", given=level or "–", reading=asked.reading, known=", ".join(levels) or "–")
    return board


def _fits(score: Score, unit: Unit, asked: WantedResults) -> bool:
    return (
        asked.unit in ("", unit.code)
        and asked.parent in ("", unit.parent_id)
        and asked.category in ("", score.category)
    )


def _result(score: Score, unit: Unit, sure: Interval | None, office: Office) -> dict[str, Any]:
    # Scores of a frozen cycle are for all readers; what they rest on, for the office and those above it.
    own = office.pk in {Office.CENTRE, unit.code, unit.parent_id}
    return {
        "unit": unit.code,
        "name": unit.name,
        "score": score.total,
        "rank": score.rank,
        "category": score.category or None,
        "coverage": score.coverage,
        "reason": score.lacking or None,
        "parts": score.parts,
        "contributions": score.contributions if own else None,
        "interval": None
        if sure is None
        else {
            "score_low": sure.low,
            "score_high": sure.high,
            "rank_low": sure.rank_low,
            "rank_high": sure.rank_high,
            "chances": dict(sure.chances),
        },
    }
