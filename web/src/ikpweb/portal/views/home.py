"""The home page: the map, the search, and what the index is for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ikpweb.maps.selectors import geomap, hexagons
from ikpweb.portal.choices import Choices
from ikpweb.runs.selectors import editions
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import search

__all__ = ["home", "search_page", "suggest"]


def home(request: HttpRequest) -> HttpResponse:
    """Show the map of an edition by category or by score; a release has pages of its own."""
    if (released := Choices.released(request.GET)) is not None:
        return redirect(released)
    chosen = Choices.read(request.GET)
    board = chosen.board
    context: dict[str, Any] = {"chosen": chosen, "board": board, "editions": editions()}
    if board is not None:
        geo = geomap(board, chosen.colour)
        shown = geo is not None and request.GET.get("peta") == "geografis"
        context |= {"map": hexagons(board, chosen.colour), "counts": board.counts, "geo": geo, "geo_shown": shown}
    return render(request, "portal/home.html", context)


def search_page(request: HttpRequest) -> HttpResponse:
    """Show what the search finds; a single hit leads straight to its profile."""
    words = request.GET.get("q", "")[:80]
    found = search(words, limit=60)
    if len(found) == 1:
        return redirect("portal:unit", code=found[0].code)
    return render(request, "portal/search.html", {"words": words, "found": found})


def suggest(request: HttpRequest) -> JsonResponse:
    """Give up to twelve units for what has been typed so far."""
    found = search(request.GET.get("q", "")[:80])
    return JsonResponse({"results": [_suggestion(unit) for unit in found]})


def _suggestion(unit: Unit) -> dict[str, str]:
    where = unit.parent.name if unit.parent else ""
    return {"code": unit.code, "name": unit.name, "where": where, "url": reverse("portal:unit", args=[unit.code])}
