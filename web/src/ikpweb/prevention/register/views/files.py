"""The register as a file: actions or risks as they were asked for, as CSV or XLSX."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.kit.formats import CONTENT_TYPES, to_csv, to_xlsx
from ikpweb.prevention.files.selectors import count_of
from ikpweb.prevention.register.matrix import level_of
from ikpweb.prevention.register.models import Action, Risk
from ikpweb.prevention.register.selectors.listing import asked_for, filtered
from ikpweb.prevention.register.selectors.risks import appetite_now, asked_of_risks, filtered_risks

__all__ = ["ACTION_COLUMNS", "RISK_COLUMNS", "table"]

ACTION_COLUMNS = (
    "number",
    "office",
    "unit",
    "title",
    "description",
    "status",
    "owner",
    "deadline",
    "risk",
    "indicators",
    "stage",
    "form",
    "steps_done",
    "steps",
    "cost",
    "effort",
    "files",
    "library",
    "library_version",
    "assigned_by",
    "changed",
)
RISK_COLUMNS = (
    "number",
    "office",
    "unit",
    "title",
    "description",
    "indicator",
    "likelihood",
    "consequence",
    "level",
    "state",
    "open_actions",
    "changed",
)


@require_safe
@member_required()
def table(request: MemberRequest, what: str, form: str) -> HttpResponse:
    """Give what was asked for as a file."""
    columns, rows = _TABLES[what](request.member, request.GET)
    about = {"register": what, "office": request.member.office.pk, "rows": len(rows)}
    if form == "csv":
        body = to_csv(columns, rows, indonesian=request.GET.get("format") == "id")
    else:
        body = to_xlsx(columns, rows, about)
    answer = HttpResponse(body, content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{_("register")}-{what}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _actions(member: Member, query: Mapping[str, str]) -> tuple[Sequence[str], list[dict[str, Any]]]:
    listed = list(filtered(member, asked_for(query)))
    files = count_of(each.about for each in listed)
    return ACTION_COLUMNS, [_action(each, files.get(each.about, 0)) for each in listed]


def _action(each: Action, files: int) -> dict[str, Any]:
    return {
        "number": each.pk,
        "office": each.office_id,
        "unit": str(each.office.unit or each.office),
        "title": each.title,
        "description": each.description,
        "status": each.status,
        "owner": str(each.owner or ""),
        "deadline": each.deadline,
        "risk": each.risk.title if each.risk else "",
        "indicators": " ".join(each.indicators),
        "stage": each.stage,
        "form": each.form,
        "steps_done": each.steps_done,
        "steps": len(each.steps_to_do),
        "cost": each.cost,
        "effort": each.effort,
        "files": files,
        "library": each.library,
        "library_version": each.library_version,
        "assigned_by": each.assigned_by_id or "",
        "changed": each.changed_at.date(),
    }


def _risks(member: Member, query: Mapping[str, str]) -> tuple[Sequence[str], list[dict[str, Any]]]:
    cells, _appetite = appetite_now()
    return RISK_COLUMNS, [_risk(each, cells) for each in filtered_risks(member, asked_of_risks(query))]


def _risk(each: Risk, cells: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {
        "number": each.pk,
        "office": each.office_id,
        "unit": str(each.office.unit or each.office),
        "title": each.title,
        "description": each.description,
        "indicator": each.indicator,
        "likelihood": each.likelihood,
        "consequence": each.consequence,
        "level": level_of(cells, each.likelihood, each.consequence).value,
        "state": each.state,
        "open_actions": each.open_actions,  # type: ignore[attr-defined] # the selector counts them
        "changed": each.changed_at.date(),
    }


_TABLES: Mapping[str, Callable[[Member, Mapping[str, str]], tuple[Sequence[str], list[dict[str, Any]]]]] = {
    "tindakan": _actions,
    "risiko": _risks,
}
