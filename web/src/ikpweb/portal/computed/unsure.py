"""Screens of how sure the scores of a computation are."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit import formats
from ikpweb.kit.charts.render import POLICY
from ikpweb.kit.charts.render import render as render_chart
from ikpweb.kit.charts.theme import Chart
from ikpweb.portal.charts.caterpillar import Leg, caterpillar
from ikpweb.portal.computed.views import PER_PAGE, READERS, board_of, shown_computation
from ikpweb.runs import policies
from ikpweb.runs.models import Computation
from ikpweb.runs.perturbing import OtherInputError, replicates_of
from ikpweb.runs.selectors import Board
from ikpweb.runs.services import keep_uncertainty
from ikpweb.runs.unsure import Unsure, unsure
from ikpweb.territory.selectors import units

__all__ = ["chart", "covered", "new", "page", "table"]

#: As many as a page can wait for; `ikp-web uncertainty` makes more.
AT_ONCE = 256


@require_POST
@member_required(Role.ANALYST, Role.HEAD)
def new(request: MemberRequest, number: int) -> HttpResponse:
    """Make replicates of a computation and keep what they say."""
    shown = shown_computation(request, number)
    if not policies.may_compute(request.member):  # asked before the work: the service refuses only after it
        raise PermissionDenied
    try:
        keep_uncertainty(shown, replicates_of(shown, AT_ONCE), actor=request.member)
    except OtherInputError as problem:
        messages.error(request, str(problem))
        return redirect("runs:computation", shown.pk)
    messages.success(request, _("Ketidakpastian dihitung."))
    return redirect("runs:computation", shown.pk)


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
    known, size = units(), _drawn(board, found)
    one, other = (request.GET.get(name, "") for name in ("a", "b"))
    asked = one != other and {one, other} <= found.intervals.keys()
    rows = sorted(found.intervals.values(), key=lambda each: (each.rank, known[each.unit].name))
    context: dict[str, Any] = {
        "computation": shown,
        "training": shown.cycle.training,
        "board": board,
        "doubt": found,
        "chart": size,
        "narrow": _drawn(board, found, narrow=True),
        "page": Paginator([(known[each.unit], each) for each in rows], PER_PAGE).get_page(request.GET.get("hal")),
        "choices": sorted((known[code] for code in found.intervals), key=lambda each: each.name),
        "a": known.get(one),
        "b": known.get(other),
        "odds": found.odds(one, other) if asked else None,
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
    *("rank", "rank_p05", "rank_p50", "rank_p95", "p_rendah", "p_sedang", "p_tinggi", "p_change"),
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
    """Give the drawing of all intervals; ``?lebar=sempit`` gives the one for narrow screens."""
    _shown, board, found = _found(request, int(number))
    drawn = _drawn(board, found, narrow=request.GET.get("lebar") == "sempit")
    return HttpResponse(render_chart(drawn, form), content_type=formats.CONTENT_TYPES[form])


def _drawn(board: Board, found: Unsure, *, narrow: bool = False) -> Chart:
    known = units()
    legs = [
        Leg(known[code].name, each.score, each.low, each.high, board.scores[code].category)
        for code, each in found.intervals.items()
    ]
    alt = _("Skor {n} daerah dari yang tertinggi, masing-masing dengan rentang 5–95 %.").format(n=len(legs))
    return caterpillar(legs, f"SINTETIS. {alt}" if board.run.synthetic else alt, narrow=narrow)
