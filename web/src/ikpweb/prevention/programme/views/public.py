"""The public page of the programme: exactly what is released, made from `selectors.released` and nothing else."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikpweb.kit.formats import CONTENT_TYPES, to_csv, to_json, to_xlsx
from ikpweb.prevention.programme.measures import Measure
from ikpweb.prevention.programme.models import Level
from ikpweb.prevention.programme.selectors.released import Release, release
from ikpweb.prevention.programme.suppression import LEAST
from ikpweb.territory.selectors import units

__all__ = ["data", "home", "tables_of"]

_COLUMNS = ("level", "code", "name", "measure", "label", "value", "hidden", "since", "day")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show everybody what is open; nothing more than a sentence where nothing is."""
    found = release()
    answer = render(request, "program/home.html", {"release": found, "least": LEAST, **tables_of(found)})
    answer["Cache-Control"] = "no-cache"  # what is closed must be gone at once
    return answer


def tables_of(found: Release) -> dict[str, Any]:
    """Give the tables of a release: national sums, provinces, and the offices of each province."""
    known = units()
    at_provinces, at_units = found.measures_at(Level.PROVINCE), found.measures_at(Level.UNIT)

    def cells(figures: Mapping[str, Any], measures: Any) -> list[Any]:
        return [figures.get(each.code) for each in measures]

    parts: dict[str, list[tuple[Any, list[Any]]]] = {}
    for code, figures in sorted(found.offices.items()):
        unit = known[code]
        parts.setdefault(unit.parent_id or code, []).append((unit, cells(figures, at_units)))
    return {
        "nation": [(each, found.nation.get(each.code)) for each in found.measures],
        "at_provinces": at_provinces,
        "provinces": [(known[code], cells(figures, at_provinces)) for code, figures in found.provinces.items()],
        "at_units": at_units,
        "parts": [(known[code], rows) for code, rows in sorted(parts.items())],
    }


@require_safe
def data(request: HttpRequest, form: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give what is open as a file: CSV, XLSX or JSON."""
    found = release()
    known = units()
    labels: Mapping[str, Measure] = {each.code: each for each in found.measures}
    rows = [
        {
            **row,
            "name": known[row["code"]].name if row["code"] in known else "Indonesia",
            "label": str(labels[row["measure"]].label),
        }
        for row in found.rows()
    ]
    about = {"decision": found.number, "since": found.since.isoformat(), "day": found.day.isoformat(), "least": LEAST}
    writers = {
        "csv": lambda: to_csv(_COLUMNS, rows),
        "json": lambda: to_json(_COLUMNS, rows, about),
        "xlsx": lambda: to_xlsx(_COLUMNS, rows, about),
    }
    answer = HttpResponse(writers[form](), content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="program.{form}"'
    answer["Cache-Control"] = "no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    if form == "json":
        answer["Access-Control-Allow-Origin"] = "*"
    return answer
