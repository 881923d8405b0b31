"""Check joined shapes: counts, validity, overlaps, place; mend what can be mended and say so."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import shapely
from django.utils.formats import number_format
from django.utils.translation import gettext
from shapely.geometry.base import BaseGeometry

from ikpweb.maps.boundaries.joining import Joined, misplaced
from ikpweb.maps.boundaries.limits import BoundaryProblem, Progress, silent
from ikpweb.territory.models import Unit

__all__ = ["Report", "check"]

#: Two units overlap when they share more than this part of the smaller one; less are the
#: slivers of digitising.
_OVERLAP = 0.005
#: Above this share of misplaced units the codes are those of another registry.
_MISPLACED = 0.1
_KM2_PER_SQUARE_DEGREE = 111.32 * 110.57


@dataclass
class Report:
    """What was found; lists of units are named in words, for the person who must act."""

    features: int
    expected: int
    joined: int = 0
    code_field: str = ""
    codes: str = ""
    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    overlaps: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def check(
    joined: Joined, units: Mapping[str, Unit], features: int, *, partial: bool = False, progress: Progress = silent
) -> tuple[dict[str, BaseGeometry], Report]:
    """Give one valid area per unit, and what was found on the way.

    Raises
    ------
    BoundaryProblem
        If coordinates are no degrees, codes do not fit the places, one code stands on
        shapes that cover each other, or regencies are missing and `partial` is not set.
    """
    regencies = {code: unit for code, unit in units.items() if unit.level == Unit.Level.REGENCY}
    report = Report(features, len(regencies), code_field=joined.field, codes="BPS" if joined.bps else "Kemendagri")
    report.unknown = list(joined.unknown)
    _check_degrees(joined)
    far = misplaced(joined, units)
    report.misplaced = [_name(regencies[code]) for code in far]
    if len(far) > _MISPLACED * len(joined.shapes):
        msg = gettext(
            "{far} dari {all} daerah terletak jauh dari tempatnya di daftar wilayah, misalnya {some}. "
            "Kodenya dari daftar lain: coba preset atau --code-field lain."
        ).format(far=len(far), all=len(joined.shapes), some=_some(report.misplaced))
        raise BoundaryProblem(msg)
    areas: dict[str, BaseGeometry] = {}
    for number, code in enumerate(sorted(joined.shapes), start=1):
        area = _area(code, joined, regencies[code], report)
        if area is not None:
            areas[code] = area
        progress("checking", number, len(joined.shapes))
    report.joined = len(areas)
    report.missing = [_name(unit) for code, unit in regencies.items() if code not in areas]
    if report.missing and not partial:
        msg = gettext(
            "{missing} dari {all} kabupaten/kota tidak ada: {some}. "
            "Bawa berkas yang lengkap, atau impor yang ada dengan --partial."
        ).format(missing=len(report.missing), all=len(regencies), some=_some(report.missing, 20))
        raise BoundaryProblem(msg)
    report.overlaps = _overlaps(areas, regencies)
    return areas, report


def _name(unit: Unit) -> str:
    return f"{unit.name} ({unit.code})"


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (gettext(" dan {n} lagi").format(n=len(names) - most) if len(names) > most else "")


def _check_degrees(joined: Joined) -> None:
    areas = [shape.geometry for shapes in joined.shapes.values() for shape in shapes if shape.geometry is not None]
    if not areas:
        raise BoundaryProblem(gettext("Tidak ada fitur yang memiliki luas."))
    west, south, east, north = shapely.total_bounds(areas)
    finite = all(map(math.isfinite, (west, south, east, north)))
    if finite and max(-west, east) <= 90 < north <= 180:
        raise BoundaryProblem(gettext("Lintang berdiri sebelum bujur. Tukar keduanya dan ekspor berkasnya lagi."))
    if not finite or max(-west, east) > 180 or max(-south, north) > 90:
        msg = gettext(
            "Koordinatnya ({west:.0f} sampai {east:.0f} dan {south:.0f} sampai {north:.0f}) bukan bujur dan "
            "lintang. Ekspor berkasnya dalam WGS 84 (EPSG:4326), atau tambahkan .prj ke dalam zip."
        ).format(west=west, east=east, south=south, north=north)
        raise BoundaryProblem(msg)


def _area(code: str, joined: Joined, unit: Unit, report: Report) -> BaseGeometry | None:
    """Mend and unite the shapes of a unit."""
    parts = []
    for shape in joined.shapes[code]:
        if shape.geometry is None:
            report.empty.append(gettext("{unit} [fitur {number}]").format(unit=_name(unit), number=shape.number))
            continue
        area = shape.geometry
        if not shapely.is_valid(area):
            reason = shapely.is_valid_reason(area).split("[", maxsplit=1)[0].strip()
            report.mended.append(f"{_name(unit)}: {reason}")
            area = shapely.make_valid(area, method="structure", keep_collapsed=False)
        if area.area > 0:
            parts.append(area)
    if not parts:
        return None
    if len(parts) > 1:
        united = shapely.union_all(parts)
        doubled = sum(part.area for part in parts) - united.area
        if doubled > 0.01 * min(part.area for part in parts):
            numbers = ", ".join(str(shape.number) for shape in joined.shapes[code])
            msg = gettext(
                "{unit} tercantum lebih dari sekali, pada bentuk yang saling menutupi: fitur {numbers}."
            ).format(unit=_name(unit), numbers=numbers)
            raise BoundaryProblem(msg)
        report.merged.append(gettext("{unit}: {n} bagian").format(unit=_name(unit), n=len(parts)))
        return united
    return parts[0]


def _overlaps(areas: Mapping[str, BaseGeometry], units: Mapping[str, Unit]) -> list[str]:
    """Give the pairs of units that claim the same land, the largest first."""
    codes, shapes = list(areas), np.array(list(areas.values()))
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    size = shapely.area(shapes)
    share = shared / np.minimum(size[left], size[right])
    found = sorted(np.flatnonzero(share > _OVERLAP).tolist(), key=lambda i: -float(shared[i]))
    return [
        gettext("{a} dan {b}: {area} km², {share:.0%} dari yang lebih kecil").format(
            a=_name(units[codes[left[i]]]),
            b=_name(units[codes[right[i]]]),
            area=number_format(round(shared[i] * _KM2_PER_SQUARE_DEGREE), 0, force_grouping=True),
            share=share[i],
        )
        for i in found
    ]
