"""Scores, and the printed figures that they rest on."""

from collections.abc import Sequence
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from ikpweb.api.asked import Asked, edition_of, unit_of
from ikpweb.api.paging import Page, Paged, paged
from ikpweb.api.schemas import Category, Level, Result
from ikpweb.api.schemas import Figure as FigureDocument
from ikpweb.api.told import told
from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.runs.evidence import Evidence, evidence, figures_of_edition
from ikpweb.runs.models import Figure, Score
from ikpweb.runs.selectors import Board, board, editions
from ikpweb.territory.selectors import units

__all__ = ["results_of_unit", "router"]

router = Router(tags=["results"])


class AskedResults(Paged, Asked):
    """What results are asked with."""

    edition: str | None = told("Only of this edition.", "Hanya edisi ini.", default=None, max_length=40)
    level: Level | None = told("Only of this level.", "Hanya tingkat ini.", default=None)
    reading: Literal["own", "regencies", "all"] = told(
        "own: the unit's own input; regencies: mean of the regencies of the province; all: both.",
        "own: masukan daerah sendiri; regencies: rata-rata kabupaten/kota; all: keduanya.",
        default="own",
    )
    unit: str | None = told("Only of this unit.", "Hanya daerah ini.", default=None, max_length=8)
    category: Category | None = told("Only of this category.", "Hanya kategori ini.", default=None)


class AskedFigures(Paged, Asked):
    """What figures are asked with."""

    edition: str | None = told("Only of this edition.", "Hanya edisi ini.", default=None, max_length=40)
    unit: str | None = told("Only about this unit.", "Hanya tentang daerah ini.", default=None, max_length=8)


@router.get("/results", response=Page[Result], operation_id="results",
            summary="Published scores and categories, by edition and rank",
            openapi_extra={"x-summary-id": "Skor dan kategori yang terbit, menurut edisi dan peringkat",
                           "x-may-miss": True})  # fmt: skip
def list_results(request: HttpRequest, response: HttpResponse, asked: Query[AskedResults]) -> dict[str, Any]:
    """Give the results that fit all that is asked, with certainty, sources and conflicts."""
    if asked.edition is not None:
        edition_of(asked.edition)
    if asked.unit is not None:
        unit_of(asked.unit)
    found = [
        result
        for result in _results()
        if asked.edition in (None, result["edition"])
        and asked.level in (None, result["level"])
        and asked.reading in ("all", result["reading"])
        and asked.unit in (None, result["unit"])
        and asked.category in (None, result["category"])
    ]
    return paged(request, response, found, asked)


@router.get("/figures", response=Page[FigureDocument], operation_id="figures",
            summary="Every figure as it is printed, also those that are not used",
            openapi_extra={"x-summary-id": "Setiap angka seperti tercetak, juga yang tidak dipakai",
                           "x-may-miss": True})  # fmt: skip
def list_figures(request: HttpRequest, response: HttpResponse, asked: Query[AskedFigures]) -> dict[str, Any]:
    """Give the printed figures with source, certainty and status."""
    codes = [edition_of(asked.edition).code] if asked.edition is not None else [each.code for each in editions()]
    if asked.unit is not None:
        unit_of(asked.unit)
    found = [figure for code in codes for figure in figures_of_edition(code) if asked.unit in (None, figure.unit_id)]
    page = paged(request, response, found, asked)
    return page | {"items": [_figure(figure) for figure in page["items"]]}


def results_of_unit(code: str) -> Sequence[dict[str, Any]]:
    """Give everything that is published about a unit, the newest edition first."""
    return [result for result in _results() if result["unit"] == code]


@remembered(public_state, size=1)
def _results() -> Sequence[dict[str, Any]]:
    """Give all results of all editions: about a thousand, and the same for every question."""
    found = []
    for edition in editions():
        behind = evidence(edition.code)
        for run in sorted(edition.runs.all(), key=lambda run: (run.level, run.reading)):
            here = board(edition.code, run.level, run.reading)
            for score in here.ranked if here else ():
                key = (score.unit_id, run.level, run.reading)
                found.append(_result(here, score, behind.get(key, Evidence())))  # type: ignore[arg-type] # not None here
    return found


def _result(here: Board, score: Score, behind: Evidence) -> dict[str, Any]:
    place = here.place(score.unit_id)
    return {
        "edition": here.edition.code,
        "level": here.run.level,
        "reading": here.run.reading,
        "unit": score.unit_id,
        "name": units()[score.unit_id].name,
        "total": score.total,
        "dimensions": score.parts,
        "category": score.category or None,
        "label": score.label or None,
        "rank": place[0] if place else None,
        "ranked": sum(each.total is not None for each in here.scores.values()),
        "rank_printed": score.rank,
        "certainty": dict(behind.certainty),
        "sources": list(behind.sources),
        "notes": list(behind.notes),
        "conflicts": [
            {
                "quantity": figure.quantity,
                "value": figure.value,
                "source": figure.source,
                "why": figure.note,
                "slip": figure.status == Figure.Status.SLIP,
            }
            for figure in behind.conflicts
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "edition": figure.edition_id,
        "level": figure.level,
        "unit": figure.unit_id,
        "printed_name": figure.printed_name,
        "quantity": figure.quantity,
        "reading": figure.reading,
        "value": figure.value,
        "certainty": figure.certainty or None,
        "status": figure.status,
        "source": figure.source,
        "note": figure.note or None,
    }
