"""The profile of a unit."""

from collections.abc import Sequence
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from ikpweb.kit.charts.render import POLICY
from ikpweb.kit.charts.render import render as render_chart
from ikpweb.kit.formats import CONTENT_TYPES
from ikpweb.methodology.models import Edition
from ikpweb.portal.choices import DEFAULT_EDITION
from ikpweb.portal.done import done_in, released_line
from ikpweb.portal.pictures import Picture, picture
from ikpweb.portal.profile import Profile, Standing, is_index
from ikpweb.portal.profile import profile as profile_of
from ikpweb.prevention.effects.lines import draw_timeline
from ikpweb.prevention.plans.policies import may_plan_for
from ikpweb.prevention.register.selectors import of_unit
from ikpweb.publication.choosing import scores_of
from ikpweb.runs.models import Score
from ikpweb.runs.selectors import board, editions
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import search, units
from ikpweb.watch.selectors.board import open_alarms

__all__ = ["candidates", "done_chart", "profile"]


def profile(request: HttpRequest, code: str) -> HttpResponse:
    """Show a unit; a code of another spelling leads to the unit if it can mean only one."""
    if code not in units():
        return _not_a_code(request, code[:80])
    about = profile_of(code, get_language() or "id")
    usual = next(edition for edition in editions() if edition.code == DEFAULT_EDITION)
    beside = _best_edition(about.nearest, first=usual) or usual
    below = _best_edition(about.children) or usual
    context: dict[str, Any] = {
        "unit": about.unit,
        "profile": about,
        "newest": about.newest,
        "cards": [each for each in (about.newest, about.whole) if each],
        "timeline": picture("waktu", code),
        "spread": _spread(about),
        "dimensions": [
            (each, picture("dimensi", f"{code}_{each.edition.code}")) for each in about.standings if each.dimensions
        ],
        "beside": beside,
        "neighbours": _scored(about.nearest, beside),
        "children": _scored(about.children, below),
        "children_edition": below,
        "take": f"daerah-{code}",
        "released": scores_of(code),
        # Only for who is signed in, whose pages are never kept.
        "alarms": open_alarms(member, code)[:10] if (member := getattr(request, "member", None)) else [],
        "held": of_unit(member, code),
        "done": done_in(code, member),
        "may_plan": may_plan_for(member, about.unit),
    }
    return render(request, "portal/unit.html", context)


@csp_replace(POLICY)  # type: ignore[arg-type]  # the decorator is typed for views without arguments
@require_safe
def done_chart(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Draw what was done in a unit as far as it is released; nobody keeps it, for it may be closed at any time."""
    narrow = request.GET.get("lebar") == "sempit"
    drawn = draw_timeline(released_line(code), narrow=narrow) if code in units() else None
    if drawn is None:
        raise Http404(code)
    answer = HttpResponse(render_chart(drawn, form), content_type=CONTENT_TYPES[form])
    answer["Cache-Control"] = "no-store"
    return answer


def candidates(code: str) -> list[Unit]:
    """Give the units that a code can mean: the Kemendagri code without its dot, or the code of BPS."""
    known = units()
    plain = code.strip().replace("-", ".")
    spelled = f"{plain[:2]}.{plain[2:]}" if len(plain) == 4 and plain.isdecimal() else plain
    found = [unit for unit in known.values() if unit.code == spelled or (plain and unit.bps_code == plain)]
    return list({unit.code: unit for unit in found}.values())


def _not_a_code(request: HttpRequest, code: str) -> HttpResponse:
    meant = candidates(code)
    if len(meant) == 1:
        return redirect("portal:unit", code=meant[0].code)
    if meant:
        reason = gettext("Kode {code} dapat berarti beberapa daerah: kode Kemendagri tanpa titik, atau kode BPS.")
    else:
        reason = gettext("Tidak ada daerah dengan kode {code}.")
    near = meant or list(search(code, 6)) or [unit for unit in units().values() if code[:2] == unit.code]
    context = {"reason": reason.format(code=code), "near": near, "words": ""}
    return render(request, "portal/not_found.html", context, status=404)


def _spread(about: Profile) -> dict[str, Standing | Picture] | None:
    """Choose the edition in which the unit can be seen among the most others."""
    best = max(
        (each for each in about.standings if each.peers),
        key=lambda each: (each.edition.code == DEFAULT_EDITION, each.peers[0].number),
        default=None,
    )
    drawn = picture("sebaran", f"{about.unit.code}_{best.edition.code}") if best else None
    return {"standing": best, "picture": drawn} if best and drawn else None


def _best_edition(others: Sequence[Unit], first: Edition | None = None) -> Edition | None:
    """Choose the edition that says something of the most units; of equals `first`, or else the newest."""

    def said(edition: Edition) -> int:
        boards = {level: board(edition.code, level) for level in {unit.level for unit in others}}
        scores = [here.scores.get(unit.code) for unit in others if (here := boards[unit.level])]
        return sum(bool(score and (score.total is not None or score.category)) for score in scores)

    best = max(
        (each for each in editions() if is_index(each)), key=lambda each: (said(each), each == first), default=None
    )
    return best if best and said(best) else None


def _scored(others: Sequence[Unit], edition: Edition) -> list[tuple[Unit, Score | None]]:
    found = []
    for unit in others:
        here = board(edition.code, unit.level)
        found.append((unit, here.scores.get(unit.code) if here else None))
    return found
