"""The grid of indicators: the page on which an office works, and on which those above it look."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.entry.common import base_context, conflict_page, submission_or_404
from ikpweb.collection.entry.forms import grid_given, number_of, seen_of
from ikpweb.collection.form import questions
from ikpweb.collection.models import Answer, Submission
from ikpweb.collection.selectors import submissions_of
from ikpweb.collection.selectors.below import Below, below, cycles_below, provinces_of
from ikpweb.collection.selectors.drafts import lapsed
from ikpweb.collection.selectors.grid import Grid, Row, grid_of
from ikpweb.collection.selectors.history import undoable
from ikpweb.collection.services import save
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.territory.models import Office

__all__ = ["home", "other", "own"]

_PER_PAGE = 50
FILTERS = {
    "": gettext_lazy("semua"),
    "belum": gettext_lazy("belum dijawab"),
    "kembali": gettext_lazy("dikembalikan"),
    "kejadian": gettext_lazy("ada kejadian"),
}


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """List the cycles: the office's own submission, and those of the offices below."""
    own = submissions_of(request.member).filter(office=request.member.office.pk)
    mine = list(own.order_by("-cycle__period_to"))
    cycles = cycles_below(request.member)
    if len(mine) == 1 and not cycles:
        return redirect("collection:own", mine[0].cycle_id)
    at_the_centre = request.member.office.pk == Office.CENTRE
    context = {
        "mine": mine,
        "cycles": cycles,
        "bulk": at_the_centre and request.member.has(Role.HEAD, Role.ADMINISTRATOR),
        **(_list_below(request, cycles) if cycles else {}),
    }
    return render(request, "collection/home.html", context)


def _list_below(request: MemberRequest, cycles: Sequence[Below]) -> dict[str, Any]:
    """Give a page of the offices below in one cycle, by what was asked; the newest cycle where none was named."""
    names = ("putaran", "cari", "provinsi", "tahap")
    asked = {name: request.GET.get(name, "").replace("\0", "").strip()[:80] for name in names}
    here = next((each for each in cycles if each.cycle.pk == asked["putaran"]), cycles[0])
    asked["putaran"] = here.cycle.pk
    found = below(request.member, here.cycle, words=asked["cari"], province=asked["provinsi"], stage=asked["tahap"])
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("hal"))
    return {
        "here": here,
        "asked": asked,
        "provinces": provinces_of(request.member),
        "page": page,
        "query": urlencode({name: value for name, value in asked.items() if value}),
    }


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
    for row in grid.rows:
        row.shown = _keeps(row, chosen, words)
    _unfold(grid, everything=bool(chosen or words or request.GET.get("buka")))
    context = {
        **base_context(request, submission),
        "grid": grid,
        "answers": Answer.choices,
        "filters": FILTERS,
        "chosen": chosen if chosen in FILTERS else "",
        "words": words,
        "undo": undoable(submission, request.member),
        "lapsed": lapsed(submission),
    }
    return render(request, "collection/grid.html", context, status=status)


def _keeps(row: Row, chosen: str, words: str) -> bool:
    keep = {"belum": not row.answer, "kembali": row.returned, "kejadian": row.events > 0}.get(chosen, True)
    return keep and words.lower() in f"{row.question.code} {row.question.name}".lower()


def _unfold(grid: Grid, *, everything: bool) -> None:
    """Unfold what there is to work on: the first part that is not done, what came back, and what was refused."""
    first = next((part for part in grid.parts if part.answered < part.total), None)
    for part in grid.parts:
        part.open = everything or part is first or any(row.returned or row.faults for row in part.rows)


def _saved(request: MemberRequest, submission: Submission) -> HttpResponse:
    given = grid_given(request.POST, questions(submission.cycle, submission.office.level))
    changes = {"declarations": given}
    try:
        done = save(
            submission, changes, seen=seen_of(request.POST), client=number_of(request.POST), actor=request.member
        )
    except RejectedError as refused:
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
