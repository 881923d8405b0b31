"""The first page of curation, and what is coming for an office."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.prevention import engine
from ikpweb.prevention.curation.policies import may_curate, may_propose
from ikpweb.prevention.curation.selectors.calendars import all_schedules
from ikpweb.prevention.curation.selectors.coming import DAYS, ahead, coming, known_of, reach, running
from ikpweb.prevention.curation.selectors.library import library, withdrawn
from ikpweb.prevention.curation.selectors.links import linked
from ikpweb.prevention.curation.selectors.proposals import filtered, waiting
from ikpweb.prevention.curation.views.common import day_asked
from ikpweb.prevention.shipped import LEAST, terms

__all__ = ["ahead_page", "home"]


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """Show calendars, links and the library with what waits in each."""
    day, asked = day_asked(request)
    times = Counter(code for action in library() for code in action.indicators)
    context = {
        "day": day,
        "asked": asked,
        "coming": coming(day)[:4],
        "days": DAYS,
        "reach": reach(),
        "schedules": all_schedules().values(),
        "changed_links": sum(each.version > 1 for each in linked().values()),
        "actions": len(library()),
        "changed_actions": sum(each.version > 1 for each in library()),
        "withdrawn": len(withdrawn()),
        "bare": [code for code in engine.indicators() if times[code] == LEAST],
        "waiting": waiting(request.member),
        "proposals": filtered(request.member)[:5],
        "may_curate": may_curate(request.member),
        "may_propose": may_propose(request.member),
    }
    return render(request, "curation/home.html", context)


@member_required()
def ahead_page(request: MemberRequest) -> HttpResponse:
    """Show which stages begin or end soon, what belongs to them, and what can be done."""
    day, asked = day_asked(request)
    known = known_of(request.member)
    context = {
        "day": day,
        "asked": asked,
        "days": DAYS,
        "coming": coming(day),
        "running": running(day),
        "stages": ahead(day, request.member.office.level, known),
        "known": known,
        "reach": reach(),
        "terms": terms(),
        "level": request.member.office.level,
        "may_curate": may_curate(request.member),
        "latest": max((each for each in all_schedules().values() if each.voting_day and not each.withdrawn),
                      key=lambda each: each.voting_day or day, default=None),
    }  # fmt: skip
    return render(request, "curation/ahead.html", context)
