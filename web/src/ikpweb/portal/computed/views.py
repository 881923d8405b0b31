"""Screens of computations."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.blind import hidden_grades
from ikpweb.collection.models import Cycle, State
from ikpweb.kit import formats
from ikpweb.kit.categories import scale
from ikpweb.kit.country import country
from ikpweb.maps.selectors import drawn
from ikpweb.portal.computed.asking import asking
from ikpweb.publication.policies import may_draft
from ikpweb.runs import policies
from ikpweb.runs.computed import brought, changes, computed_board, runs_of
from ikpweb.runs.models import Computation, Run
from ikpweb.runs.selectors import Board
from ikpweb.runs.services import compute_cycle
from ikpweb.runs.unsure import unsure
from ikpweb.territory.selectors import units

__all__ = [
    "PER_PAGE",
    "READERS",
    "board_of",
    "compare",
    "computation",
    "home",
    "new",
    "shown_computation",
    "table",
    "unit",
]

READERS = (Role.ANALYST, Role.HEAD, Role.PUBLISHER, Role.OBSERVER)
PER_PAGE = 100
_ORDER = (*reversed(scale()), "")


@member_required(*READERS)
def home(request: MemberRequest) -> HttpResponse:
    """List the computations that may be seen, the newest first."""
    found = policies.computations_visible_to(request.member).select_related("cycle", "made_by")
    can = policies.may_compute(request.member)
    context = {
        "page": Paginator(found, 50).get_page(request.GET.get("hal")),
        "cycles": Cycle.objects.exclude(stage=Cycle.Stage.DRAFT).defer("form") if can else [],
        "may_compute": can,
    }
    return render(request, "computed/home.html", context)


@require_POST
@member_required(Role.ANALYST, Role.HEAD)
def new(request: MemberRequest) -> HttpResponse:
    """Compute the index of a cycle from what is accepted now."""
    cycle = get_object_or_404(Cycle.objects.exclude(stage=Cycle.Stage.DRAFT), pk=request.POST.get("cycle", ""))
    made = compute_cycle(cycle, actor=request.member)
    messages.success(request, _("Indeks dihitung dari isian yang sudah diterima."))
    return redirect("runs:computation", made.pk)


def shown_computation(request: MemberRequest, number: int) -> Computation:
    """Give a computation that the member may see, or answer that there is none."""
    visible = policies.computations_visible_to(request.member).select_related("cycle", "made_by")
    found: Computation = get_object_or_404(visible, pk=number)
    return found


def board_of(request: MemberRequest, shown: Computation) -> tuple[Board, list[Run]]:
    """Give the board that was asked for, or the first of the computation."""
    runs = runs_of(shown)
    asked = (request.GET.get("tingkat", ""), request.GET.get("bacaan", "own"))
    run = next((run for run in runs if (run.level, run.reading) == asked), runs[0] if runs else None)
    board = computed_board(shown, run.level, run.reading) if run else None
    if board is None:
        raise Http404
    return board, runs


@member_required(*READERS)
def computation(request: MemberRequest, number: int) -> HttpResponse:
    """Show a computation: map, counts, what was left out, ranking."""
    shown = shown_computation(request, number)
    board, runs = board_of(request, shown)
    doubt = unsure(board.run)
    known, colour = units(), "score" if request.GET.get("warna") == "score" else "category"
    words = request.GET.get("cari", "")[:80]
    rows = [
        (known[score.unit_id], score, doubt.intervals.get(score.unit_id) if doubt else None)
        for score in board.ranked
        if words.lower() in known[score.unit_id].name.lower()
    ]
    query, may = request.GET.copy(), policies.may_compute(request.member)
    query.pop("hal", None)

    def address(code: str) -> str:
        return f"{reverse('runs:unit', args=[shown.pk, code])}?bacaan={board.run.reading}"

    context: dict[str, Any] = {
        "computation": shown,
        "training": shown.cycle.training,
        "board": board,
        "runs": runs,
        "doubt": doubt,
        "doubtful": doubt.doubtful if doubt else frozenset(),
        "may_compute": may,
        "colour": colour,
        "words": words,
        "map": drawn(board, colour, address, shown.cycle.registry_date),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("hal")),
        "parts": [code for code in country().parts if any(code in score.parts for _unit, score, _interval in rows[:1])],
        "coverage": shown.coverage.get(board.run.level, {}),
        "left_out": _left_out(shown.coverage.get(board.run.level, {}).get("left_out", {})),
        "may_release": may_draft(request.member),
        "lacking": sum(score.total is None for score in board.scores.values()),
        "others": policies.computations_visible_to(request.member).filter(cycle=shown.cycle).exclude(pk=shown.pk)[:20],
        "query": query.urlencode(),
        **(asking(shown) if may else {}),
    }
    return render(request, "computed/computation.html", context)


def _left_out(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    """Name what was not counted: an event or a declaration, and where it stands."""
    kinds = {"event": _("kejadian"), "declaration": _("pernyataan")}
    told = []
    for name, number in numbers.items():
        kind, _hyphen, state = name.partition("-")
        told.append((f"{kinds[kind]} {State(state).label}", number))
    return told


@member_required(*READERS)
def table(request: MemberRequest, number: str, form: str) -> HttpResponse:
    """Give the scores of a board as a file."""
    shown = shown_computation(request, int(number))
    board, _runs = board_of(request, shown)
    known = units()
    columns = ["unit", "name", "total", "rank", "category", *country().parts, "coverage", "lacking", "label"]
    rows = [
        {
            "unit": score.unit_id,
            "name": known[score.unit_id].name,
            "total": score.total,
            "rank": score.rank,
            "category": score.category,
            **{code: score.parts.get(code) for code in country().parts},
            "coverage": score.coverage,
            "lacking": score.lacking,
            "label": "SINTETIS" if board.run.synthetic else "",
        }
        for score in board.ranked
    ]
    about = {
        "cycle": shown.cycle_id,
        "level": board.run.level,
        "reading": board.run.reading,
        "computed": shown.made_at.isoformat(),
        "frozen": shown.frozen,
        "input": shown.input_digest,
        "digests": board.run.digests,
        "engine": shown.engine_version,
        "synthetic": board.run.synthetic,
    }
    indonesian = request.GET.get("format") == "id"
    body = {
        "csv": lambda: formats.to_csv(columns, rows, indonesian=indonesian),
        "xlsx": lambda: formats.to_xlsx(columns, rows, about),
        "json": lambda: formats.to_json(columns, rows, about),
    }[form]()
    answer = HttpResponse(body, content_type=formats.CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="skor-{shown.cycle_id}-{shown.pk}-{board.run.level}.{form}"'
    return answer


@member_required(*READERS)
def unit(request: MemberRequest, number: int, code: str) -> HttpResponse:
    """Follow one unit's score down to the indicators and the items that they rest on."""
    shown, place = shown_computation(request, number), units().get(code)
    if place is None:
        raise Http404
    reading = "regencies" if request.GET.get("bacaan") == "regencies" else "own"
    board = computed_board(shown, place.level, reading)
    if board is None or code not in board.scores:
        raise Http404
    score = board.scores[code]
    # Scores of a training or a frozen cycle are for all members; items, for the office and those above it.
    may_read = request.member.office.pk in {"0", code, place.parent_id}
    children = computed_board(shown, "regency", "own") if reading == "regencies" else None
    doubt = unsure(board.run)
    context = {
        "computation": shown,
        "training": shown.cycle.training,
        "board": board,
        "doubt": doubt,
        "interval": doubt.intervals.get(code) if doubt else None,
        "unit": place,
        "score": score,
        "place": board.place(code),
        "may_read": may_read,
        "brought": brought(score, shown.cycle) if may_read and reading == "own" else [],
        "blind": hidden_grades(request.member, shown.cycle) if may_read else frozenset(),
        "children": _children(children, code) if children else [],
        "readings": [run.reading for run in runs_of(shown) if run.level == place.level],
        "reading": reading,
    }
    return render(request, "computed/unit.html", context)


def _children(board: Board, province: str) -> list[tuple[Any, Any]]:
    known = units()
    return [(known[s.unit_id], s) for s in board.ranked if province in {known[s.unit_id].parent_id, s.unit_id[:2]}]


@member_required(*READERS)
def compare(request: MemberRequest, number: int) -> HttpResponse:
    """Show what changed between two computations of a cycle."""
    shown = shown_computation(request, number)
    asked = request.GET.get("dengan", "")
    other = shown_computation(request, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    if other is None or other.cycle_id != shown.cycle_id:
        raise Http404
    board, _runs = board_of(request, shown)
    before = computed_board(other, board.run.level, board.run.reading)
    if before is None:
        raise Http404
    found, matrix = changes(before, board)
    known = units()
    context = {
        "computation": shown,
        "other": other,
        "training": shown.cycle.training,
        "board": board,
        "rows": [(known[each.unit], each) for each in found if not each.same][:100],
        "same": sum(each.same for each in found),
        "all": len(found),
        "matrix": [(row, [matrix.get((row, column), 0) for column in _ORDER]) for row in _ORDER],
        "order": _ORDER,
        "same_input": shown.input_digest == other.input_digest,
    }
    return render(request, "computed/compare.html", context)
