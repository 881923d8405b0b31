"""Screens of how sure the scores of a computation are."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit import formats
from ikpweb.kit.categories import scale
from ikpweb.kit.charts.render import POLICY
from ikpweb.kit.charts.render import render as render_chart
from ikpweb.kit.charts.theme import Chart
from ikpweb.portal.charts.caterpillar import Leg, caterpillar, overview
from ikpweb.portal.computed.views import READERS, board_of, shown_computation
from ikpweb.runs.models import Computation
from ikpweb.runs.selectors import Board
from ikpweb.runs.services import ask_replicates
from ikpweb.runs.unsure import Interval, Unsure, unsure
from ikpweb.runs.waiting import CHOICES, progress_of, step_of
from ikpweb.territory.selectors import units

__all__ = ["LEGS", "asked", "chart", "covered", "new", "page", "table"]

#: Units on a page of the picture and of the table: as many as have room for their names.
LEGS = 50


@require_POST
@member_required(Role.ANALYST, Role.HEAD)
def new(request: MemberRequest, number: int) -> HttpResponse:
    """Ask for replicates of a computation, which are made beside the server."""
    shown = shown_computation(request, number)
    told = request.POST.get("replicates", str(CHOICES[0]))
    count = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 0
    if count not in CHOICES:
        return HttpResponseBadRequest()
    asked = ask_replicates(shown, count, actor=request.member)
    if asked.replicates != count or asked.state != asked.State.WAITING:
        messages.info(request, _("Ketidakpastian perhitungan ini sedang dihitung."))
    else:
        messages.success(request, _("Hitungan ulang dibuat di latar belakang; halaman ini boleh ditutup."))
    return redirect("runs:computation", shown.pk)


@member_required(Role.ANALYST, Role.HEAD)
def asked(request: MemberRequest, number: int) -> HttpResponse:
    """Say how far the replicates are that were asked for, for the small script of the page."""
    found = shown_computation(request, number).asked.first()
    if found is None:
        raise Http404
    done, of = progress_of(found)
    answered = JsonResponse(
        {"going_on": found.going_on, "state": found.state, "done": done, "of": of, "step": step_of(found)}
    )
    answered["Cache-Control"] = "no-store"
    return answered


def _found(request: MemberRequest, number: int) -> tuple[Computation, Board, Unsure]:
    shown = shown_computation(request, number)
    board, _runs = board_of(request, shown)
    found = unsure(board.run)
    if found is None:
        raise Http404
    return shown, board, found


@member_required(*READERS)
def page(request: MemberRequest, number: int) -> HttpResponse:
    """Show all intervals, drawn and as a table, and answer who of two units stands above the other."""
    shown, board, found = _found(request, number)
    known = units()
    one, other = (request.GET.get(name, "") for name in ("a", "b"))
    asked_for = one != other and {one, other} <= found.intervals.keys()
    pages = Paginator(_in_order(found), LEGS)
    here = pages.get_page(request.GET.get("hal"))
    context: dict[str, Any] = {
        "computation": shown,
        "training": shown.cycle.training,
        "board": board,
        "doubt": found,
        "chart": _drawn(board, found, here.number),
        "narrow": _drawn(board, found, here.number, narrow=True),
        "whole": _overview(board, found, here.number) if pages.num_pages > 1 else None,
        "whole_narrow": _overview(board, found, here.number, narrow=True) if pages.num_pages > 1 else None,
        "page": here,
        "rows": [(known[each.unit], each) for each in here],
        "choices": sorted((known[code] for code in found.intervals), key=lambda each: each.name),
        "a": known.get(one),
        "b": known.get(other),
        "odds": found.odds(one, other) if asked_for else None,
        "query": f"tingkat={board.run.level}&bacaan={board.run.reading}",
    }
    return render(request, "computed/unsure.html", context)


@member_required(*READERS)
def covered(request: MemberRequest, number: int) -> HttpResponse:
    """List what the replicates vary, how sure that is and where it is from, and what they do not vary."""
    shown, board, found = _found(request, number)
    context = {
        "computation": shown,
        "training": shown.cycle.training,
        "board": board,
        "doubt": found,
        "varied": found.kept.varied.get("vary", []),
        "grading": any(each["kind"] == "grading" for each in found.kept.varied.get("vary", [])),
        "left_out": [each["en" if get_language() == "en" else "id"] for each in found.kept.left_out],
    }
    return render(request, "computed/covered.html", context)


_ORDER = (
    *("unit", "name", "score", "score_mean", "score_p05", "score_p50", "score_p95"),
    *("rank", "rank_p05", "rank_p50", "rank_p95", *(f"p_{name}" for name in scale()), "p_change"),
)


@member_required(*READERS)
def table(request: MemberRequest, number: str, form: str) -> HttpResponse:
    """Give the rows as a file, in the columns of the engine's *uncertainty.csv*."""
    shown, board, found = _found(request, int(number))
    kept = found.kept
    # PostgreSQL keeps the values of a row, not their order.
    columns = sorted(kept.rows[0], key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
    about = {
        "cycle": shown.cycle_id,
        "level": board.run.level,
        "replicates": kept.replicates,
        "seed": kept.seed,
        "digests": kept.digests,
        "perturbations": kept.varied,
        "engine": kept.engine_version,
        "synthetic": board.run.synthetic,
    }
    body = {
        "csv": lambda: formats.to_csv(columns, kept.rows, indonesian=request.GET.get("format") == "id"),
        "xlsx": lambda: formats.to_xlsx(columns, kept.rows, about),
        "json": lambda: formats.to_json(columns, kept.rows, about),
    }[form]()
    answer = HttpResponse(body, content_type=formats.CONTENT_TYPES[form])
    name = f"ketidakpastian-{shown.cycle_id}-{shown.pk}-{board.run.level}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@csp_replace(POLICY)  # type: ignore[arg-type]  # the decorator is typed for views without arguments
@member_required(*READERS)
def chart(request: MemberRequest, number: str, form: str) -> HttpResponse:
    """Give the drawing of the intervals of a page (``?hal=2``), or of all without names (``?hal=semua``).

    ``?lebar=sempit`` gives the one for narrow screens.
    """
    _shown, board, found = _found(request, int(number))
    asked, narrow = request.GET.get("hal", ""), request.GET.get("lebar") == "sempit"
    place = Paginator(_in_order(found), LEGS).get_page(request.GET.get("di" if asked == "semua" else "hal")).number
    draw = _overview if asked == "semua" else _drawn
    return HttpResponse(
        render_chart(draw(board, found, place, narrow=narrow), form), content_type=formats.CONTENT_TYPES[form]
    )


def _in_order(found: Unsure) -> list[Interval]:
    known = units()
    return sorted(found.intervals.values(), key=lambda each: (each.rank, known[each.unit].name))


def _legs(board: Board, intervals: list[Interval]) -> list[Leg]:
    known = units()
    return [
        Leg(known[each.unit].name, each.score, each.low, each.high, board.scores[each.unit].category)
        for each in intervals
    ]


def _drawn(board: Board, found: Unsure, page: int, *, narrow: bool = False) -> Chart:
    """Draw the units of a page, a row each."""
    rows = _in_order(found)
    first = (page - 1) * LEGS
    some = rows[first : first + LEGS]
    alt = _("Skor daerah urutan {first} sampai {last} dari {n}, masing-masing dengan rentang 5–95 %.").format(
        first=first + 1, last=first + len(some), n=len(rows)
    )
    return caterpillar(_legs(board, some), _marked(board, alt), narrow=narrow)


def _overview(board: Board, found: Unsure, page: int, *, narrow: bool = False) -> Chart:
    """Draw all units, a thin column each, with those of a page marked."""
    alt = _("Skor {n} daerah dari yang tertinggi, masing-masing dengan rentang 5–95 %.").format(n=len(found.intervals))
    first = (page - 1) * LEGS
    marked = (first, min(first + LEGS, len(found.intervals)))
    return overview(_legs(board, _in_order(found)), _marked(board, alt), marked, narrow=narrow)


def _marked(board: Board, alt: str) -> str:
    return f"{_('SINTETIS')}. {alt}" if board.run.synthetic else alt
