"""Provinces, regencies and cities."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from ikpweb.api.asked import Asked, unit_of
from ikpweb.api.paging import Page, Paged, paged
from ikpweb.api.results import results_of_unit
from ikpweb.api.schemas import Level, UnitDetail
from ikpweb.api.schemas import Unit as UnitDocument
from ikpweb.api.told import told
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import search, units

router = Router(tags=["units"])


class AskedUnits(Paged, Asked):
    """What units are asked with."""

    level: Level | None = told("Only of this level.", "Hanya tingkat ini.", default=None)
    parent: str | None = told(
        "Only those of this province, now or when there were 34.",
        "Hanya yang ada di provinsi ini, sekarang atau ketika ada 34 provinsi.",
        default=None,
        max_length=8,
    )
    q: str | None = told(
        "Only those whose name or code fits.", "Hanya yang nama atau kodenya cocok.", default=None, max_length=80
    )
    valid_at: date | None = told(
        "Only those that existed on this day.", "Hanya yang ada pada tanggal ini.", default=None
    )


@router.get("/units", response=Page[UnitDocument], operation_id="units", summary="Units, provinces first",
            openapi_extra={"x-summary-id": "Daerah, provinsi dahulu"})  # fmt: skip
def list_units(request: HttpRequest, response: HttpResponse, asked: Query[AskedUnits]) -> dict[str, Any]:
    """Give the units that fit all that is asked."""
    known = units()
    found = list(known.values()) if asked.q is None else search(asked.q, limit=len(known))
    kept = [
        unit
        for unit in found
        if asked.level in (None, unit.level)
        and (asked.parent is None or asked.parent in (unit.parent_id, unit.parent_of_34_id))
        and (asked.valid_at is None or _existed(unit, asked.valid_at))
    ]
    page = paged(request, response, kept, asked)
    return page | {"items": [_unit(unit) for unit in page["items"]]}


@router.get("/units/{code}", response=UnitDetail, operation_id="unit", summary="One unit with its results",
            openapi_extra={"x-summary-id": "Satu daerah dengan hasilnya"})  # fmt: skip
def one_unit(request: HttpRequest, code: str, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001 - ninja's signature
    """Give a unit."""
    unit = unit_of(code)
    parts = [each.code for each in units().values() if each.parent_id == code]
    return _unit(unit) | {"parts": parts, "results": results_of_unit(code)}


def _existed(unit: Unit, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day <= unit.valid_to)


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "bps_code": unit.bps_code or None,
        "level": unit.level,
        "kind": unit.kind,
        "name": unit.name,
        "province_code": unit.parent_id,
        "province": unit.parent.name if unit.parent else None,
        "province_of_34": unit.parent_of_34_id,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "legal_base": unit.legal_base or None,
        "lat": unit.lat,
        "lon": unit.lon,
        "area_km2": unit.area_km2,
    }
