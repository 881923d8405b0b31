"""Tables to look things up in: editions, units, the framework of an edition, and every printed figure."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.portal.takeaway.asked import edition_of, one_of
from ikpweb.portal.takeaway.columns import columns
from ikpweb.portal.takeaway.table import LEVELS, NotThereError, Table
from ikpweb.runs.evidence import figures_of_edition
from ikpweb.runs.models import Run
from ikpweb.runs.selectors import board, editions
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["of_editions", "of_figures", "of_framework", "of_units"]

_WHOLE, _DECIMAL = re.compile(r"-?\d{1,15}"), re.compile(r"-?\d{1,15}\.\d{1,15}")


def of_editions(_asked: Mapping[str, str]) -> Table:
    """Give the list of editions."""
    found = editions()
    rows = [
        {
            "edition": edition.code,
            "edition_kind": edition.kind,
            "title_id": edition.title_id,
            "title_en": edition.title_en,
            "launched": edition.launched,
            "period": edition.about.get("period"),
            "levels": edition.about.get("levels", []),
            "provinces": edition.about.get("units", {}).get("province"),
            "regencies": edition.about.get("units", {}).get("regency"),
            "scores": _scored(edition.code, [run for run in edition.runs.all() if run.reading == Run.Reading.OWN]),
            "figures": len(figures_of_edition(edition.code)),
            "legal_base": edition.about.get("legal_base", []),
            "unpublished": edition.about.get("unpublished", []),
            "sources": edition.about.get("sources", []),
            "digest": edition.digest,
        }
        for edition in found
    ]
    return Table(
        stem="ikp-edisi",
        title={"id": "Edisi IKP", "en": "Editions of the IKP"},
        description={
            "id": "Setiap edisi dengan masa, cakupan, dan bagian metodenya yang tidak terbit.",
            "en": "Every edition with its period, what it covers, and the parts of its method that are not published.",
        },
        columns=columns(*rows[0]) if rows else columns("edition"),
        rows=rows,
        editions=found,
        sources=[source for row in rows for source in row["sources"]],
    )


def _scored(edition: str, runs: list[Run]) -> int:
    boards = [board(edition, run.level, run.reading) for run in runs]
    return sum(score.total is not None for here in boards if here for score in here.scores.values())


def of_units(asked: Mapping[str, str]) -> Table:
    """Give the registry of units, each with the days from and until which it exists."""
    level = one_of(asked, "tingkat", ("", *LEVELS), "")
    kept = [unit for unit in units().values() if level in {"", unit.level}]
    return Table(
        stem=f"ikp-wilayah{f'-{LEVELS[level]}' if level else ''}",
        title={"id": "Daftar wilayah", "en": "Registry of units"},
        description={
            "id": "Provinsi, kabupaten, dan kota beserta masa berlakunya dan sebuah titik di dalamnya.",
            "en": "Provinces, regencies and cities with the days on which they exist and a point in each.",
        },
        columns=columns(
            "code",
            "bps_code",
            "level",
            "kind",
            "name",
            "province_code",
            "province",
            "province_of_34",
            "valid_from",
            "valid_to",
            "legal_base",
            "lat",
            "lon",
            "area_km2",
        ),
        rows=[_unit(unit) for unit in kept],
        choice={"tingkat": level} if level else {},
        features=[_point(unit) for unit in kept],
    )


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "bps_code": unit.bps_code,
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


def _point(unit: Unit) -> Mapping[str, Any]:
    place = None if unit.lat is None or unit.lon is None else {"type": "Point", "coordinates": [unit.lon, unit.lat]}
    return {"id": unit.code, "geometry": place, "properties": _unit(unit)}


def of_framework(asked: Mapping[str, str]) -> Table:
    """Give the tree of indicators of an edition with weights, certainty and sources.

    Raises
    ------
    NotThereError
        For an edition of which only results are published.
    """
    edition = edition_of(asked)
    methods = {method.level: method for method in edition.methods.all()}
    if not methods:
        raise NotThereError(
            _("Indikator edisi %(edition)s tidak terbit; yang terbit hanya hasilnya.") % {"edition": edition.code}
        )
    framework = (methods.get("province") or next(iter(methods.values()))).framework
    nodes = framework["nodes"]
    siblings: dict[str | None, float] = defaultdict(float)
    for node in nodes:
        siblings[node["parent"]] += node["weight"]
    rows = [
        {
            "node": node["code"],
            "parent": node["parent"],
            "tier": node["tier"],
            "name_id": node["names"].get("id"),
            "name_en": node["names"].get("en"),
            "weight": node["weight"],
            "share": round(node["weight"] / siblings[node["parent"]], 6),
            "direction": node["direction"],
            "certainty": node["certainty"] or None,
            "source": node["source"] or None,
            "definition_id": framework["definitions"].get(node["code"], {}).get("id"),
            "definition_en": framework["definitions"].get(node["code"], {}).get("en"),
            "note": framework["notes"].get(node["code"]),
        }
        for node in nodes
    ]
    return Table(
        stem=f"ikp-{edition.code}-indikator",
        title={"id": f"Konstruksi {edition.title_id}", "en": f"Framework of {edition.title_en}"},
        description={
            "id": "Dimensi, subdimensi, dan indikator dengan bobot, kepastian, dan sumbernya.",
            "en": "Dimensions, subdimensions and indicators with their weights, certainty and sources.",
        },
        columns=columns(*rows[0]),
        rows=rows,
        editions=[edition],
        choice={"edisi": edition.code},
        sources=[each for row in rows for each in (row["source"] or "").split("; ") if each],
    )


def of_figures(asked: Mapping[str, str]) -> Table:
    """Give every printed figure of an edition, also those that are not used, with its source."""
    edition = edition_of(asked)
    level = one_of(asked, "tingkat", ("", *LEVELS), "")
    known = units()
    rows = [
        {
            "edition": edition.code,
            "level": figure.level,
            "code": figure.unit_id,
            "name": known[figure.unit_id].name if figure.unit_id else None,
            "printed_name": figure.printed_name or None,
            "quantity": figure.quantity,
            "reading": figure.reading,
            "value": figure.value,
            "number": _number(figure.value),
            "certainty": figure.certainty or None,
            "status": figure.status,
            "source": figure.source,
            "note": figure.note or None,
        }
        for figure in figures_of_edition(edition.code)
        if level in {"", figure.level}
    ]
    return Table(
        stem=f"ikp-{edition.code}-angka{f'-{LEVELS[level]}' if level else ''}",
        title={"id": f"Angka tercetak {edition.title_id}", "en": f"Printed figures of {edition.title_en}"},
        description={
            "id": "Satu baris per angka tercetak, termasuk yang tidak dipakai karena berselisih atau salah cetak.",
            "en": "One row per printed figure, with those that are not used: conflicts and misprints.",
        },
        columns=columns(
            "edition",
            "level",
            "code",
            "name",
            "printed_name",
            "quantity",
            "reading",
            "value",
            "number",
            "certainty",
            "status",
            "source",
            "note",
        ),
        rows=rows,
        editions=[edition],
        choice={"edisi": edition.code, **({"tingkat": level} if level else {})},
        sources=[each for row in rows for each in str(row["source"]).split("; ") if each],
    )


def _number(text: str) -> int | float | None:
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else None
