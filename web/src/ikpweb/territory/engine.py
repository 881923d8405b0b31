"""Translates the engine's registry into rows."""

from collections import defaultdict
from collections.abc import Iterator
from math import isnan
from statistics import fmean
from typing import Any

from ikp.editions.registry import registry
from ikpweb.kit.country import country

__all__ = ["office_rows", "unit_rows"]


def unit_rows() -> Iterator[dict[str, Any]]:
    """Give all units, provinces first, as the fields of `Unit`.

    A province has no point in the registry: it gets the middle of its regencies' points.
    """
    units = registry().units
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for unit in units:
        if unit.parent and not isnan(unit.lat):
            points[unit.parent].append((unit.lat, unit.lon))
    for unit in units:
        lat, lon = (unit.lat, unit.lon) if not isnan(unit.lat) else (None, None)
        if lat is None and points[unit.code]:
            lat, lon = (round(fmean(values), 2) for values in zip(*points[unit.code], strict=True))
        yield {
            "code": unit.code,
            "level": unit.level,
            "bps_code": unit.bps or "",
            "name": unit.short_name,
            "kind": unit.kind,
            "parent_id": unit.parent,
            "parent_of_34_id": unit.split_from if unit.level == "province" else unit.parent_before or unit.parent,
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
            "legal_base": unit.law,
            "lat": lat,
            "lon": lon,
            "area_km2": None if isnan(unit.area_km2) else unit.area_km2,
        }


def office_rows() -> Iterator[dict[str, Any]]:
    """Give the office of every unit, each before those that report to it, as the fields of `Office`."""
    here = country()
    yield {"code": "0", "level": "centre", "name": here.office("centre"), "unit_id": None, "parent_id": None}
    for unit in registry().units:
        province = unit.level == "province"
        yield {
            "code": unit.code,
            "level": unit.level,
            "name": here.office(unit.level, unit.short_name),
            "unit_id": unit.code,
            "parent_id": "0" if province else unit.parent,
            "valid_from": unit.valid_from,
            "valid_to": unit.valid_to,
        }
