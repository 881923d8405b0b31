"""Coverage by sector on a map and in a table, and what can be taken away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.prevention.keeping.fields import content_of
from ikpweb.prevention.keeping.views import file_answer
from ikpweb.prevention.partners.models import Sector
from ikpweb.prevention.partners.selectors.agreements import (
    agreements_asked,
    asked_for,
    partners_asked,
    standing,
)
from ikpweb.prevention.partners.selectors.coverage import LEVELS, Covered, coverage, map_of
from ikpweb.prevention.partners.sorts import AGREEMENTS, PARTNERS
from ikpweb.territory.models import Office

__all__ = ["agreements_table", "cover", "coverage_table", "institutions_table"]


def _covered(request: MemberRequest) -> tuple[list[Covered], str, str]:
    sector = request.GET.get("sektor", "")
    sector = sector if sector in Sector.values else ""
    own = "province" if request.member.office.pk == Office.CENTRE else "regency"
    level = request.GET.get("tingkat", own)
    level = level if level in LEVELS else own
    return coverage(request.member, level, timezone.localdate(), sector), level, sector


@require_safe
@member_required()
def cover(request: MemberRequest) -> HttpResponse:
    """Show which units have a partner of a sector, and which have none."""
    rows, level, sector = _covered(request)
    without = [each for each in rows if not each.own and not each.above]
    context: dict[str, Any] = {
        "map": map_of(rows, level),
        "rows": rows,
        "level": level,
        "levels": LEVELS,
        "sector": sector,
        "sectors": Sector.choices,
        "sector_label": dict(Sector.choices).get(sector, ""),
        "own": sum(each.own > 0 for each in rows),
        "above": sum(not each.own and each.above > 0 for each in rows),
        "without": without,
        "query": request.GET.urlencode(),
    }
    return render(request, "partners/coverage.html", context)


@require_safe
@member_required()
def coverage_table(request: MemberRequest, form: str) -> HttpResponse:
    """Give the coverage as a file."""
    rows, level, sector = _covered(request)
    columns = ("unit", "name", "own", "above")
    told = [{"unit": each.unit.code, "name": each.unit.name, "own": each.own, "above": each.above} for each in rows]
    about = {"day": timezone.localdate(), "level": level, "sector": sector or "all"}
    return file_answer("cakupan-mitra", form, columns, told, about=about)


@require_safe
@member_required()
def agreements_table(request: MemberRequest, form: str) -> HttpResponse:
    """Give the agreements that were asked for as a file."""
    today, asked = timezone.localdate(), asked_for(request.GET)
    rows = agreements_asked(request.member, asked, today).prefetch_related("units", "activities")
    columns = ("office", "partner", "sector", *[name for name in AGREEMENTS.fields if name != "partner"],
               "state", "ended_on", "renews", "activities")  # fmt: skip
    told = [
        {
            **content_of(each, AGREEMENTS.fields),
            "office": each.office_id,
            "partner": each.partner.name,
            "sector": each.partner.sector,
            "state": standing(each, today).state.value,
            "ended_on": each.ended_on,
            "renews": str(each.renews_id or ""),
            "activities": sum(not activity.withdrawn for activity in each.activities.all()),
        }
        for each in rows
    ]
    return file_answer("perjanjian", form, columns, told, about={"day": today, **asked})


@require_safe
@member_required()
def institutions_table(request: MemberRequest, form: str) -> HttpResponse:
    """Give the partners that were asked for as a file."""
    today, asked = timezone.localdate(), asked_for(request.GET)
    columns = ("office", *PARTNERS.fields, "agreements")
    told = [
        {**content_of(each, PARTNERS.fields), "office": each.office_id, "agreements": getattr(each, "holding", 0) or 0}
        for each in partners_asked(request.member, asked, today)
    ]
    return file_answer("mitra", form, columns, told, about={"day": today, **asked})
