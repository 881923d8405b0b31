"""Find out which unit each shape is, by the codes of a preset or of whatever field fits best."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import shapely
from django.utils.translation import gettext

from ikpweb.maps.boundaries.limits import BoundaryProblem
from ikpweb.maps.boundaries.reading import Shape
from ikpweb.territory.models import Unit

__all__ = ["PRESETS", "Joined", "Preset", "join", "misplaced"]

#: How far a unit's shape may lie from the registry's point for it, in degrees (about 33 km);
#: the points stand at the seat or the middle, rounded to two decimals.
_NEAR = 0.3

Lookup = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Preset:
    """How files of a publisher name regencies."""

    fields: tuple[str, ...]
    bps: bool
    prefix: str = ""


PRESETS: Mapping[str, Preset] = MappingProxyType({
    # OCHA's Common Operational Datasets: a P-code is "ID" and the code of BPS.
    "cod-ab": Preset(("ADM2_PCODE",), bps=True, prefix="ID"),
    # Badan Informasi Geospasial, layers of administrative areas: the Kemendagri code of the regency.
    "big": Preset(("KDPKAB",), bps=False),
})  # fmt: skip


@dataclass(frozen=True)
class Joined:
    """Shapes by the code of their unit, and those that no unit answers to."""

    field: str
    bps: bool
    shapes: Mapping[str, Sequence[Shape]]
    unknown: Sequence[str]


def join(shapes: Sequence[Shape], units: Mapping[str, Unit], preset: str, code_field: str = "") -> Joined:
    """Join shapes to regencies.

    With the preset ``generic`` the field and the kind of code (Kemendagri, with or without
    a point, or BPS) are those under which most shapes lie where the registry has the unit:
    "1103" is a regency in both, but not the same one.

    Raises
    ------
    BoundaryProblem
        If the field is not there or no value is a code.
    """
    names = list(dict.fromkeys(name for shape in shapes for name in shape.properties))
    kemendagri = {code: code for code, unit in units.items() if unit.level == Unit.Level.REGENCY}
    bps = {unit.bps_code: code for code, unit in units.items() if code in kemendagri and unit.bps_code}
    if preset == "generic":
        fields = [_field(names, (code_field,))] if code_field else names
        candidates = [_join(shapes, field, lookup, is_bps) for field in fields
                      for is_bps, lookup in ((False, kemendagri), (True, bps))]  # fmt: skip
        best = max(candidates, key=lambda each: len(each.shapes) - len(misplaced(each, units)), default=None)
    else:
        chosen = PRESETS[preset]
        field = _field(names, (code_field,) if code_field else chosen.fields)
        best = _join(shapes, field, bps if chosen.bps else kemendagri, chosen.bps, chosen.prefix)
    if best is None or not best.shapes:
        raise BoundaryProblem(_nothing_joins(shapes, units, best.field if best else "", code_field))
    return best


def misplaced(joined: Joined, units: Mapping[str, Unit]) -> list[str]:
    """Give the codes of units whose shape lies far from where the registry has them."""
    found = []
    for code, shapes in joined.shapes.items():
        lon, lat = units[code].lon, units[code].lat
        areas = [shape.geometry for shape in shapes if shape.geometry is not None]
        if lon is None or lat is None or not areas:
            continue
        # The distance to the box is enough, and cheap for every field that might hold codes.
        boxes = shapely.box(*shapely.bounds(areas).T)
        if shapely.distance(boxes, shapely.Point(lon, lat)).min() > _NEAR:
            found.append(code)
    return found


def _field(names: Sequence[str], wanted: Sequence[str]) -> str:
    lower = {name.lower(): name for name in names}
    for name in wanted:
        if name.lower() in lower:
            return lower[name.lower()]
    listed = ", ".join(names[:20]) or "–"
    msg = gettext(
        "Berkas itu tidak memiliki kolom {wanted}. Kolomnya: {listed}. Sebutkan satu dengan --code-field."
    ).format(wanted=" / ".join(wanted), listed=listed)
    raise BoundaryProblem(msg)


def _join(shapes: Sequence[Shape], field: str, lookup: Lookup, bps: bool, prefix: str = "") -> Joined:
    found: dict[str, list[Shape]] = defaultdict(list)
    unknown = []
    for shape in shapes:
        text = _text(shape.properties.get(field)).removeprefix(prefix)
        code = lookup.get(text if bps else _dotted(text))
        if code:
            found[code].append(shape)
        else:
            unknown.append(_label(shape, field))
    return Joined(field, bps, found, unknown)


def _text(value: Any) -> str:
    """Write a code as text; as a number, 11.10 has become 11.1 and 1103 perhaps 1103.0."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and value >= 100 else f"{value:.2f}"
    return str(value).strip()


def _dotted(text: str) -> str:
    return f"{text[:2]}.{text[2:]}" if len(text) == 4 and text.isdigit() else text


def _label(shape: Shape, field: str) -> str:
    """Say which feature: its code, and the first text beside it that looks like a name."""
    code = _text(shape.properties.get(field))
    texts = [value for name, value in shape.properties.items() if name != field and isinstance(value, str)]
    name = next((text for text in texts if text.strip() and not any(c.isdigit() for c in text)), "")
    return " ".join(
        filter(
            None, (code or gettext("(tanpa kode)"), name[:60], gettext("[fitur {number}]").format(number=shape.number))
        )
    )


def _nothing_joins(shapes: Sequence[Shape], units: Mapping[str, Unit], field: str, asked: str) -> str:
    provinces = {code for code, unit in units.items() if unit.level == Unit.Level.PROVINCE}
    values = {_text(value) for shape in shapes for value in shape.properties.values()}
    if len(values & provinces) > len(provinces) / 2:
        return gettext(
            "Berkas itu memuat provinsi. Bawa kabupaten/kota: provinsi dibuat darinya, untuk 34 dan untuk 38."
        )
    seen = ", ".join(sorted({_text(shape.properties.get(field)) or gettext("(kosong)") for shape in shapes})[:5])
    where = (
        gettext("Tidak ada nilai kolom {field} yang merupakan kode kabupaten/kota (awalnya {seen}).").format(
            field=field, seen=seen
        )
        if field
        else gettext("Tidak ada kolom yang memuat kode.")
    )
    return where + ("" if asked else gettext(" Sebutkan kolomnya dengan --code-field."))
