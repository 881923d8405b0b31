"""The screen of *what if*: change a weight, an indicator, a value or a reading, and see what moves."""

from math import isfinite
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.portal.computed.views import board_of, shown_computation
from ikpweb.runs.engine import Supposable, SupposedError, Supposition
from ikpweb.runs.perturbing import OtherInputError
from ikpweb.runs.supposing import suppose, what_can_differ
from ikpweb.territory.selectors import units

__all__ = ["page"]

#: Rows before the rest is offered.
_SHOWN = 60


@member_required(Role.ANALYST, Role.HEAD)
def page(request: MemberRequest, number: int) -> HttpResponse:
    """Ask what is to be otherwise, and show which units move; the address holds the whole question."""
    shown = shown_computation(request, number)
    board, _runs = board_of(request, shown)
    if board.run.reading != "own":
        raise Http404
    able = what_can_differ(shown, board.run.level)
    problems: list[str] = []
    change = _asked(request.GET, able, problems)
    found = None
    if change and not problems:
        try:
            found = suppose(shown, board.run.level, change)
        except OtherInputError as problem:
            problems.append(str(problem))
        except SupposedError as problem:
            problems += [each["en" if get_language() == "en" else "id"] for each in problem.sentences]
    known = units()
    query = request.GET.copy()
    query["semua"] = "1"
    rows = [] if found is None else [(known[each.unit], each) for each in found.moved]
    context: dict[str, Any] = {
        "computation": shown,
        "training": shown.cycle.training,
        "board": board,
        "able": able,
        "asked": request.GET,
        "reading": change.alternative,
        "weights": [
            (code, names, weight, request.GET.get(f"bobot-{code}", "")) for code, names, weight in able.dimensions
        ],
        "problems": problems,
        "found": found,
        "rows": rows if "semua" in request.GET else rows[:_SHOWN],
        "more": 0 if "semua" in request.GET else max(0, len(rows) - _SHOWN),
        "query": query.urlencode(),
        "choices": sorted((known[code] for code in board.scores), key=lambda each: each.name),
    }
    return render(request, "computed/suppose.html", context)


def _asked(told: QueryDict, able: Supposable, problems: list[str]) -> Supposition:
    """Read what is to be otherwise; what cannot be read is told in `problems`."""
    weights = {}
    for code, _names, weight in able.dimensions:
        text = told.get(f"bobot-{code}", "").strip()
        if text and (number := _number(text, _("Bobot"), problems)) is not None:
            if number < 0:
                problems.append(_("Bobot tidak boleh di bawah nol."))
            elif number != weight:
                weights[code] = number
    unit, indicator, text = (told.get(name, "").strip() for name in ("daerah", "indikator", "nilai"))
    if unit and not indicator:
        problems.append(_("Pilih juga indikator yang nilainya diubah."))
    cell = (unit, indicator) if unit and indicator else None
    reading = told.get("bacaan-lain", "")
    return Supposition(
        weights,
        drop=told.get("buang", ""),
        cell=cell,
        value=_number(text, _("Nilai"), problems) if cell and text else None,
        alternative=reading if reading in {each[0] for each in able.alternatives} else "",
    )


def _number(text: str, name: str, problems: list[str]) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if isfinite(number):
        return number
    problems.append(_("{name} harus berupa angka, bukan “{text}”.").format(name=name, text=text[:40]))
    return None
