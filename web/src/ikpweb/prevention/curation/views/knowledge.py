"""What an indicator brings to scores in the newest frozen computation: for members, as it is not released."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.prevention import engine
from ikpweb.prevention.mapping import driver_map
from ikpweb.runs.computed import computed_board
from ikpweb.runs.policies import computations_visible_to

__all__ = ["indicator"]


@member_required()
def indicator(request: MemberRequest, code: str) -> HttpResponse:
    """Show the map of an indicator over the units of the newest frozen computation that the member may see."""
    here = engine.known().get(code)
    if here is None:
        raise Http404(code)
    level = "province" if request.GET.get("tingkat") == "provinsi" else "regency"
    visible = computations_visible_to(request.member).filter(frozen=True, cycle__training=False)
    computation = visible.order_by("-made_at").first()
    board = computed_board(computation, level, "own") if computation else None
    drawn = (
        driver_map(board, code, lambda unit: reverse("runs:unit", args=[board.run.computation_id, unit]))
        if board
        else None
    )
    context = {"indicator": here, "level": level, "computation": computation, "drawn": drawn}
    return render(request, "curation/indicator.html", context)
