"""Public pages of prevention: what is known of an indicator, the action library, and the stages."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.kit.merging import find_differences
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import flat
from ikpweb.prevention.curation.selectors.calendars import schedules
from ikpweb.prevention.curation.selectors.library import find, library, version_of, versions, withdrawn
from ikpweb.prevention.curation.selectors.links import linked, of_stage
from ikpweb.prevention.curation.words import field_said, value_said
from ikpweb.prevention.feed import feed
from ikpweb.prevention.mapping import dimension_map
from ikpweb.prevention.searching import Asked, find_actions, find_indicators
from ikpweb.prevention.shipped import Action, terms
from ikpweb.prevention.tables import given, of_actions, of_schedules
from ikpweb.prevention.timeline import drawn
from ikpweb.runs.selectors import board
from ikpweb.territory.selectors import units

__all__ = ["action", "action_version", "actions", "calendar_feed", "indicator", "indicators", "stages", "table"]

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
        "linked": linked()[code],
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
        "map": dimension_map(dimension),
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
        "withdrawn": len(withdrawn()),
        "unproven": sum(not each.studies for each in found),
        "terms": terms(),
        "indicators": engine.known().values(),
        "stages": engine.stage_list(),
        "query": query.urlencode(),
    }
    return render(request, "prevention/actions.html", context)


@require_safe
def action(request: HttpRequest, key: str) -> HttpResponse:
    """Show one action of the library, as it is now."""
    here = find(key)
    if here is None:
        raise Http404(_("Tidak ada tindakan {key} dalam pustaka.").format(key=key[:60]))
    kept = versions(key)
    context = {"action": here, "versions": kept[::-1], "last": kept[-1], **_belonging_to(here)}
    return render(request, "prevention/action.html", context)


def _belonging_to(here: Action) -> dict[str, Any]:
    known = engine.known()
    return {
        "terms": terms(),
        "indicators": [known[code] for code in here.indicators],
        "stages": [stage for stage in engine.stage_list() if stage.code in here.stages],
    }


@require_safe
def action_version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show an action as one of its versions said it, and what that changed against the one before."""
    kept = {each.number: each for each in versions(key)}
    here = version_of(key, number)
    if here is None:
        raise Http404(_("Tidak ada versi {number} dari tindakan {key}.").format(number=number, key=key[:60]))
    said, before = kept[number], kept.get(number - 1)
    changes = find_differences(flat(before.content), flat(said.content)) if before else {}
    context = {
        "action": here,
        "version": said,
        "before": before,
        "after": kept.get(number + 1),
        "newest": max(kept),
        "changes": [(field_said(name), *(value_said(each, name) for each in both)) for name, both in changes.items()],
        **_belonging_to(here),
    }
    return render(request, "prevention/action_version.html", context)


@require_safe
def stages(request: HttpRequest) -> HttpResponse:
    """Show the stages of elections on a time line, and which indicators belong to which."""
    names = {stage.code: stage.names for stage in engine.stage_list()}
    context = {
        "schedules": [(each, drawn(each), drawn(each, narrow=True)) for each in schedules()],
        "names": names,
        "belonging": [
            (stage, of_stage(stage.code), len(find_actions(Asked(stage=stage.code)))) for stage in engine.stage_list()
        ],
        "changed": sum(each.version > 1 for each in linked().values()),
    }
    return render(request, "prevention/stages.html", context)


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Give the stages as a calendar file (iCalendar), of one election or of all."""
    wanted = request.GET.get("pemilihan", "")
    chosen = [each for each in schedules() if wanted in ("", each.election.code)]
    if not chosen:
        known = ", ".join(each.election.code for each in schedules())
        raise Http404(_("Tidak ada pemilihan {code}. Yang ada: {known}.").format(code=wanted[:40], known=known))
    answer = HttpResponse(feed(chosen, get_language() or "id"), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="tahapan.ics"'
    return answer


@require_safe
def table(request: HttpRequest, subject: str, form: str) -> HttpResponse:
    """Give the library, or the part of it that is asked for, or the calendars as a file."""
    rows = of_actions(find_actions(Asked.read(request.GET))) if subject == "tindakan" else of_schedules(schedules())
    return given(rows, form, indonesian=request.GET.get("format") == "id")
