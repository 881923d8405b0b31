"""The first page: sums, equity, the six programmes, coverage on a map, and the chart by year."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.charts.render import render as render_chart
from ikpweb.kit.formats import CONTENT_TYPES
from ikpweb.prevention.cadres.drawings import STEPS, columns, map_of
from ikpweb.prevention.cadres.engine import ELECTION, Voters
from ikpweb.prevention.cadres.models import PROGRAMME_BASE, PROGRAMME_SOURCE, Programme
from ikpweb.prevention.cadres.policies import may_read_people
from ikpweb.prevention.cadres.selectors.sums import (
    Coverage,
    coverage,
    equity_of,
    everything,
    programmes_of,
    reported,
    years_of,
)
from ikpweb.prevention.keeping.policies import may_write
from ikpweb.prevention.keeping.views import file_answer
from ikpweb.territory.models import Office

__all__ = ["chart", "cover", "coverage_table", "home"]

LEVELS = ("regency", "province")


@require_safe
@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """Show what was reported, and how much was not."""
    trainings, events = everything(request.member)
    years = years_of(trainings)
    context: dict[str, Any] = {
        "trainings": trainings.count(),
        "events": events.count(),
        "alumni": reported(trainings, "alumni"),
        "participants": reported(events, "participants"),
        "equity": [("pelatihan", equity_of(trainings)), ("sosialisasi", equity_of(events))],
        "programmes": programmes_of(trainings, events),
        "base": PROGRAMME_BASE,
        "source": PROGRAMME_SOURCE,
        "years": years,
        "wide": columns(years) if years else None,
        "narrow": columns(years, narrow=True) if years else None,
        "may_write": may_write(request.member, request.member.office),
        "may_people": may_read_people(request.member),
    }
    return render(request, "cadres/home.html", context)


@require_safe
@member_required()
def chart(request: MemberRequest, form: str) -> HttpResponse:
    """Give the chart of alumni by year as a picture."""
    years = years_of(everything(request.member)[0])
    if not years:
        raise Http404
    drawn = columns(years, narrow=request.GET.get("lebar") == "sempit")
    answer = HttpResponse(render_chart(drawn, form), content_type=CONTENT_TYPES[form])
    answer["Cache-Control"] = "no-store"
    return answer


def _covered(request: MemberRequest) -> tuple[list[Coverage], Voters, dict[str, str]]:
    own = "province" if request.member.office.pk == Office.CENTRE else "regency"
    level = request.GET.get("tingkat", own)
    programme = request.GET.get("program", "")
    asked = {
        "level": level if level in LEVELS else own,
        "programme": programme if programme in Programme.values else "",
        "since": request.GET.get("dari", ""),
    }
    try:
        since = date.fromisoformat(asked["since"]) if asked["since"] else None
    except ValueError:
        since, asked["since"] = None, ""
    rows, voters = coverage(request.member, asked["level"], since=since, programme=asked["programme"])
    return rows, voters, asked


@require_safe
@member_required()
def cover(request: MemberRequest) -> HttpResponse:
    """Show the alumni of every unit against its registered voters, and where there is nothing to hold them against."""
    rows, voters, asked = _covered(request)
    context: dict[str, Any] = {
        "rows": rows,
        "map": map_of(rows, asked["level"]),
        "asked": asked,
        "steps": STEPS,
        "election": ELECTION,
        "sources": voters.sources,
        "programmes": Programme.choices,
        "reached": sum(bool(each.alumni) for each in rows),
        "silent": sum(each.alumni is None for each in rows),
        "unknown": sum(each.voters is None for each in rows),
        "query": request.GET.urlencode(),
    }
    return render(request, "cadres/coverage.html", context)


@require_safe
@member_required()
def coverage_table(request: MemberRequest, form: str) -> HttpResponse:
    """Give the coverage as a file."""
    rows, voters, asked = _covered(request)
    heads = ("unit", "name", "trainings", "alumni", "trainings_without_alumni", "voters", "per_10000_voters")
    told = [
        {
            "unit": each.unit.code,
            "name": each.unit.name,
            "trainings": each.trainings,
            "alumni": each.alumni,
            "trainings_without_alumni": each.untold,
            "voters": each.voters,
            "per_10000_voters": each.rate,
        }
        for each in rows
    ]
    about = {"day": timezone.localdate(), **asked, "voters": ELECTION, "sources": list(voters.sources)}
    return file_answer("cakupan-alumni", form, heads, told, about=about)
