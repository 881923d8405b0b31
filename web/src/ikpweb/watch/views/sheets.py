"""Files of reports and of effort: a template, reading one, seeing what it would change, entering it."""

from collections.abc import Sequence
from typing import Any
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
from ikpweb.watch.importing.reading import Read, read_effort, read_reports
from ikpweb.watch.importing.words import EFFORT_COLUMNS, REPORT_COLUMNS
from ikpweb.watch.models import Kind, ReportSheet, Source, Status
from ikpweb.watch.selectors.sheets import numbers_of, sorted_effort, sorted_reports
from ikpweb.watch.services.sheets import enter_effort_sheet, enter_report_sheet, keep_watch_sheet
from ikpweb.watch.validation import LABELS, LONGEST

__all__ = ["bring_in", "sheet", "template"]

_ENTERING = (Role.ENTERER, Role.HEAD)
_REPORTS, _EFFORT = ReportSheet.Subject.REPORTS.value, ReportSheet.Subject.EFFORT.value
#: More faults or rows than these are no help.
_MOST = 200


class FileForm(forms.Form):
    """One file, and where it comes from."""

    file = forms.FileField(
        label=gettext_lazy("Berkas"), allow_empty_file=True, help_text=gettext_lazy("CSV (UTF-8) atau XLSX.")
    )
    system = forms.CharField(
        label=LABELS["system"],
        max_length=LONGEST["system"],
        help_text=gettext_lazy("Nama singkat sistem atau berkas asal; dengan nomornya, tak ada yang masuk dua kali."),
    )
    training = forms.BooleanField(label=gettext_lazy("Data latihan (SINTETIS)"), required=False)

    def clean_file(self) -> bytes:
        """Read the file, no more of it than may be."""
        given = self.cleaned_data["file"]
        self.name = str(given.name)
        return bytes(given.read(MOST_BYTES + 1))


def _subject_or_404(subject: str) -> str:
    if subject not in {"laporan", "pengawas"}:
        raise Http404(subject)
    return _REPORTS if subject == "laporan" else _EFFORT


@member_required(*_ENTERING)
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
                kept = keep_watch_sheet(
                    read.rows,
                    name=form.name,
                    subject=about,
                    system=form.cleaned_data["system"],
                    training=form.cleaned_data["training"],
                    actor=request.member,
                )
                return redirect("watch:sheet", kept.pk)
    context = {
        "form": form,
        "subject": subject,
        "columns": _columns(about),
        "choices": [(LABELS[name], choices) for name, choices in _CHOICES] if about == _REPORTS else [],
        "faults": faults[:_MOST],
        "more": max(0, len(faults) - _MOST),
    }
    return render(request, "watch/import.html", context, status=422 if form.errors or faults else 200)


_CHOICES: Sequence[tuple[str, Sequence[tuple[str, Any]]]] = (
    ("kind", Kind.choices),
    ("source", Source.choices),
    ("status", Status.choices),
)


def _columns(subject: str) -> tuple[str, ...]:
    return REPORT_COLUMNS if subject == _REPORTS else EFFORT_COLUMNS


def _read(request: MemberRequest, form: FileForm, subject: str) -> Read:
    given = form.cleaned_data
    if subject == _EFFORT:
        return read_effort(given["file"], form.name, member=request.member)
    return read_reports(
        given["file"], form.name, system=given["system"].strip(), training=given["training"], member=request.member
    )


@require_safe
@member_required(*_ENTERING)
def template(request: MemberRequest, subject: str, form: str) -> HttpResponse:  # noqa: ARG001 - the door needs it
    """Give an empty table with the right columns."""
    about = _subject_or_404(subject)
    columns = _columns(about)
    notes = [(str(LABELS[name]), code, str(label)) for name, choices in _CHOICES for code, label in choices]
    told = {"subject": subject}
    made = to_csv(columns, []) if form == "csv" else to_xlsx(columns, [], told, notes if about == _REPORTS else ())
    answer = HttpResponse(made, content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{subject}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@member_required(*_ENTERING)
def sheet(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show what a file would change; then enter it."""
    found = get_object_or_404(ReportSheet, pk=key, author=request.member.person)
    effort = found.subject == _EFFORT
    if request.method == "POST":
        done = (enter_effort_sheet if effort else enter_report_sheet)(found, actor=request.member)
        sentence = _("%(new)s baru, %(changed)s diubah, %(same)s sama, %(kept)s dibiarkan.")
        messages.success(request, sentence % done.counts)
        if effort:
            return redirect("watch:effort")
        return redirect(f"{_listing()}?data=latihan" if done.training else _listing())
    lines = (sorted_effort if effort else sorted_reports)(found) if found.entered_at is None else []
    telling = [line for line in lines if line.does != "same"]
    context = {
        "sheet": found,
        "effort": effort,
        "subject": "pengawas" if effort else "laporan",
        "training": found.training,
        "numbers": numbers_of(lines),
        "lines": telling[:_MOST],
        "more": max(0, len(telling) - _MOST),
    }
    return render(request, "watch/sheet.html", context)


def _listing() -> str:

    return reverse("watch:reports")
