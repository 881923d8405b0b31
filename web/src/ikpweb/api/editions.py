"""Editions and their frameworks."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from ikpweb.api.asked import Asked, edition_of
from ikpweb.api.problems import ApiError
from ikpweb.api.schemas import Edition as EditionDocument
from ikpweb.api.schemas import EditionDetail, Framework, Level
from ikpweb.api.told import told
from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.methodology.models import Edition
from ikpweb.runs.selectors import Board, board, editions

router = Router(tags=["editions"])


class AskedFramework(Asked):
    """What a framework is asked with."""

    level: Level = told("Level.", "Tingkat.", default="province")


@router.get("/editions", response=list[EditionDocument], operation_id="editions", summary="Editions, newest first",
            openapi_extra={"x-summary-id": "Edisi, yang terbaru dahulu"})  # fmt: skip
def list_editions(request: HttpRequest, asked: Query[Asked]) -> list[dict[str, Any]]:  # noqa: ARG001 - ninja's signature
    """Give all editions."""
    return _editions()


@router.get("/editions/{code}", response=EditionDetail, operation_id="edition", summary="One edition",
            openapi_extra={"x-summary-id": "Satu edisi"})  # fmt: skip
def one_edition(request: HttpRequest, code: str, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001 - ninja's signature
    """Give an edition with what is published of it and what is not."""
    edition = edition_of(code)
    about = edition.about
    return _edition(edition) | {
        "published": about.get("published_items", {}).get(asked.lang, []),
        "missing": about.get("missing_items", {}).get(asked.lang, []),
        "notes": about.get("notes", {}).get(asked.lang, []),
    }


@router.get("/editions/{code}/framework", response=Framework, operation_id="framework",
            summary="Dimensions, subdimensions and indicators of an edition",
            openapi_extra={"x-summary-id": "Dimensi, subdimensi, dan indikator sebuah edisi"})  # fmt: skip
def framework(request: HttpRequest, code: str, asked: Query[AskedFramework]) -> dict[str, Any]:  # noqa: ARG001 - ninja's signature
    """Give the tree of an edition with weights, certainty and sources."""
    edition = edition_of(code)
    method = next((each for each in edition.methods.all() if each.level == asked.level), None)
    if method is None:
        raise ApiError("no-framework", given=code, level=asked.level)
    told_of = method.framework
    siblings: dict[str | None, float] = defaultdict(float)
    for node in told_of["nodes"]:
        siblings[node["parent"]] += node["weight"]
    nodes = [
        {
            "code": node["code"],
            "parent": node["parent"],
            "tier": node["tier"],
            "name": {"id": node["names"].get("id", ""), "en": node["names"].get("en", "")},
            "weight": node["weight"],
            "share": round(node["weight"] / siblings[node["parent"]], 6),
            "direction": node["direction"],
            "certainty": node["certainty"] or None,
            "source": node["source"] or None,
            "definition": told_of["definitions"].get(node["code"], {}).get(asked.lang),
            "note": told_of["notes"].get(node["code"]),
        }
        for node in told_of["nodes"]
    ]
    return {"edition": code, "level": asked.level, "nodes": nodes}


@remembered(public_state, size=1)
def _editions() -> list[dict[str, Any]]:
    return [_edition(edition) for edition in editions()]


def _edition(edition: Edition) -> dict[str, Any]:
    about = edition.about
    boards = [board(edition.code, run.level, run.reading) for run in edition.runs.all()]
    return {
        "code": edition.code,
        "kind": edition.kind,
        "title": {"id": edition.title_id, "en": edition.title_en},
        "launched": edition.launched,
        "period": about.get("period", ""),
        "units": about.get("units", {}),
        "available": [_available(here) for here in boards if here is not None],
        "legal_base": about.get("legal_base", []),
        "sources": about.get("sources", []),
        "unpublished": about.get("unpublished", []),
        "digest": edition.digest,
    }


def _available(here: Board) -> dict[str, Any]:
    return {
        "level": here.run.level,
        "reading": here.run.reading,
        "units": len(here.scores),
        "scores": sum(score.total is not None for score in here.scores.values()),
        "counts": dict(here.counts),
    }
