"""Public pages of prevention: what is known of an indicator, the action library, and the stages."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.prevention import engine
from ikpweb.prevention.actions import library, terms
from ikpweb.prevention.feed import feed
from ikpweb.prevention.searching import Asked, find_actions, find_indicators
from ikpweb.prevention.timeline import drawn
from ikpweb.runs.selectors import board
from ikpweb.territory.selectors import units

__all__ = ["action", "actions", "calendar_feed", "indicator", "indicators", "stages"]

PER_PAGE = 40
#: Scores of a dimension that stand on an indicator's page.
_SHOWN = 5


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List the indicators by dimension, or those that say what is searched."""
    words, dimension = request.GET.get("cari", "")[:80], request.GET.get("dimensi", "")
    groups = find_indicators(words, dimension)
    context = {
        "groups": groups,
        "dimensions": engine.dimensions(),
        "words": words,
        "dimension": dimension,
        "found": sum(len(part.indicators) for group in groups for part in group.parts),
        "all": len(engine.indicators()),
    }
    return render(request, "prevention/indicators.html", context)


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show all that is known of an indicator."""
    here = engine.known().get(code)
    if here is None:
        raise Http404(_("Tidak ada indikator {code}. Kodenya I01 sampai I61.").format(code=code[:40]))
    codes = engine.indicators()
    place = codes.index(code)
    known = units()
    context = {
        "indicator": here,
        "actions": find_actions(Asked(indicator=code)),
        "terms": terms(),
        "cases": [(case, known.get(case.unit)) for case in here.cases],
        "before": codes[place - 1] if place else "",
        "after": codes[place + 1] if place + 1 < len(codes) else "",
        **_figures(here.dimension),
    }
    return render(request, "prevention/indicator.html", context)


def _figures(dimension: str) -> dict[str, Any]:
    """Give the published provincial scores of a dimension, from the highest; of indicators there are none in full."""
    here = board(engine.EDITION, "province")
    if here is None:
        return {}
    known = units()
    scores = [(known[code], score.parts[dimension]) for code, score in here.scores.items() if dimension in score.parts]
    printed = sorted((each for each in scores if each[1] is not None), key=lambda each: -each[1])
    return {
        "edition": here.edition,
        "printed": printed[:_SHOWN],
        "printed_count": len(printed),
        "unit_count": len(here.scores),
    }


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """Show the action library, or the part of it that is asked for."""
    asked = Asked.read(request.GET)
    found = find_actions(asked)
    query = request.GET.copy()
    query.pop("hal", None)
    context = {
        "asked": asked,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("hal")),
        "found": len(found),
        "all": len(library()),
        "unproven": sum(not each.studies for each in found),
        "terms": terms(),
        "indicators": engine.known().values(),
        "stages": engine.stage_list(),
        "query": query.urlencode(),
    }
    return render(request, "prevention/actions.html", context)


@require_safe
def action(request: HttpRequest, key: str) -> HttpResponse:
    """Show one action of the library."""
    here = next((each for each in library() if each.id == key), None)
    if here is None:
        raise Http404(_("Tidak ada tindakan {key} dalam pustaka.").format(key=key[:60]))
    known = engine.known()
    context = {
        "action": here,
        "terms": terms(),
        "indicators": [known[code] for code in here.indicators],
        "stages": [stage for stage in engine.stage_list() if stage.code in here.stages],
    }
    return render(request, "prevention/action.html", context)


@require_safe
def stages(request: HttpRequest) -> HttpResponse:
    """Show the stages of the elections of 2024 on a time line, and which indicators belong to which."""
    names = {stage.code: stage.names for stage in engine.stage_list()}
    context = {
        "schedules": [(each, drawn(each), drawn(each, narrow=True)) for each in engine.schedules()],
        "names": names,
        "belonging": [(stage, *_belonging(stage.code)) for stage in engine.stage_list()],
    }
    return render(request, "prevention/stages.html", context)


def _belonging(stage: str) -> tuple[Sequence[tuple[engine.Indicator, Any]], int]:
    """Give the indicators of a stage with what links them, and how many actions it has."""
    linked = [(each, link) for each in engine.known().values() for _stage, link in each.stages if link.stage == stage]
    return linked, len(find_actions(Asked(stage=stage)))


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Give the stages as a calendar file (iCalendar), of one election or of all."""
    wanted = request.GET.get("pemilihan", "")
    chosen = [each for each in engine.schedules() if wanted in ("", each.election.code)]
    if not chosen:
        known = ", ".join(each.election.code for each in engine.schedules())
        raise Http404(_("Tidak ada pemilihan {code}. Yang ada: {known}.").format(code=wanted[:40], known=known))
    answer = HttpResponse(feed(chosen, get_language() or "id"), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="tahapan.ics"'
    return answer
