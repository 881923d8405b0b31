"""The map of coverage and the chart of alumni by year."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from ikpweb.kit.charts.theme import Chart, Spec, chart, colour
from ikpweb.maps.layout import layout
from ikpweb.maps.selectors import HexagonMap, tiled
from ikpweb.prevention.cadres.selectors.sums import Coverage, Year
from ikpweb.prevention.keeping.maps import near
from ikpweb.territory.models import Unit

__all__ = ["STEPS", "columns", "map_of"]

#: Alumni per 10,000 registered voters at which the colour changes; ours.
STEPS = (0.5, 1.0, 2.0, 5.0)


def map_of(rows: Sequence[Coverage], level: str) -> HexagonMap:
    """Draw the rate of every unit; one with alumni and no known voters is marked, one without a report is dashed."""
    known = {each.unit.code: each for each in rows}
    grid = layout(level)
    missing = sum(code not in known or known[code].alumni is None for code in grid.cells)
    drawn = tiled(
        grid,
        lambda code: reverse("portal:unit", args=[code]),
        lambda unit: _told(unit, known.get(unit.code)),
        missing=missing,
        labelled=level == "province",
    )
    return near(drawn, known)


def _told(unit: Unit, found: Coverage | None) -> tuple[str, str, str]:
    if found is None:
        return "none", "", unit.name
    if found.alumni is None:
        return "none", "", f"{unit.name} · {gettext('belum ada alumni yang dilaporkan')}"
    said = ngettext("%(n)s alumni", "%(n)s alumni", found.alumni) % {"n": number_format(found.alumni)}
    rate = found.rate
    if rate is None:
        return "gap", "?", f"{unit.name} · {said} · {gettext('pemilihnya tidak diketahui')}"
    per = gettext("%(rate)s per 10.000 pemilih") % {"rate": number_format(round(rate, 2), 2)}
    return f"s{1 + sum(rate >= step for step in STEPS)}", "", f"{unit.name} · {said} · {per}"


def columns(years: Sequence[Year], *, narrow: bool = False) -> Chart:
    """Draw the alumni of each year; above a column stands how many, with a + where trainings did not report."""
    width, height, size = (360, 240, 12) if narrow else (760, 280, 13)
    told: list[Spec] = [
        {
            "year": str(each.year),
            "alumni": each.alumni or 0,
            "text": _written(each),
        }
        for each in years
    ]
    most = max((row["alumni"] for row in told), default=0) or 1
    x: Spec = {
        "field": "year",
        "type": "ordinal",
        "axis": {"title": None, "labelAngle": 0},
        "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
    }
    y: Spec = {
        "field": "alumni",
        "type": "quantitative",
        "scale": {"domain": [0, most * 1.12]},
        "axis": {"title": None, "tickCount": 4, "tickMinStep": 1},
    }
    layers: list[Spec] = [
        {"data": {"values": told}, "mark": {"type": "bar", "color": colour("accent")}, "encoding": {"x": x, "y": y}},
        {
            "data": {"values": told},
            "mark": {"type": "text", "dy": -8, "fontWeight": "bold", "fontSize": size},
            "encoding": {"x": x, "y": y, "text": {"field": "text"}},
        },
    ]
    said = ", ".join(f"{row['year']}: {row['text']}" for row in told)
    alt = gettext("Alumni pelatihan per tahun: {said}.").format(said=said)
    return chart(width, height, layers, alt, size=size)


def _written(year: Year) -> str:
    if year.alumni is None:
        return "?" if year.trainings else "–"
    return f"{number_format(year.alumni)}{'+' if year.untold else ''}"
