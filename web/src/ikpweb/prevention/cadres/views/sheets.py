"""Files of trainings and outreach: a template, reading one, seeing what it would do, entering it."""

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
from ikpweb.prevention.cadres.importing import read_counts
from ikpweb.prevention.cadres.models import CadreSheet
from ikpweb.prevention.cadres.selectors.sheets import lines_of_sheet
from ikpweb.prevention.cadres.services.sheets import enter_cadre_sheet, keep_cadre_sheet
from ikpweb.prevention.cadres.views.counting import room_of
from ikpweb.prevention.keeping.policies import WRITERS
from ikpweb.prevention.keeping.sheets import FileForm, notes_of, numbers_of
from ikpweb.prevention.keeping.views import file_answer

__all__ = ["bring_in", "sheet", "template"]

#: More faults or rows than these are no help.
_MOST = 200


@member_required(*WRITERS)
def bring_in(request: MemberRequest, subject: str) -> HttpResponse:
    """Take a file: read it, then show what it would do."""
    room = room_of(subject)
    form = FileForm(request.POST or None, request.FILES or None)
    faults: list[CellFault] = []
    if request.method == "POST" and form.is_valid():
        try:
            read = read_counts(form.cleaned_data["file"], form.name, subject, request.member.office)
        except SheetError as broken:
            form.add_error("file", str(broken))
        else:
            faults = read.faults
            if not faults:
                kept = keep_cadre_sheet(read.rows, subject=subject, name=form.name, actor=request.member)
                return redirect("cadres:sheet", kept.pk)
    context = {
        "form": form,
        "columns": list(room.sort.fields.values()),
        "template_addresses": [(each, reverse("cadres:template", args=[subject, each])) for each in ("xlsx", "csv")],
        "title": _("%(subject)s dari berkas") % {"subject": room.title},
        "lead": _(
            "Satu baris satu kegiatan, jumlah orang saja: nama orang tidak masuk dari berkas. Sel kosong berarti tidak "
            "dilaporkan. Yang sudah tercatat (tanggal, program, tempat, dan nama sama) tidak ditimpa."
        ),
        "crumbs": room.crumbs,
        "faults": faults[:_MOST],
        "more": max(0, len(faults) - _MOST),
    }
    return render(request, "prevention/kept/import.html", context, status=422 if form.errors or faults else 200)


@require_safe
@member_required(*WRITERS)
def template(request: MemberRequest, subject: str, form: str) -> HttpResponse:  # noqa: ARG001 - the door needs it
    """Give an empty table with the right columns."""
    fields = room_of(subject).sort.fields
    return file_answer(subject, form, list(fields), [], about={"subject": subject}, notes=notes_of(fields))


@member_required(*WRITERS)
def sheet(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show what a file would do; then enter it."""
    found = get_object_or_404(CadreSheet, pk=key, author=request.member.person, office=request.member.office)
    room = room_of(found.subject)
    if request.method == "POST":
        try:
            done = enter_cadre_sheet(found, actor=request.member)
        except RejectedError as refused:
            for faults in refused.faults.values():
                for fault in faults:
                    messages.error(request, fault.sentence)
        else:
            messages.success(request, _("%(new)s baru, %(same)s sama, %(kept)s dibiarkan.") % done.counts)
            return redirect("cadres:list", found.subject)
    lines = lines_of_sheet(found) if found.entered_at is None else []
    telling = [line for line in lines if line.does != "same"]
    again = reverse("cadres:import", args=[found.subject])
    context = {
        "sheet": found,
        "numbers": numbers_of(lines),
        "lines": telling[:_MOST],
        "more": max(0, len(telling) - _MOST),
        "again": again,
        "crumbs": [*room.crumbs, (again, _("Dari berkas"))],
    }
    return render(request, "prevention/kept/sheet.html", context)
