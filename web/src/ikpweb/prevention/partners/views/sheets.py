"""Files of partners: a template, reading one, seeing what it would do, entering it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.collection.spreadsheets.opening import SheetError
from ikpweb.collection.spreadsheets.reading import CellFault
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.keeping.policies import WRITERS
from ikpweb.prevention.keeping.sheets import FileForm, notes_of, numbers_of
from ikpweb.prevention.keeping.views import file_answer
from ikpweb.prevention.partners.importing import COLUMNS, read_partners
from ikpweb.prevention.partners.models import PartnerSheet
from ikpweb.prevention.partners.selectors.sheets import lines_of_sheet
from ikpweb.prevention.partners.services.sheets import enter_partner_sheet, keep_partner_sheet

__all__ = ["bring_in", "sheet", "template"]

#: More faults or rows than these are no help.
_MOST = 200


@member_required(*WRITERS)
def bring_in(request: MemberRequest) -> HttpResponse:
    """Take a file: read it, then show what it would do."""
    form = FileForm(request.POST or None, request.FILES or None)
    faults: list[CellFault] = []
    if request.method == "POST" and form.is_valid():
        try:
            read = read_partners(form.cleaned_data["file"], form.name, request.member.office)
        except SheetError as broken:
            form.add_error("file", str(broken))
        else:
            faults = read.faults
            if not faults:
                kept = keep_partner_sheet(read.rows, name=form.name, actor=request.member)
                return redirect("partners:sheet", kept.pk)
    context = {
        "form": form,
        "columns": list(COLUMNS.values()),
        "template_addresses": [(each, reverse("partners:template", args=[each])) for each in ("xlsx", "csv")],
        "title": _("Mitra dan perjanjian dari berkas"),
        "lead": _(
            "Satu baris satu perjanjian; baris tanpa perjanjian mencatat lembaganya saja. Yang sudah tercatat "
            "(lembaga bernama sama, perjanjian bernomor sama) tidak ditimpa."
        ),
        "crumbs": [(reverse("partners:home"), _("Perjanjian"))],
        "faults": faults[:_MOST],
        "more": max(0, len(faults) - _MOST),
    }
    return render(request, "prevention/kept/import.html", context, status=422 if form.errors or faults else 200)


@require_safe
@member_required(*WRITERS)
def template(request: MemberRequest, form: str) -> HttpResponse:  # noqa: ARG001 - the door needs it
    """Give an empty table with the right columns."""
    return file_answer("mitra", form, list(COLUMNS), [], about={"subject": "partners"}, notes=notes_of(COLUMNS))


@member_required(*WRITERS)
def sheet(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show what a file would do; then enter it."""
    found = get_object_or_404(PartnerSheet, pk=key, author=request.member.person, office=request.member.office)
    if request.method == "POST":
        try:
            done = enter_partner_sheet(found, actor=request.member)
        except RejectedError as refused:
            for faults in refused.faults.values():
                for fault in faults:
                    messages.error(request, fault.sentence)
        else:
            messages.success(request, _("%(new)s baru, %(same)s sama, %(kept)s dibiarkan.") % done.counts)
            return redirect("partners:home")
    lines = lines_of_sheet(found) if found.entered_at is None else []
    telling = [line for line in lines if line.does != "same"]
    context = {
        "sheet": found,
        "numbers": numbers_of(lines),
        "lines": telling[:_MOST],
        "more": max(0, len(telling) - _MOST),
        "again": reverse("partners:import"),
        "crumbs": [(reverse("partners:home"), _("Perjanjian")), (reverse("partners:import"), _("Dari berkas"))],
    }
    return render(request, "prevention/kept/sheet.html", context)
