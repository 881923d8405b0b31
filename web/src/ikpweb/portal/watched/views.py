"""Screens of the watch, for members: the board, a series, an alarm and what is done with it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit import formats
from ikpweb.kit.charts.render import POLICY
from ikpweb.kit.charts.render import render as render_chart
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.portal.watched.pictures import drawing, map_of, small, weeks_of
from ikpweb.prevention.plans.policies import may_plan_for
from ikpweb.territory.models import Office
from ikpweb.territory.selectors import units
from ikpweb.watch import policies
from ikpweb.watch.alarm_transitions import AlarmMove, alarm_moves
from ikpweb.watch.models import Alarm, AlarmState, Asking, Kind, Outcome, WatchSeries
from ikpweb.watch.scoring import in_order
from ikpweb.watch.selectors.asked import STEPS, asked_last
from ikpweb.watch.selectors.board import (
    alarm_for,
    alarms_of,
    latest_watch,
    people_for,
    series_for,
    series_of,
)
from ikpweb.watch.selectors.rounds import next_week_of
from ikpweb.watch.services import alarms as services
from ikpweb.watch.services.asking import ask

__all__ = ["alarm", "asked", "board", "chart", "compute", "move", "series", "series_table"]

PER_PAGE = 50
#: Small drawings on the board.
_DRAWN = 12
_TRAINING = "latihan"


def _training(request: HttpRequest) -> bool:
    return request.GET.get("data") == _TRAINING


@member_required()
def board(request: MemberRequest) -> HttpResponse:
    """Show the last watch: a map, the most striking series, and all alarms that wait for an answer."""
    training = _training(request)
    watch = latest_watch(training=training)
    mark = f"?data={_TRAINING}" if training else ""
    found = alarms_of(request.member, training=training)
    asked = {name: request.GET.get(name, "") for name in ("status", "jenis", "cari")}
    if asked["status"] in AlarmState.values:
        found = found.filter(state=asked["status"])
    elif not asked["status"]:
        found = found.exclude(state=AlarmState.CLOSED)
    if asked["jenis"] in Kind.values:
        found = found.filter(kind=asked["jenis"])
    if asked["cari"]:
        found = found.filter(unit__name__icontains=asked["cari"][:80])
    rows = list(series_of(request.member, watch)) if watch else []
    by_unit: dict[str, list[WatchSeries]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row)
    striking = sorted((row for row in rows if row.alarm), key=lambda row: (row.p is None, row.p))
    query = request.GET.copy()
    query.pop("hal", None)
    last = asked_last(training=training) if policies.may_compute(request.member) else None
    context: dict[str, Any] = {
        "training": training,
        "watch": watch,
        "map": map_of(by_unit, lambda code: _unit_address(code, by_unit, mark)) if rows else None,
        "small": [(row, small(row)) for row in striking[:_DRAWN]],
        "more": max(0, len(striking) - _DRAWN),
        "came": sum(int(row.observed or 0) for row in rows),
        "silent": sum(bool(row.reason) for row in rows),
        "rows": len(rows),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("hal")),
        "asked": asked,
        "narrowed": any(asked.values()),
        "states": AlarmState.choices,
        "kinds": Kind.choices,
        "query": query.urlencode(),
        "may_compute": policies.may_compute(request.member),
        "asked_last": last,
        "steps": (_done(last), len(STEPS), _step_name(last)),
        "whole": request.member.office.pk == Office.CENTRE,
        "problems": [(each.get(get_language() or "id", each["id"]), each["count"]) for each in watch.problems]
        if watch
        else [],
    }
    return render(request, "watched/board.html", context)


def _unit_address(code: str, rows: Mapping[str, Sequence[WatchSeries]], mark: str) -> str:
    """Lead to the most striking series of a unit; a unit that is not watched leads to its profile."""
    own = rows.get(code)
    if not own:
        return reverse("portal:unit", args=[code])
    kind = min(own, key=lambda row: (not row.alarm, -(row.observed or 0))).kind
    return reverse("alarms:series", args=[code, kind]) + mark


@require_POST
@member_required(Role.ANALYST, Role.HEAD)
def compute(request: MemberRequest) -> HttpResponse:
    """Ask for the watch to be computed now; it is done beside the server, and the board says how far it is."""
    training = request.POST.get("data") == _TRAINING
    ask(training=training, actor=request.member)
    return redirect(reverse("alarms:home") + (f"?data={_TRAINING}" if training else ""))


@member_required(Role.ANALYST, Role.HEAD)
def asked(request: MemberRequest) -> HttpResponse:
    """Say how far the computation is that was asked for, for the small script of the board."""
    found = asked_last(training=_training(request))
    going = found is not None and found.going_on
    answer = JsonResponse({"going_on": going, "done": _done(found), "of": len(STEPS), "step": _step_name(found)})
    answer["Cache-Control"] = "no-store"
    return answer


def _done(found: Asking | None) -> int:
    return STEPS.index(found.step) if found is not None and found.step in STEPS else 0


def _step_name(found: Asking | None) -> str:
    if found is None:
        return ""
    names = {
        "weeks": _("menyusun deret mingguan"),
        "delay": _("memperkirakan laporan yang masih akan masuk"),
        "alarms": _("mencari yang tidak biasa"),
        "clusters": _("mencari gugus daerah"),
        "explanations": _("menulis penjelasan"),
        "forecasts": _("membuat prakiraan"),
        "keeping": _("menyimpan"),
    }
    return names.get(found.step, str(found.get_state_display()))


def _series(request: MemberRequest, code: str, kind: str) -> Any:
    found = series_for(request.member, code, kind, training=_training(request))
    if found is None:
        raise Http404
    return found


@member_required()
def series(request: MemberRequest, code: str, kind: str) -> HttpResponse:
    """Show one series with what is probably still to come, and the bound of the usual."""
    found = _series(request, code, kind)
    ahead = next_week_of(request.member, code, kind, training=found.watch.training, after=found.watch.as_of)
    quantiles = list(in_order(ahead.statement)["quantiles"].values()) if ahead else []
    context = {
        "series": found,
        "ahead": ahead,
        "ahead_range": (quantiles[0], quantiles[-1]) if quantiles else None,
        "training": found.watch.training,
        "wide": drawing(found),
        "narrow": drawing(found, narrow=True),
        "weeks": list(reversed(weeks_of(found))),
        "alarms": alarms_of(request.member, training=found.watch.training).filter(unit=code, kind=kind)[:20],
        "kinds": [(value, label) for value, label in Kind.choices if value != kind],
        "mark": f"?data={_TRAINING}" if found.watch.training else "",
    }
    return render(request, "watched/series.html", context)


@csp_replace(POLICY)  # type: ignore[arg-type]  # the decorator is typed for views without arguments
@member_required()
def chart(request: MemberRequest, code: str, kind: str, form: str) -> HttpResponse:
    """Give the drawing of a series; ``?lebar=sempit`` gives the one for narrow screens."""
    drawn = drawing(_series(request, code, kind), narrow=request.GET.get("lebar") == "sempit")
    return HttpResponse(render_chart(drawn, form), content_type=formats.CONTENT_TYPES[form])


@member_required()
def series_table(request: MemberRequest, code: str, kind: str) -> HttpResponse:
    """Give the weeks of a series as CSV."""
    found = _series(request, code, kind)
    columns = ["week", "observed", "nowcast", "nowcast_low", "nowcast_high", "upper", "alarm", "label"]
    label = "SINTETIS" if found.watch.training else ""
    history = found.history
    start = date.fromisoformat(str(history["from"]))
    rows = [
        {
            "week": (start + timedelta(weeks=i)).isoformat(),
            "observed": week.observed,
            "nowcast": week.nowcast,
            "nowcast_low": week.low,
            "nowcast_high": week.high,
            "upper": week.upper,
            "alarm": int(week.alarm),
            "label": label,
        }
        for i, week in enumerate(weeks_of(found))
    ]
    answer = HttpResponse(formats.to_csv(columns, rows), content_type=formats.CONTENT_TYPES["csv"])
    answer["Content-Disposition"] = f'attachment; filename="deret-{code}-{kind}.csv"'
    return answer


def _alarm(request: MemberRequest, key: int) -> Alarm:
    found = alarm_for(request.member, key)
    if found is None:
        raise Http404
    return found


@member_required()
def alarm(request: MemberRequest, key: int) -> HttpResponse:
    """Show an alarm: why it is one, what was done, and what may be done now."""
    return _page(request, _alarm(request, key))


def _page(request: MemberRequest, found: Alarm, status: int = 200, conflict: bool = False) -> HttpResponse:
    mine = policies.is_decider(request.member, found)
    row = series_for(request.member, found.unit_id, found.kind, training=found.training)
    language = get_language() or "id"
    context = {
        "alarm": found,
        "training": found.training,
        "sentences": found.explanation.get(language) or found.explanation.get("id", []),
        "figures": found.figures,
        "rests_on": found.watch.parameters.get("probability", {}),
        "neighbours": [(units().get(each.get("unit", "")), each) for each in found.explanation.get("neighbours", [])],
        "series": row,
        "small": small(row) if row else None,
        "steps": found.steps.all(),
        "may": {each.name for each in alarm_moves(AlarmState(found.state), request.member.roles, is_decider=mine)},
        "mine": mine,
        "people": people_for(found) if found.state != AlarmState.CLOSED else [],
        "outcomes": Outcome.choices,
        "mark": f"?data={_TRAINING}" if found.training else "",
        "may_plan": not found.training and may_plan_for(request.member, found.unit),
        "conflict": conflict,
    }
    return render(request, "watched/alarm.html", context, status=status)


@require_POST
@member_required(Role.VERIFIER, Role.HEAD, Role.ANALYST)
def move(request: MemberRequest, key: int) -> HttpResponse:
    """Assign, assess, act, dismiss, close or correct."""
    found = _alarm(request, key)
    try:
        _moved(request, found)
    except RejectedError as refused:
        for faults in refused.faults.values():
            for fault in faults:
                messages.error(request, fault.sentence)
        return _page(request, _alarm(request, key), status=422)
    except ConflictError:
        return _page(request, _alarm(request, key), status=409, conflict=True)
    messages.success(request, _("Tercatat."))
    return redirect("alarms:alarm", key)


def _moved(request: MemberRequest, found: Alarm) -> None:
    told, actor = request.POST, request.member
    wanted, reason = told.get("move", ""), told.get("reason", "")
    text = told.get("seen", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    plain = {AlarmMove.ASSESS: services.assess, AlarmMove.ACT: services.act, AlarmMove.DISMISS: services.dismiss}
    answered = {AlarmMove.CLOSE: services.close, AlarmMove.CORRECT: services.correct}
    if wanted == AlarmMove.ASSIGN:
        owner = next((each for each in people_for(found) if str(each.pk) == told.get("owner")), None)
        if owner is None:
            raise Http404
        services.assign(found, owner, seen=seen, actor=actor)
    elif wanted in set(plain):
        plain[AlarmMove(wanted)](found, reason, seen=seen, actor=actor)
    elif wanted in set(answered) and told.get("outcome") in Outcome.values:
        outcome = Outcome(told["outcome"])
        answered[AlarmMove(wanted)](found, outcome, reason, source=told.get("source", ""), seen=seen, actor=actor)
    else:
        raise Http404
