"""Comparing: up to four units beside each other, or two editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from ikpweb.kit.country import country
from ikpweb.methodology.models import Edition
from ikpweb.portal.choices import DEFAULT_EDITION
from ikpweb.portal.pictures import picture
from ikpweb.portal.profile import DIMENSIONS, Profile, Standing, is_index
from ikpweb.portal.profile import profile as profile_of
from ikpweb.portal.takeaway.catalogue import MOST
from ikpweb.portal.views.unit import candidates
from ikpweb.publication.building import publisher
from ikpweb.publication.choosing import chosen, offered, scores_of
from ikpweb.publication.citing import citation
from ikpweb.publication.front import cited_at
from ikpweb.publication.models import Release
from ikpweb.publication.reading import DamagedError, Scored, reading
from ikpweb.runs.engine import Comparison, Moved, comparable_levels, compare_editions
from ikpweb.runs.selectors import editions
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import search, units

__all__ = ["compare"]

_LEVELS = ("province", "regency")


def compare(request: HttpRequest) -> HttpResponse:
    """Show the comparison of units, or with ``a`` and ``b`` that of two editions."""
    if {"a", "b"} & set(request.GET) or request.GET.get("tab") == "edisi":
        return _editions(request)
    return _units(request)


# --- units ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Column:
    """A unit in the comparison, and the address of the page without it."""

    unit: Unit
    profile: Profile
    without: str

    def standing(self, edition: str) -> Standing | None:
        return next((each for each in self.profile.standings if each.edition.code == edition), None)


def _units(request: HttpRequest) -> HttpResponse:
    codes, unknown = _asked_units(request.GET.get("daerah", ""))
    words = request.GET.get("q", "")[:80].strip()
    found: Sequence[Unit] = []
    if words:
        found = [unit for unit in search(words, 8) if unit.code not in codes]
        if len(found) == 1 and len(codes) < MOST:
            codes, found, words = [*codes, found[0].code], [], ""
    columns = [
        Column(
            units()[code],
            profile_of(code, get_language() or "id"),
            _address([other for other in codes if other != code]),
        )
        for code in codes
    ]
    asked = request.GET.get("edisi", "")
    shown = _edition_of(asked, columns)
    released = _released(codes)
    rows = [
        (edition, [column.standing(edition.code) for column in columns])
        for edition in editions()
        if is_index(edition) and any(column.standing(edition.code) for column in columns)
    ]
    here = [column.standing(shown.code) for column in columns]
    context: dict[str, Any] = {
        "tab": "daerah",
        "columns": columns,
        "codes": ",".join(codes),
        "take": f"daerah-{'_'.join(codes)}",
        "unknown": unknown,
        "too_many": len(codes) >= MOST,
        "words": words,
        "samples": _samples(),
        "found": [(unit, _address([*codes, unit.code])) for unit in found] if len(codes) < MOST else [],
        "rows": rows,
        "shown": shown,
        "editions": [edition for edition, _ in rows],
        "released": released,
        "releases": [release for release, _ in released],
        "from_release": _from_release(request, asked, codes),
        "dimensions": [(code, [_dimension(standing, code) for standing in here]) for code in DIMENSIONS],
        "here": here,
        "picture": picture("banding", "_".join([shown.code, *codes])),
        "mixed": len({column.unit.level for column in columns}) > 1,
    }
    return render(request, "portal/compare.html", context)


def _samples() -> list[tuple[str, str]]:
    """Give what the country offers to be compared: codes as an address has them, and names."""
    known = units()
    groups = [[code for code in codes if code in known] for codes in country().samples]
    return [(",".join(codes), ", ".join(known[code].name for code in codes)) for codes in groups if codes]


def _released(codes: Sequence[str]) -> list[tuple[Release, list[tuple[str, Scored | None]]]]:
    """Give the releases that have one of the units, each with the index of them all."""
    told = {code: {release.name: scored for release, scored in scores_of(code)} for code in codes}
    rows = [(release, [(code, told[code].get(release.name)) for code in codes]) for release in offered()]
    return [(release, cells) for release, cells in rows if any(scored for _, scored in cells)]


def _from_release(request: HttpRequest, asked: str, codes: Sequence[str]) -> dict[str, Any] | None:
    """Give index and dimensions of the units in a release that is asked for, with its source and citation."""
    release = chosen(asked)
    if release is None:
        return None
    try:
        sheets = [reading(release).sheet_of(code) for code in codes]
    except DamagedError:
        return None  # its own pages say which file was changed
    sheet = next((each for each in sheets if each is not None), None)
    if sheet is None:
        return None
    language = get_language() or "id"
    of = list(zip(codes, sheets, strict=True))
    address = cited_at(request).removesuffix(request.path) + reverse("releases:page", args=[release.name])
    return {
        "release": release,
        "level": sheet.level,
        "rows": [
            (sheet.named(node, language), [each.scores[code].get(node) if each else None for code, each in of])
            for node in (sheet.root, *sheet.dimensions)
        ],
        "publisher": publisher(),
        "citation": citation(release, address),
    }


def _asked_units(text: str) -> tuple[list[str], list[str]]:
    """Read up to four codes; what cannot be read is named, never a reason to fail."""
    codes: list[str] = []
    unknown: list[str] = []
    for part in text[:200].split(","):
        word = part.strip()
        if not word:
            continue
        meant = [units()[word]] if word in units() else candidates(word)
        if len(meant) == 1:
            codes.append(meant[0].code)
        else:
            unknown.append(word[:20])
    return list(dict.fromkeys(codes))[:MOST], unknown[:MOST]


def _address(codes: Sequence[str]) -> str:
    query = urlencode({"daerah": ",".join(codes)}, safe=",")
    return f"{reverse('portal:compare')}?{query}" if codes else reverse("portal:compare")


def _edition_of(asked: str, columns: Sequence[Column]) -> Edition:
    """Give the edition that is asked for, else the one that says something of the most units."""
    known = {edition.code: edition for edition in editions() if is_index(edition)}
    if asked in known:
        return known[asked]

    def said(code: str) -> tuple[int, bool]:
        standings = [column.standing(code) for column in columns]
        return sum(bool(each and each.score.total is not None) for each in standings), code == DEFAULT_EDITION

    return known[max(known, key=said)]


def _dimension(standing: Standing | None, code: str) -> Any:
    return next((each for each in standing.dimensions if each.code == code), None) if standing else None


# --- editions ---------------------------------------------------------------------------
@dataclass(frozen=True)
class MovedRow:
    """A unit that moved, for the table."""

    unit: Unit
    moved: Moved


def _editions(request: HttpRequest) -> HttpResponse:
    level = request.GET.get("tingkat", "province")
    level = level if level in _LEVELS else "province"
    choices = [edition for edition in editions() if is_index(edition) and level in comparable_levels(edition.code)]
    known = [edition.code for edition in choices]
    asked_a, asked_b = request.GET.get("a", ""), request.GET.get("b", "")
    b = asked_b if asked_b in known else next((code for code in (DEFAULT_EDITION, *known) if code != asked_a), known[0])
    a = asked_a if asked_a in known else _before(choices, b)
    comparison = compare_editions(a, b, level) if a != b else None
    titles = {edition.code: edition for edition in choices}
    context: dict[str, Any] = {
        "tab": "edisi",
        "level": level,
        "editions": choices,
        "a": titles[a],
        "b": titles[b],
        "comparison": comparison,
        "unknown": [text[:40] for text in (asked_a, asked_b) if text and text not in known],
        "releases": offered(),
        "query": urlencode({"a": a, "b": b, "tingkat": level}),
    }
    if comparison is not None:
        context |= _told(comparison)
    return render(request, "portal/compare.html", context)


def _before(choices: Sequence[Edition], code: str) -> str:
    """Give the edition before another one, or the next where there is none."""
    codes = [edition.code for edition in choices]
    i = codes.index(code)
    return codes[i + 1] if i + 1 < len(codes) else codes[max(i - 1, 0)]


def _told(comparison: Comparison) -> dict[str, Any]:
    known = units()
    labels = list(reversed(comparison.labels_b))
    matrix = [
        (label_a, [(label_b, [known[unit] for unit in comparison.cells[label_a, label_b]]) for label_b in labels])
        for label_a in reversed(comparison.labels_a)
    ]
    unmatched: dict[str, list[tuple[Unit, str]]] = {}
    for each in (*comparison.only_a, *comparison.only_b):
        unmatched.setdefault(each.why, []).append((known[each.unit], each.said.in_language(get_language())))
    return {
        "matrix": matrix if any(units for _, cells in matrix for _, units in cells) else [],
        "labels": labels,
        "rows": [MovedRow(known[moved.unit], moved) for moved in comparison.scored],
        "picture": picture("pergeseran", f"{comparison.a}_{comparison.b}_{comparison.level}"),
        "unmatched": list(unmatched.items()),
        "in_neither": len({each.unit for each in comparison.in_neither}),
    }
