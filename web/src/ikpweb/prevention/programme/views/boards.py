"""Boards for members: of the centre, a province and an office; as table, map, files and paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.formats import CONTENT_TYPES, to_csv, to_json, to_xlsx
from ikpweb.prevention.activities.models import Form
from ikpweb.prevention.activities.pictures import columns_of, stepped
from ikpweb.prevention.activities.policies import activities_visible_to
from ikpweb.prevention.activities.selectors.activities import counted
from ikpweb.prevention.activities.selectors.counts import months_between, period_of
from ikpweb.prevention.programme.columns import COLUMNS, notes, rows_of
from ikpweb.prevention.programme.measures import FORMS, MEASURES
from ikpweb.prevention.programme.paper import paper_of
from ikpweb.prevention.programme.policies import may_see_disclosures
from ikpweb.prevention.programme.selectors.boards import SHOWN, Board, board_for
from ikpweb.prevention.programme.selectors.coming import DAYS, deadlines_of
from ikpweb.prevention.programme.services.disclosing import note_programme_export
from ikpweb.territory.models import Office, Unit

__all__ = ["home", "office", "paper", "table"]

#: Activities that stand on an office's page.
_RECENT = 5


def _board(request: MemberRequest, code: str = "") -> Board:
    """Read the office and the period of an address."""
    today = timezone.localdate()
    period = period_of(request.GET.get("dari", ""), request.GET.get("sampai", ""), today)
    found = board_for(request.member, period, today, code or request.GET.get("kantor", "")[:8].replace("\x00", ""))
    if found is None:
        raise Http404
    return found


def _query(board: Board, **more: str) -> str:
    period = board.counts.period
    return urlencode({"dari": f"{period.since:%Y-%m}", "sampai": f"{period.until:%Y-%m}", **more})


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """Show the board of the member's office: of a regency its own page, of the others all that is below them."""
    if request.member.office.level == Office.Level.REGENCY:
        return _office_page(request, _board(request, request.member.office.pk))
    board = _board(request)
    if board.above.level == Office.Level.REGENCY:
        return redirect("programme:office", board.above.pk)
    asked = request.GET.get("ukuran", "")
    measure = MEASURES[asked if asked in MEASURES else "activities"]
    level = "province" if board.above.pk == Office.CENTRE and request.GET.get("peta") == "provinsi" else "regency"
    query = _query(board)

    def address(code: str) -> str:
        return f"{reverse('programme:office', args=[code])}?{query}"

    def say(unit: Unit, number: int) -> str:
        return f"{unit.name} · {measure.label}: {number_format(number, force_grouping=True)}"

    context: dict[str, Any] = {
        "board": board,
        "labels": [MEASURES[code].label for code in SHOWN],
        "cards": [(MEASURES[code], board.total.get(code, 0)) for code in SHOWN],
        "total": [board.total.get(code, 0) for code in SHOWN],
        "map": stepped(board.numbers(measure.code, level), level, address, say),
        "measure": measure,
        "measures": MEASURES.values(),
        "level": level,
        "empty": _by_province(board),
        "query": query,
        "own": board.above.pk == request.member.office.pk,
        "may_disclose": may_see_disclosures(request.member),
    }
    return render(request, "programme/board.html", context)


def _by_province(board: Board) -> list[tuple[Office, list[Office]]]:
    """Group the offices that have nothing by their province."""
    found: dict[str, list[Office]] = {}
    for each in board.empty:
        province = each.pk if each.level == Office.Level.PROVINCE else str(each.parent_id)
        found.setdefault(province, []).append(each)
    return [(board.offices.get(code, offices[0]), offices) for code, offices in sorted(found.items())]


@member_required()
def office(request: MemberRequest, code: str) -> HttpResponse:
    """Show everything of one office that the member may see, in one view."""
    return _office_page(request, _board(request, code[:8].replace("\x00", "")))


def _office_page(request: MemberRequest, board: Board) -> HttpResponse:
    here = board.above
    figures, line = board.figures.get(here.pk, {}), board.counts.of(here.pk)
    recent = activities_visible_to(request.member).filter(counted(), office=here, training=False)
    period = board.counts.period
    context = {
        "board": board,
        "here": here,
        "cards": [(MEASURES[code], figures.get(code, 0)) for code in SHOWN],
        "nothing": not figures,
        "deadlines": deadlines_of(here, board.day),
        "days": DAYS,
        "forms": [(label, figures.get(FORMS[code], 0)) for code, label in Form.choices],
        "line": line,
        "columns": columns_of(board.counts.months, months_between(period)) if not board.many else None,
        "recent": recent[:_RECENT],
        "query": _query(board),
        "below": board.many,
        "own": here.pk == request.member.office.pk,
    }
    return render(request, "programme/office.html", context)


@require_safe
@member_required()
def table(request: MemberRequest, form: str) -> HttpResponse:
    """Give a board as a file; the log keeps who took it."""
    board = _board(request)
    rows = rows_of(board)
    about = {"office": board.above.pk, "day": board.day.isoformat(), "rows": len(rows)}
    writers = {
        "csv": lambda: to_csv(COLUMNS, rows),
        "json": lambda: to_json(COLUMNS, rows, about),
        "xlsx": lambda: to_xlsx(COLUMNS, rows, about, notes()),
    }
    note_programme_export(f"board.{form}", rows=len(rows), actor=request.member)
    return _file(writers[form](), f"program-{board.above.pk}.{form}", CONTENT_TYPES[form])


@require_safe
@member_required()
def paper(request: MemberRequest) -> HttpResponse:
    """Give a board as PDF; the log keeps who took it."""
    board = _board(request)
    note_programme_export("board.pdf", rows=len(board.rows), actor=request.member)
    return _file(paper_of(board), f"program-{board.above.pk}.pdf", "application/pdf")


def _file(made: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
