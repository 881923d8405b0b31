"""Pages of a release: a level with its map and ranking, a unit, what changed; and its citation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.kit import formats
from ikpweb.portal.released.pictures import drawn
from ikpweb.publication.changed import LevelChanges, baseline, changes
from ikpweb.publication.citing import FORMS, citation
from ikpweb.publication.front import about, cited_at
from ikpweb.publication.mapped import hexagons_of
from ikpweb.publication.models import Release
from ikpweb.publication.opening import of_release
from ikpweb.publication.reading import CATEGORIES, Place, Reading, Scored, Sheet, reading
from ikpweb.runs.engine import LEVELS
from ikpweb.runs.unsure import Interval

__all__ = ["changed", "changes_table", "cited", "level", "unit"]

#: A few screens of a phone.
_PER_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the table of a level."""

    place: Place
    above: Place | None
    scored: Scored
    interval: Interval | None
    mean: Scored | None
    parts: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A node below the index of a unit, with what is below it: its score, and the input where it is an indicator."""

    code: str
    name: str
    weight: float
    scored: Scored
    value: float | None
    asked: bool
    reason: str
    below: Sequence["Part"]


def _address_in(release: Release) -> Any:
    return lambda code: reverse("released:unit", args=[release.name, code])


@of_release
def level(request: HttpRequest, release: Release, level: str) -> HttpResponse:
    """Show a level of a release: its map, its categories, and all its units by rank with their intervals."""
    found = reading(release)
    sheet = found.sheets.get(level)
    if sheet is None:
        if level in LEVELS:  # chosen on a page of the portal, where both can be
            return redirect("released:level", release.name, next(iter(found.sheets)))
        raise Http404(_("Tingkat ini tidak ada dalam rilis."))
    asked = {name: request.GET.get(name, "")[:80].strip() for name in ("cari", "provinsi", "kategori")}
    rows = [row for row in _rows(found, sheet) if _fits(row, asked)]
    # A site of files has nobody to ask for the next page: there the whole list is folded by the browser.
    on_a_page = len(rows) or 1 if "ikp.static_site" in request.META else _PER_PAGE
    above = {row.above.code: row.above for row in _rows(found, sheet) if row.above}
    context = {
        **about(request, release),
        "sheet": sheet,
        "level": level,
        "map": hexagons_of(sheet, _address_in(release)),
        "picture": f"peta-{level}",
        "page": Paginator(rows, on_a_page).get_page(request.GET.get("hal")),
        "few": _PER_PAGE,
        "above": [above[code] for code in sorted(above)],
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
    }
    return render(request, "released/level.html", context)


def _fits(row: Row, asked: Mapping[str, str]) -> bool:
    return (
        asked["cari"].lower() in row.place.name.lower()
        and (not asked["provinsi"] or (row.above is not None and row.above.code == asked["provinsi"]))
        and (asked["kategori"] not in CATEGORIES or row.scored.category == asked["kategori"])
    )


def _rows(found: Reading, sheet: Sheet) -> list[Row]:
    return [
        Row(
            sheet.places[code],
            found.places.get(sheet.places[code].parent),
            sheet.totals[code],
            sheet.intervals.get(code),
            sheet.means.get(code),
            [sheet.scores[code][part].score for part in sheet.dimensions],
        )
        for code in sheet.ranked
    ]


@of_release
def unit(request: HttpRequest, release: Release, code: str) -> HttpResponse:
    """Show a unit of a release: score with its interval, dimensions, indicators with their inputs, units below."""
    found = reading(release)
    sheet = found.sheet_of(code)
    if sheet is None:
        raise Http404(_("Daerah ini tidak ada dalam rilis."))
    place = sheet.places[code]
    ranks = [each.rank for each in sheet.totals.values() if each.rank is not None]
    context = {
        **about(request, release),
        "sheet": sheet,
        "level": sheet.level,
        "place": place,
        "above": found.places.get(place.parent),
        "scored": sheet.totals[code],
        "number": len(ranks),
        "interval": sheet.intervals.get(code),
        "mean": sheet.means.get(code),
        "parts": _parts(sheet, code, sheet.root),
        "below": [(each, found.sheets[each.level].totals.get(each.code)) for each in found.below(code)],
        "changed": _changed_in(release, code),
        "picture": f"daerah-{code}",
        "report": f"daerah-{code}",
        "card": f"kartu-{code}",
    }
    return render(request, "released/unit.html", context)


def _parts(sheet: Sheet, code: str, node: str) -> list[Part]:
    """Follow a unit's score down the framework; weights are shares among the nodes of the same parent."""
    codes = sheet.below(node)
    whole = sum(sheet.nodes[each].weight for each in codes) or 1.0
    language = get_language() or "id"
    inputs = sheet.inputs.get(code, {})
    return [
        Part(
            each,
            sheet.named(each, language),
            sheet.nodes[each].weight / whole,
            sheet.scores[code][each],
            *((inputs[each][0], True, inputs[each][1]) if each in inputs else (None, False, "")),
            _parts(sheet, code, each),
        )
        for each in codes
    ]


def _changed_in(release: Release, code: str) -> tuple[Release, Any] | None:
    """Give what changed of one unit since the version before."""
    before = baseline(release)
    if before is None:
        return None
    units = (each for level in changes(release, before) for each in level.units)
    change = next((each for each in units if each.code == code), None)
    return (before, change) if change else None


@of_release
def changed(request: HttpRequest, release: Release) -> HttpResponse:
    """Show what changed since the version before, or say that there is none to compare with."""
    before = baseline(release)
    context = about(request, release) | {"before": before, "categories": _ORDER}
    if before is not None:
        context["compared"] = [_shown(release, each) for each in changes(release, before)]
    return render(request, "released/changes.html", context)


#: With those that have no score.
_ORDER = (*CATEGORIES, "")
#: More rows than these are in the table to take away only.
_SHOWN = 100


def _shown(release: Release, found: LevelChanges) -> dict[str, Any]:
    sheet = reading(release).sheets.get(found.level)
    language = get_language() or "id"

    def named(code: str) -> str:
        return sheet.named(code, language) if sheet else code

    return {
        "level": found.level,
        "found": found,
        "units": found.units[:_SHOWN],
        "more": max(0, len(found.units) - _SHOWN),
        "matrix": [(row, [found.matrix.get((row, column), 0) for column in _ORDER]) for row in _ORDER],
        "inputs": [(named(each.node), each) for each in found.inputs],
        "method": [(named(each.node) if each.node else "", each) for each in found.method],
        "picture": drawn(release, f"perubahan-{found.level}"),
    }


_COLUMNS = (
    *("release", "previous", "level", "unit", "name", "score_before", "score", "difference"),
    *("rank_before", "rank", "category_before", "category", "label"),
)


@of_release
def changes_table(request: HttpRequest, release: Release) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give every unit whose score, rank or category changed, as CSV; of a first release, the head alone."""
    before = baseline(release)
    rows = [
        _told(release, before, found.level, each)
        for found in (changes(release, before) if before else ())
        for each in found.units
    ]
    answer = HttpResponse(formats.to_csv(list(_COLUMNS), rows), content_type=formats.CONTENT_TYPES["csv"])
    answer["Content-Disposition"] = f'attachment; filename="{release.name}-perubahan.csv"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _told(release: Release, before: Release | None, level: str, each: Any) -> Mapping[str, Any]:
    def of(scored: Scored | None, field: str) -> Any:
        return None if scored is None else getattr(scored, field)

    return {
        "release": release.name,
        "previous": before.name if before else "",
        "level": level,
        "unit": each.code,
        "name": each.name,
        "score_before": of(each.before, "score"),
        "score": of(each.after, "score"),
        "difference": each.difference,
        "rank_before": of(each.before, "rank"),
        "rank": of(each.after, "rank"),
        "category_before": of(each.before, "category"),
        "category": of(each.after, "category"),
        "label": "SINTETIS" if release.synthetic else "",
    }


@of_release
def cited(request: HttpRequest, release: Release, form: str) -> HttpResponse:
    """Give the citation of a release for reference managers."""
    kind, write = FORMS[form]
    page = reverse("releases:page", args=[release.name])
    address = cited_at(request).removesuffix(request.path) + page
    answer = HttpResponse(write(citation(release, address)), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{release.name}.{form}"'
    return answer
