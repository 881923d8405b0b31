"""The public pages of cases: all published facts with their sources, and what can and cannot be concluded."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ikpweb.prevention.effects.cases import Case, case, cases
from ikpweb.prevention.effects.selectors.published import Conclusion, concluded, regencies_of, standings_of
from ikpweb.prevention.effects.words import Check, conditions, in_words
from ikpweb.territory.selectors import units

__all__ = ["case_page", "home"]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List the cases."""
    listed = [(each, units()[each.unit], in_words(each.title), in_words(each.lead)) for each in cases().values()]
    return render(request, "effects/cases.html", {"cases": listed})


@require_safe
def case_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a case."""
    told = case(code)
    if told is None:
        raise Http404(code)
    standings = standings_of(told.unit)
    found = concluded(told, standings)
    facts = [(fact, in_words(fact.text), in_words(fact.note), in_words(fact.by)) for fact in told.facts]
    context: dict[str, Any] = {
        "case": told,
        "unit": units()[told.unit],
        "title": in_words(told.title),
        "lead": in_words(told.lead),
        "programme": in_words(told.programme),
        "reported": [each for each in facts if each[0].kind == "reported"],
        "claims": [each for each in facts if each[0].kind == "claim"],
        "standings": standings,
        "steps": [(one, two, each, each.verdict.in_language(get_language())) for one, two, each in found.steps],
        "reasons": [each.in_language(get_language()) for each in found.decisive.reasons] if found.decisive else [],
        "verdict": in_words(found.said),
        "even_so": in_words(found.even_so) if found.even_so else "",
        "conditions": _conditions(told, found),
        "regencies": regencies_of(told),
    }
    return render(request, "effects/case.html", context)


def _conditions(told: Case, found: Conclusion) -> list[Check]:
    known = {
        "method": found.said["reason"] != "method-changed",
        "starts": told.known_starts,
        "units": told.known_units,
        "others": told.known_others,
    }
    return conditions(known, years=found.years, reported=min(fact.day for fact in told.facts).year)
