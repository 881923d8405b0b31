"""Small pages that other sites may show in a frame, and the pictures of shared links."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from ikpweb.maps.selectors import hexagons
from ikpweb.portal.choices import Choices
from ikpweb.portal.takeaway.picture import card, headline
from ikpweb.portal.takeaway.sending import KEEP, send
from ikpweb.portal.views.ranking import PARTS, ranked_rows
from ikpweb.portal.views.take import refused
from ikpweb.territory.selectors import units

__all__ = ["framable", "map_frame", "picture_of_unit", "ranking_frame", "unit_frame"]

_TOP = 10
# Anybody may show these pages: they hold no form, no session and nothing to be clicked by mistake.
_FRAMED = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], "frame-ancestors": ["*"], "form-action": ["'none'"]}

View = Callable[..., HttpResponse]


def framable(view: View) -> View:
    """Let other sites show the page in a frame."""
    # The stubs of django-csp know only views without arguments.
    return cast("View", xframe_options_exempt(csp_replace(_FRAMED)(view)))


def framed(view: View) -> View:
    """Let other sites show the page in a frame, and everybody keep it for a while."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=KEEP)
        return response

    return require_safe(framable(inner))


@framed
def map_frame(request: HttpRequest) -> HttpResponse:
    """Show the hexagon map of an edition."""
    chosen = Choices.read(request.GET)
    board = chosen.board
    drawn = hexagons(board, chosen.colour) if board else None
    context = {"chosen": chosen, "board": board, "map": drawn, "page": "portal:home", "query": chosen.map_query}
    return render(request, "portal/embed_map.html", context, status=200 if board else 404)


@framed
def ranking_frame(request: HttpRequest) -> HttpResponse:
    """Show the units with the highest scores of an edition."""
    chosen = Choices.read(request.GET)
    board = chosen.board
    rows = [row for row in ranked_rows(board) if row.rank is not None][:_TOP] if board else []
    context = {"chosen": chosen, "board": board, "rows": rows, "page": "portal:ranking", "query": chosen.query}
    return render(request, "portal/embed_ranking.html", context, status=200 if board else 404)


@framed
def unit_frame(request: HttpRequest, code: str) -> HttpResponse:
    """Show the newest score of a unit."""
    unit = units().get(code)
    if unit is None:
        return render(request, "portal/embed_missing.html", status=404)
    told = headline(code)
    context: dict[str, Any] = {"unit": unit}
    if told is not None:
        board, score = told
        parts = [(part, score.parts[part]) for part in PARTS if part in score.parts]
        context |= {"board": board, "score": score, "place": board.place(code), "parts": parts}
    return render(request, "portal/embed_unit.html", context)


@require_safe
def picture_of_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Send the picture that is shown where a link to the profile is shared."""
    unit = units().get(code)
    if unit is None:
        return refused(request, _("Tidak ada daerah dengan kode ini."), 404)
    return send(request, card(unit), attached=False)
