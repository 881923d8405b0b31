"""The grid of indicators: the page on which an office works, and on which those above it look."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.entry.common import base_context, conflict_page, submission_or_404
from ikpweb.collection.entry.forms import grid_given, number_of, seen_of
from ikpweb.collection.faults import ConflictError, RefusedError
from ikpweb.collection.form import questions
from ikpweb.collection.models import Answer, Submission
from ikpweb.collection.selectors import submissions_of
from ikpweb.collection.selectors.drafts import lapsed
from ikpweb.collection.selectors.grid import Grid, Row, grid_of
from ikpweb.collection.selectors.history import undoable
from ikpweb.collection.services import save
from ikpweb.territory.models import Office

__all__ = ["home", "other", "own"]

FILTERS = {
    "": gettext_lazy("semua"),
    "belum": gettext_lazy("belum dijawab"),
    "kembali": gettext_lazy("dikembalikan"),
    "kejadian": gettext_lazy("ada kejadian"),
}


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """List the cycles: the office's own submission, and those of the offices below."""
    mine = submissions_of(request.member).filter(office=request.member.office.pk).order_by("-cycle__period_to")
    below = submissions_of(request.member).exclude(office=request.member.office.pk).order_by("cycle", "office")
    found = list(mine)
    if len(found) == 1 and not below.exists():
        return redirect("collection:own", found[0].cycle_id)
    at_the_centre = request.member.office.pk == Office.CENTRE
    context = {
        "mine": found,
        "below": list(below),
        "bulk": at_the_centre and request.member.has(Role.HEAD, Role.ADMINISTRATOR),
    }
    return render(request, "collection/home.html", context)


@member_required()
def own(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show the office's own submission, and save it from the plain form."""
    submission = submission_or_404(request, cycle)
    if request.method == "POST":
        return _saved(request, submission)
    return _page(request, submission, grid_of(submission))


@member_required()
def other(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Show the submission of an office below; one's own has its own address."""
    if office == request.member.office.pk:
        return redirect("collection:own", cycle)
    submission = submission_or_404(request, cycle, office)
    return _page(request, submission, grid_of(submission))


def _page(request: MemberRequest, submission: Submission, grid: Grid, *, status: int = 200) -> HttpResponse:
    chosen, words = request.GET.get("saring", ""), request.GET.get("cari", "").strip()
    total, answered = grid.total, grid.answered
    progress = [
        {"code": group.code, "name": group.name, "answered": group.answered, "total": group.total}
        for group in grid.groups
    ]
    for group in grid.groups:
        for part in group.parts:
            part.rows = list(_kept(part.rows, chosen, words))
    context = {
        **base_context(request, submission),
        "grid": grid,
        "total": total,
        "answered": answered,
        "progress": progress,
        "answers": Answer.choices,
        "filters": FILTERS,
        "chosen": chosen if chosen in FILTERS else "",
        "words": words,
        "undo": undoable(submission, request.member),
        "lapsed": lapsed(submission),
    }
    return render(request, "collection/grid.html", context, status=status)


def _kept(rows: Iterable[Row], chosen: str, words: str) -> Iterable[Row]:
    for row in rows:
        keep = {"belum": not row.answer, "kembali": row.returned, "kejadian": row.events > 0}.get(chosen, True)
        if keep and words.lower() in f"{row.question.code} {row.question.name}".lower():
            yield row


def _saved(request: MemberRequest, submission: Submission) -> HttpResponse:
    given = grid_given(request.POST, questions(submission.cycle, submission.office.level))
    changes = {"declarations": given}
    try:
        done = save(
            submission, changes, seen=seen_of(request.POST), client=number_of(request.POST), actor=request.member
        )
    except RefusedError as refused:
        messages.error(request, str(refused))
        return _page(request, submission, grid_of(submission, given, refused.faults), status=422)
    except ConflictError as conflict:
        return conflict_page(request, submission, conflict, changes)
    number = len(done.changed)
    messages.success(
        request,
        _("%(number)s jawaban disimpan sebagai draf.") % {"number": number} if number else _("Tidak ada yang berubah."),
    )
    return redirect(request.get_full_path())
