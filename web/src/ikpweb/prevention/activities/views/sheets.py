"""Files: a template, reading one, seeing what it would change, entering it; and the list as a file."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.spreadsheets.opening import MOST_BYTES, SheetError
from ikpweb.collection.spreadsheets.reading import CellFault
from ikpweb.kit.formats import CONTENT_TYPES, to_csv, to_xlsx
from ikpweb.prevention import engine
from ikpweb.prevention.activities.content import activity_content
from ikpweb.prevention.activities.models import ActivitySheet, Form
from ikpweb.prevention.activities.reading import COLUMNS, Read, read_activities, read_counts
from ikpweb.prevention.activities.selectors.activities import asked_for, filtered
from ikpweb.prevention.activities.selectors.sheets import numbers_of, sorted_activities, sorted_counts
from ikpweb.prevention.activities.services.sheets import (
    enter_activity_sheet,
    keep_activity_sheet,
    note_activity_export,
)
from ikpweb.prevention.activities.validation import LABELS
from ikpweb.prevention.templatetags.prevention import spoken

__all__ = ["bring_in", "export", "sheet", "template"]

_WRITING = (Role.ENTERER, Role.HEAD)
#: What a subject is called in the address.
_SUBJECTS = {"kegiatan": ActivitySheet.Subject.ACTIVITIES.value, "jumlah": ActivitySheet.Subject.COUNTS.value}
#: More faults or rows than these are no help.
_MOST = 200


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("Berkas"), allow_empty_file=True, help_text=gettext_lazy("CSV (UTF-8) atau XLSX.")
    )
    training = forms.BooleanField(label=gettext_lazy("Data latihan (SINTETIS)"), required=False)

    def clean_file(self) -> bytes:
        """Read the file, no more of it than may be."""
        given = self.cleaned_data["file"]
        self.name = str(given.name)
        return bytes(given.read(MOST_BYTES + 1))


def _subject_or_404(subject: str) -> str:
    if subject not in _SUBJECTS:
        raise Http404(subject)
    return _SUBJECTS[subject]


@member_required(*_WRITING)
def bring_in(request: MemberRequest, subject: str) -> HttpResponse:
    """Take a file: read it, then show what it would change."""
    about = _subject_or_404(subject)
    form = FileForm(
        request.POST or None, request.FILES or None, initial={"training": request.GET.get("data") == "latihan"}
    )
    faults: list[CellFault] = []
    if request.method == "POST" and form.is_valid():
        try:
            read = _read(request, form, about)
        except SheetError as broken:
            form.add_error("file", str(broken))
        else:
            faults = read.faults
            if not faults:
                training = form.cleaned_data["training"]
                kept = keep_activity_sheet(
                    read.rows, name=form.name, subject=about, training=training, actor=request.member
                )
                return redirect("activities:sheet", kept.pk)
    context = {
        "form": form,
        "subject": subject,
        "columns": [(name, LABELS[name]) for name in COLUMNS[about]],
        "forms": Form.choices,
        "stages": engine.stage_list() if about == ActivitySheet.Subject.ACTIVITIES else [],
        "faults": faults[:_MOST],
        "more": max(0, len(faults) - _MOST),
    }
    return render(request, "activities/import.html", context, status=422 if form.errors or faults else 200)


def _read(request: MemberRequest, form: FileForm, subject: str) -> Read:
    given, office = form.cleaned_data, request.member.office
    if subject == ActivitySheet.Subject.COUNTS:
        return read_counts(given["file"], form.name, office=office)
    return read_activities(given["file"], form.name, office=office, training=given["training"])


@require_safe
@member_required(*_WRITING)
def template(request: MemberRequest, subject: str, form: str) -> HttpResponse:  # noqa: ARG001 - the door needs it
    """Give an empty table with the right columns."""
    columns = COLUMNS[_subject_or_404(subject)]
    notes = [(str(LABELS["form"]), code, str(label)) for code, label in Form.choices]
    if subject == "kegiatan":
        notes += [(str(LABELS["stage"]), each.code, spoken(each.names)) for each in engine.stage_list()]
    made = to_csv(columns, []) if form == "csv" else to_xlsx(columns, [], {"subject": subject}, notes)
    return _file(made, f"{subject}.{form}", form)


def _file(made: bytes, name: str, form: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@member_required(*_WRITING)
def sheet(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show what a file would change; then enter it."""
    found = get_object_or_404(ActivitySheet, pk=key, author=request.member.person, office=request.member.office)
    counting = found.subject == ActivitySheet.Subject.COUNTS
    if request.method == "POST":
        done = enter_activity_sheet(found, actor=request.member)
        sentence = _("%(new)s baru, %(changed)s diubah, %(same)s sama, %(kept)s dibiarkan.")
        messages.success(request, sentence % done.counts)
        address = reverse("activities:counts" if counting else "activities:home")
        return redirect(f"{address}?data=latihan" if done.training else address)
    lines = (sorted_counts if counting else sorted_activities)(found) if found.entered_at is None else []
    telling = [line for line in lines if line.does != "same"]
    context = {
        "sheet": found,
        "counting": counting,
        "subject": "jumlah" if counting else "kegiatan",
        "sample": found.training,
        "numbers": numbers_of(lines),
        "likely": sum(bool(line.likely) for line in lines),
        "lines": telling[:_MOST],
        "more": max(0, len(telling) - _MOST),
    }
    return render(request, "activities/sheet.html", context)


@require_safe
@member_required()
def export(request: MemberRequest, form: str) -> HttpResponse:
    """Give the list that the member may see and asked for as a file; the log keeps who took it."""
    asked = asked_for(request.GET)
    rows = []
    for each in filtered(request.member, asked).select_related("office").iterator(chunk_size=2000):
        said = activity_content(each)
        rows.append({**said, **said["groups"], "office": each.office_id, "name": each.office.name, "id": str(each.pk)})
    columns = ["id", "office", "name", *COLUMNS["activities"], "partner", "action", "status", "duplicate_of"]
    sample = asked["data"] == "latihan"
    if sample:
        columns.append("label")
        rows = [{**row, "label": "SINTETIS"} for row in rows]
    notes = [(name, str(LABELS.get(name, name))) for name in columns]
    about = {"office": request.member.office.pk, "rows": len(rows), **({"synthetic": "SINTETIS"} if sample else {})}
    made = to_csv(columns, rows) if form == "csv" else to_xlsx(columns, rows, about, notes)
    note_activity_export(f"list.{form}", rows=len(rows), actor=request.member)
    return _file(made, f"kegiatan{'-SINTETIS' if sample else ''}.{form}", form)
