"""Screens of spreadsheets."""

from time import monotonic
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.entry.common import base_context, conflict_page, submission_or_404
from ikpweb.collection.models import Cycle, Portion, Sheet, Submission
from ikpweb.collection.policies import may_import_for
from ikpweb.collection.selectors import cycles_for
from ikpweb.collection.selectors.exports import EXPORTS, columns_of, rows_of_export
from ikpweb.collection.services.sheets import Part, enter_portion, keep_sheet, note_export
from ikpweb.collection.spreadsheets.flat import COLUMNS, read_flat
from ikpweb.collection.spreadsheets.opening import MOST_BYTES, SheetError
from ikpweb.collection.spreadsheets.preview import preview_of
from ikpweb.collection.spreadsheets.reading import CellFault, read_workbook
from ikpweb.collection.spreadsheets.workbook import workbook
from ikpweb.kit.errors import ConflictError
from ikpweb.kit.formats import CONTENT_TYPES, to_csv, to_json, to_xlsx
from ikpweb.territory.models import Office

__all__ = ["bulk", "confirm", "download", "example", "export", "exports", "own", "progress"]

_ENTERING = (Role.ENTERER, Role.HEAD)
_CENTRE = (Role.HEAD, Role.ADMINISTRATOR)
#: Seconds of work in one request of a bulk import; the page goes on with the next by itself.
_AT_ONCE = 5.0
#: More faults than these are no help.
_MOST_FAULTS = 200


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(label=gettext_lazy("Berkas"), allow_empty_file=True)

    def clean_file(self) -> bytes:
        """Read the file, no more of it than may be."""
        given = self.cleaned_data["file"]
        self.name = str(given.name)
        return bytes(given.read(MOST_BYTES + 1))


@member_required(*_ENTERING)
def own(request: MemberRequest, cycle: str) -> HttpResponse:
    """Offer the office's workbook, and take it back: read it, then show what it would change."""
    submission = submission_or_404(request, cycle)
    context = base_context(request, submission)
    form = FileForm(request.POST or None, request.FILES or None)
    faults: list[CellFault] = []
    if request.method == "POST":
        if not context["may_enter"]:
            raise PermissionDenied
        if form.is_valid():
            try:
                told = read_workbook(form.cleaned_data["file"], submission)
            except SheetError as broken:
                form.add_error("file", str(broken))
            else:
                faults = told.faults
                if not faults:
                    part = Part(submission, told.seen, told.changes, told.rows)
                    sheet = keep_sheet(submission.cycle, [part], name=form.name, bulk=False, actor=request.member)
                    return redirect("sheets:confirm", cycle, sheet.pk)
    context |= {"form": form, "faults": faults[:_MOST_FAULTS], "more": max(0, len(faults) - _MOST_FAULTS)}
    return render(request, "collection/sheet.html", context, status=422 if form.errors or faults else 200)


@require_safe
@member_required(*_ENTERING)
def download(request: MemberRequest, cycle: str) -> HttpResponse:
    """Give the office's workbook as it stands."""
    submission = submission_or_404(request, cycle)
    name = f"isian-{submission.cycle_id}-{submission.office_id}-r{submission.revision}.xlsx"
    return _file(workbook(submission), name, "xlsx")


@member_required(*_ENTERING)
def confirm(request: MemberRequest, cycle: str, key: UUID) -> HttpResponse:
    """Show what the workbook would change; then enter it as one revision."""
    submission = submission_or_404(request, cycle)
    sheet = get_object_or_404(Sheet, pk=key, cycle=cycle, author=request.member.person, bulk=False)
    portion = get_object_or_404(sheet.portions, submission=submission)
    portion.submission, portion.sheet = submission, sheet
    if request.method == "POST":
        try:
            portion = enter_portion(portion, actor=request.member)
        except ConflictError as conflict:
            return conflict_page(request, submission, conflict, portion.changes)
        if portion.state == Portion.State.DONE:
            messages.success(
                request, _("Lembar isian masuk sebagai revisi %(revision)s.") % {"revision": portion.revision}
            )
            return redirect("collection:own", cycle)
        portion.submission = submission
    context = {**base_context(request, submission), "sheet": sheet, "portion": portion, "preview": preview_of(portion)}
    refused = portion.state == Portion.State.REFUSED
    return render(request, "collection/sheet_preview.html", context, status=422 if refused else 200)


def _cycle_of(request: MemberRequest, code: str) -> Cycle:
    found = next((cycle for cycle in cycles_for(request.member) if cycle.pk == code), None)
    if found is None:
        raise Http404(code)
    return found


def _at_the_centre(request: MemberRequest, code: str) -> Cycle:
    if request.member.office.pk != Office.CENTRE:
        raise PermissionDenied
    return _cycle_of(request, code)


@member_required(*_CENTRE)
def bulk(request: MemberRequest, cycle: str) -> HttpResponse:
    """Take one table for many offices: read it, then show what it would change."""
    held = _at_the_centre(request, cycle)
    form = FileForm(request.POST or None, request.FILES or None)
    faults: list[CellFault] = []
    if request.method == "POST" and form.is_valid():
        try:
            flat = read_flat(form.cleaned_data["file"], form.name, held)
        except SheetError as broken:
            form.add_error("file", str(broken))
        else:
            faults = flat.faults
            submissions = Submission.objects.filter(cycle=held, office__in=flat.offices).select_related("office")
            parts = []
            for submission in submissions:
                submission.cycle = held
                told = flat.offices[submission.office_id]
                parts.append(Part(submission, told.seen, told.changes, told.rows))
            closed = [part.submission.office for part in parts if not may_import_for(request.member, part.submission)]
            if closed:
                names = ", ".join(map(str, closed[:5]))
                form.add_error("file", _("Isian kantor ini tidak lagi dapat diubah: %(names)s.") % {"names": names})
            elif not faults and parts:
                sheet = keep_sheet(held, parts, name=form.name, bulk=True, actor=request.member)
                return redirect("sheets:progress", cycle, sheet.pk)
    context = {
        "cycle": held,
        "training": held.training,
        "form": form,
        "columns": COLUMNS,
        "faults": faults[:_MOST_FAULTS],
        "more": max(0, len(faults) - _MOST_FAULTS),
    }
    return render(request, "collection/bulk.html", context, status=422 if form.errors or faults else 200)


@member_required(*_CENTRE)
def example(request: MemberRequest, cycle: str) -> HttpResponse:
    """Give an empty table with the right columns."""
    held = _at_the_centre(request, cycle)
    return _file(to_csv(COLUMNS, []), f"massal-{held.pk}.csv", "csv")


@member_required(*_CENTRE)
def progress(request: MemberRequest, cycle: str, key: UUID) -> HttpResponse:
    """Show what the table would change, and enter it office by office, as much as fits into one request."""
    held = _at_the_centre(request, cycle)
    sheet = get_object_or_404(Sheet, pk=key, cycle=held, author=request.member.person, bulk=True)
    waiting = sheet.portions.filter(state=Portion.State.WAITING)
    if request.method == "POST":
        until = monotonic() + _AT_ONCE
        for portion in waiting.select_related("submission__office"):
            portion.submission.cycle, portion.sheet = held, sheet
            enter_portion(portion, actor=request.member)
            if monotonic() > until:
                break
        return redirect(f"{request.path}{'?lanjut=1' if waiting.exists() else ''}")
    counts = dict(sheet.portions.order_by().values_list("state").annotate(n=Count("pk")))
    total = sum(counts.values())
    portions = list(sheet.portions.select_related("submission__office").defer("changes", "rows"))
    context = {
        "cycle": held,
        "training": held.training,
        "sheet": sheet,
        "total": total,
        "waiting": counts.get(Portion.State.WAITING, 0),
        "done": counts.get(Portion.State.DONE, 0),
        "refused": [each for each in portions if each.state == Portion.State.REFUSED],
        "previews": _previews(sheet, held) if counts.get(Portion.State.WAITING) == total else [],
        "going": "lanjut" in request.GET,
    }
    return render(request, "collection/bulk_progress.html", context)


def _previews(sheet: Sheet, cycle: Cycle) -> list[tuple[Portion, int, int]]:
    """Give, for each office, how many answers and events the table brings; the first hundred offices."""
    found = []
    for portion in sheet.portions.select_related("submission__office")[:100]:
        portion.submission.cycle = cycle
        found.append((portion, len(portion.changes["declarations"]), len(portion.changes["events"])))
    return found


@member_required()
def exports(request: MemberRequest, cycle: str) -> HttpResponse:
    """Offer everything of a cycle that the member may see."""
    held = _cycle_of(request, cycle)
    context = {"cycle": held, "training": held.training, "kinds": EXPORTS, "endings": ("xlsx", "csv", "json")}
    return render(request, "collection/exports.html", context)


@require_safe
@member_required()
def export(request: MemberRequest, cycle: str, kind: str, ending: str) -> HttpResponse:
    """Give a file of everything that the member may see; the log keeps who took it."""
    held = _cycle_of(request, cycle)
    if kind not in EXPORTS or ending not in {"xlsx", "csv", "json"}:
        raise Http404(kind)
    columns, rows = columns_of(kind), list(rows_of_export(request.member, held, kind))
    about = {"cycle": held.pk, "title": held.title, "what": kind, "office": request.member.office.pk, "rows": len(rows)}
    if held.training:
        about["synthetic"] = "SINTETIS"
    writers = {
        "csv": lambda: to_csv(columns, rows),
        "json": lambda: to_json(columns, rows, about),
        "xlsx": lambda: to_xlsx(columns, rows, about),
    }
    note_export(held, f"{kind}.{ending}", rows=len(rows), actor=request.member)
    mark = "-SINTETIS" if held.training else ""
    return _file(writers[ending](), f"{held.pk}-{kind}{mark}.{ending}", ending)


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
