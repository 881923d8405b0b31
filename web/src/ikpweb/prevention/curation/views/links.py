"""Which stages an indicator belongs to: all of them, and one to change."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import content_of_links
from ikpweb.prevention.curation.forms import LinkFormSet, ReasonForm
from ikpweb.prevention.curation.models import Subject
from ikpweb.prevention.curation.policies import may_curate
from ikpweb.prevention.curation.selectors.links import linked
from ikpweb.prevention.curation.selectors.versions import told, versions_of
from ikpweb.prevention.curation.services import change_links
from ikpweb.prevention.curation.views.common import history, versus

__all__ = ["link", "listing"]


@member_required()
def listing(request: MemberRequest) -> HttpResponse:
    """Show indicators against stages."""
    stages = engine.stage_list()
    known = engine.known()
    rows = []
    for code, each in linked().items():
        leads = {link.stage: link.lead for _stage, link in each.links}
        rows.append((known[code], each, [(stage, leads.get(stage.code)) for stage in stages]))
    return render(
        request, "curation/links.html", {"rows": rows, "stages": stages, "may_curate": may_curate(request.member)}
    )


@member_required()
def link(request: MemberRequest, code: str) -> HttpResponse:
    """Show the stages of an indicator with their versions; to curators, to change."""
    held = linked().get(code)
    if held is None:
        raise Http404(code)
    curating = may_curate(request.member)
    if request.method != "POST" or not curating:
        if request.method == "POST":
            change_links(code, {}, reason="", seen=0, actor=request.member)  # refuses, and writes down who tried
        return _page(request, code, _rows(content_of_links(held.links)), ReasonForm(initial={"seen": held.version}))
    form, rows = ReasonForm(request.POST), LinkFormSet(request.POST, prefix="t")
    if form.is_valid() and rows.is_valid():
        said = form.cleaned_data
        links = [{name: each.cleaned_data.get(name) for name in ("key", "lead", "note")} for each in rows
                 if each.cleaned_data.get("on")]  # fmt: skip
        try:
            change_links(code, {"links": links}, reason=said["reason"], seen=said["seen"] or 0, actor=request.member)
        except RejectedError as refused:
            _refuse(refused, form, rows)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            again = ReasonForm(initial={"seen": conflict.revision, "reason": said["reason"]})
            return _page(request, code, _rows(merged), again, fields=versus(conflict), status=409)
        else:
            messages.success(request, _("Tersimpan sebagai versi baru."))
            return redirect("curation:link", code)
    return _page(request, code, rows, form, status=422)


def _refuse(refused: RejectedError, form: ReasonForm, rows: Any) -> None:
    by_stage = {each.cleaned_data["key"]: each for each in rows}
    for faults in refused.faults.values():
        for fault in faults:
            _links, stage, field = [*fault.field.split(".", 2), "", ""][:3]
            row = by_stage.get(stage)
            if row is None:
                form.add_error(fault.field if fault.field in form.fields else None, fault.sentence)
            else:
                row.add_error(field, fault.sentence)


def _rows(content: Any) -> Any:
    said = {each["key"]: each for each in content["links"]}
    initial = [
        {"key": stage.code, "on": stage.code in said, **{n: said.get(stage.code, {}).get(n) for n in ("lead", "note")}}
        for stage in engine.stage_list()
    ]
    return LinkFormSet(prefix="t", initial=initial)


def _page(
    request: MemberRequest, code: str, rows: Any, form: ReasonForm, *, fields: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "indicator": engine.known()[code],
        "held": linked()[code],
        "rows": rows,
        "form": form,
        "fields": fields,
        "may_curate": may_curate(request.member),
        "history": history(told(versions_of(Subject.Sort.LINKS, code))),
    }
    return render(request, "curation/link.html", context, status=status)
