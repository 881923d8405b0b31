"""What the next edition may say: the probability of each category by province, beside its baselines."""

from dataclasses import dataclass
from itertools import accumulate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from ikpweb.kit import formats
from ikpweb.maps.layout import layout
from ikpweb.maps.selectors import HexagonMap, tiled
from ikpweb.runs.engine.foreseeing import BASELINES, EDITIONS, LABELS, Foreseen, foreseen
from ikpweb.runs.selectors import editions
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["projection", "projection_table"]

_MARKS = {"tinggi": "▲", "rendah": "▽"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A province, its projection, and the shares of its bar as (category, start, length) in percent."""

    unit: Unit
    said: Foreseen
    bar: tuple[tuple[str, float, float], ...]

    @property
    def low(self) -> float:
        """The bounds of the probability of the highest category, in percent, and what baselines say of it."""
        return 100 * self.said.low["tinggi"]

    @property
    def high(self) -> float:
        return 100 * self.said.high["tinggi"]

    @property
    def persistence(self) -> float:
        return 100 * self.said.baselines["persistence"]["tinggi"]

    @property
    def climatology(self) -> float:
        return 100 * self.said.baselines["climatology"]["tinggi"]


def projection(request: HttpRequest) -> HttpResponse:
    """Show map, bars and table."""
    known = units()
    rows = [_Row(known[each.unit], each, _bar(each)) for each in foreseen() if each.unit in known]
    rows.sort(key=lambda row: (-row.said.probability["tinggi"], row.unit.name))
    weights = rows[0].said.weights if rows else {}
    context = {
        "rows": rows,
        "map": _map({row.unit.code: row for row in rows}),
        "unsure": frozenset(row.unit.code for row in rows if len(row.said.likely) > 1),
        "labels": LABELS,
        "editions": [each for code in EDITIONS for each in editions() if each.code == code],
        "weights": sorted(weights.items(), key=lambda each: -each[1]),
    }
    return render(request, "portal/projection.html", context)


def projection_table(_request: HttpRequest) -> HttpResponse:
    """Give all probabilities as CSV, the baselines among them."""
    known = units()
    columns = ["unit", "name"]
    columns += [f"{part}_{label}" for part in ("p", "low", "high", *BASELINES) for label in LABELS]
    rows = []
    for each in foreseen():
        row: dict[str, object] = {"unit": each.unit, "name": known[each.unit].name if each.unit in known else ""}
        for part, values in (("p", each.probability), ("low", each.low), ("high", each.high), *each.baselines.items()):
            row |= {f"{part}_{label}": values[label] for label in LABELS}
        rows.append(row)
    answer = HttpResponse(formats.to_csv(columns, rows), content_type=formats.CONTENT_TYPES["csv"])
    answer["Content-Disposition"] = 'attachment; filename="proyeksi-provinsi.csv"'
    return answer


def _bar(each: Foreseen) -> tuple[tuple[str, float, float], ...]:
    shares = [round(100 * each.probability[label], 1) for label in LABELS]
    starts = [0.0, *accumulate(shares)]
    return tuple(zip(LABELS, starts, shares, strict=False))


def _map(rows: dict[str, _Row]) -> HexagonMap:
    grid = layout("province")
    words = {"tinggi": gettext("tinggi"), "sedang": gettext("sedang"), "rendah": gettext("rendah")}

    def tell(unit: Unit) -> tuple[str, str, str]:
        row = rows.get(unit.code)
        if row is None:
            return "none", "", f"{unit.name} · {gettext('tanpa proyeksi')}"
        shares, most = row.said.probability, row.said.most
        said = ", ".join(f"{words[label]} {round(100 * shares[label])} %" for label in reversed(LABELS))
        return most, _MARKS.get(most, ""), f"{unit.name} · {said}"

    missing = sum(code not in rows for code in grid.cells)
    return tiled(grid, lambda code: reverse("portal:unit", args=[code]), tell, labelled=True, missing=missing)
