"""What the views of rooms that keep rows share: forms that are saved once, two versions, files to take away."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.kit.formats import CONTENT_TYPES, to_csv, to_xlsx
from ikpweb.prevention.keeping.forms import KeptForm
from ikpweb.prevention.keeping.models import Kept
from ikpweb.prevention.keeping.sorts import Sort
from ikpweb.prevention.keeping.telling import versions_of
from ikpweb.territory.models import Office

__all__ = ["edited", "entered", "file_answer", "moved", "number_in", "offices_below"]


def number_in(given: Mapping[str, str], name: str) -> int:
    """Read a whole number of a form; 0 where there is none."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def entered(
    request: MemberRequest, form: KeptForm, save: Callable[[KeptForm], Any], *, said: str, page: Mapping[str, Any]
) -> HttpResponse:
    """Show the form of a new row, or enter it and go to its page.

    Parameters
    ----------
    save : callable
        Takes the form and gives the row that stands.
    said : str
        What is told once it is entered.
    page : mapping
        Context of the page ``prevention/kept/form.html``: ``title``, ``back``, ``button``.
    """
    if request.method == "POST" and form.is_valid():
        try:
            row = save(form)
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return redirect(row.get_absolute_url())
    context = {**page, "form": form}
    return render(request, "prevention/kept/form.html", context, status=422 if form.errors else 200)


def edited(
    request: MemberRequest,
    sort: Sort[Any],
    row: Kept,
    save: Callable[[Mapping[str, Any], int], Any],
    *,
    said: str,
    page: Mapping[str, Any],
) -> HttpResponse:
    """Show the form of a row, or change it; where somebody else was faster, both versions with a proposal.

    Parameters
    ----------
    save : callable
        Takes what was written and the version that the writer had seen.
    """
    form = KeptForm(request.POST, sort, row.office, row)
    if request.method == "POST" and form.is_valid():
        try:
            save(form.content(), form.cleaned_data["seen"] or 0)
        except RejectedError as refused:
            form.refuse(refused)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            again = KeptForm(None, sort, row.office, row, {**merged, "seen": conflict.revision})
            return _two_versions(request, sort, row, conflict, {**page, "form": again})
        else:
            messages.success(request, said)
            return redirect(page["back"])
    context = {**page, "form": form}
    return render(request, "prevention/kept/form.html", context, status=422 if form.errors else 200)


def moved(
    request: MemberRequest,
    sort: Sort[Any],
    row: Kept,
    move: Callable[[int, str], Any],
    *,
    said: str,
    page: Mapping[str, Any],
) -> HttpResponse:
    """Make a move of a row with the version that was seen and a reason, or say on its page why not."""
    try:
        move(number_in(request.POST, "seen"), request.POST.get("reason", ""))
    except RejectedError as refused:
        for faults in refused.faults.values():
            for fault in faults:
                messages.error(request, fault.sentence)
    except ConflictError as conflict:
        return _two_versions(request, sort, row, conflict, page)
    else:
        messages.success(request, said)
    return redirect(page["back"])


def _two_versions(
    request: MemberRequest, sort: Sort[Any], row: Kept, conflict: ConflictError, page: Mapping[str, Any]
) -> HttpResponse:
    context = {**page, "fields": versions_of(sort, row, conflict)}
    return render(request, "prevention/kept/versions.html", context, status=409)


def file_answer(
    name: str,
    form: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    about: Mapping[str, Any] | None = None,
    notes: Sequence[Sequence[str]] = (),
) -> HttpResponse:
    """Give rows as a file: CSV as Excel in Indonesia opens it on Indonesian pages, or a workbook."""
    body = (
        to_csv(columns, rows, indonesian=get_language() == "id")
        if form == "csv"
        else to_xlsx(columns, rows, about or {}, notes)
    )
    answer = HttpResponse(body, content_type=CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def offices_below(member: Member) -> list[tuple[str, str]]:
    """Give the offices to filter by: of the centre the provinces, of a province its regencies."""
    if member.office.level == Office.Level.REGENCY:
        return []
    rows = Office.objects.filter(parent=member.office, valid_to__isnull=True).order_by("code")
    return [(each.pk, each.name) for each in rows]
