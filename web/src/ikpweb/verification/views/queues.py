"""What waits: office by office, and item by item over all offices."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.form import questions
from ikpweb.verification import policies
from ikpweb.verification.risk import DECLARATION_SIGNS, EVENT_SIGNS, SIGNS, signs_of
from ikpweb.verification.selectors.offices import overview, own_submission, submissions_below
from ikpweb.verification.selectors.queue import AGES, Filters, waiting_declarations, waiting_events
from ikpweb.verification.views.common import chosen_cycle, page_of

__all__ = ["home", "queue"]

_READERS = (Role.VERIFIER, Role.HEAD, Role.OBSERVER)
_PAGE = 50


@member_required(*_READERS)
def home(request: MemberRequest) -> HttpResponse:
    """Show what waits in a cycle, by office."""
    cycle, cycles = chosen_cycle(request.member, request.GET.get("putaran", ""))
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "training": cycle is not None and cycle.training,
        "own": own_submission(request.member, cycle) if cycle else None,
        "overview": overview(request.member, cycle) if cycle else None,
        "at_centre": policies.at_centre(request.member),
    }
    return render(request, "verification/home.html", context)


@member_required(*_READERS)
def queue(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show the items that wait, over all offices, filtered."""
    shown, cycles = chosen_cycle(request.member, cycle)
    filters = Filters.read(request.GET)
    declarations = request.GET.get("jenis") == "pernyataan"
    context: dict[str, Any] = {"cycle": shown, "cycles": cycles, "filters": filters, "declarations": declarations}
    if shown is None or shown.pk != cycle:
        return render(request, "verification/queue.html", context, status=404)
    rows: Any = waiting_declarations if declarations else waiting_events
    page = page_of(rows(request.member, shown, filters), request.GET.get("hal"), _PAGE)
    asked = {
        code: question.name for level in ("regency", "province") for code, question in questions(shown, level).items()
    }
    kept = {name: value for name, value in request.GET.items() if name != "hal" and value}
    context |= {
        "training": shown.training,
        "page": page,
        "rows": [
            (item, asked.get(item.indicator, item.indicator), [SIGNS[s] for s in signs_of(item)]) for item in page
        ],
        "indicators": sorted(asked.items()),
        "offices": submissions_below(request.member)
        .filter(cycle=shown)
        .order_by("office")
        .values_list("office", "office__name"),
        "signs": [(sign, SIGNS[sign]) for sign in (DECLARATION_SIGNS if declarations else EVENT_SIGNS)],
        "ages": AGES,
        "kept": urlencode(kept),
    }
    return render(request, "verification/queue.html", context)
