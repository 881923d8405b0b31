"""The public ledger: alarms, forecasts of weeks, stages and editions, each with what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from ikpweb.kit import formats
from ikpweb.portal.watched.pictures import calibration, histogram
from ikpweb.watch.engine import stage_names
from ikpweb.watch.models import ForecastRound, Kind, LedgerEntry
from ikpweb.watch.scoring import in_order
from ikpweb.watch.selectors.board import ledger, tallies
from ikpweb.watch.selectors.rounds import alarm_bins, entries_of, round_for, rounds, standings, summary_of

__all__ = ["ledger_page", "ledger_table", "named", "period_of", "round_page", "round_table", "rounds_table"]

PER_PAGE = 50
#: Alarms on a page of the ledger: what stands below them should be seen.
ALARMS = 20
TRAINING = "latihan"


def training_of(request: HttpRequest) -> bool:
    """Tell whether made-up data are asked for."""
    return request.GET.get("data") == TRAINING


def named(baseline: str) -> str:
    """Name a simple forecast."""
    return {
        "persistence": gettext("seperti yang lalu"),
        "climatology": gettext("kebiasaan setahun atau semua"),
        "province": gettext("rata-rata wilayah"),
    }.get(baseline, baseline)


def period_of(round_: ForecastRound) -> str:
    """Say what a round is about."""
    if round_.topic == ForecastRound.Topic.EDITION:
        return gettext("edisi sesudah {edition}").format(edition=round_.key.split(":")[1])
    if round_.topic == ForecastRound.Topic.WEEK:
        return gettext("minggu mulai {day}").format(day=_day(round_.key))
    stage = stage_names().get(round_.basis.get("stage", ""), {}).get(get_language() or "id", "")
    days = f"{_day(round_.basis['first'])} – {_day(round_.basis['last'])}"
    return f"{stage}, {days}" if stage else days


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j M Y")


@require_safe
def ledger_page(request: HttpRequest) -> HttpResponse:
    """Show everybody how often the watch was right: counts by kind, and every statement with its digest.

    The unit of an alarm is not named: an alarm accuses nobody, and the public would take it for that.
    """
    training = training_of(request)
    entries, found = list(ledger(training=training)), list(rounds(training=training))
    bins = alarm_bins(entries)
    query = request.GET.copy()
    query.pop("hal", None)
    parts = [
        (each, calibration(each.bins), histogram(each.pit), [(named(one.baseline), one) for one in each.skills])
        for each in standings(found)
    ]
    context = {
        "training": training,
        "tallies": tallies(entries, timezone.localdate()),
        "alarm_bins": bins,
        "alarm_picture": calibration(bins),
        "standings": parts,
        "rounds": [(each, period_of(each), summary_of(each)) for each in found[:PER_PAGE]],
        "more_rounds": max(0, len(found) - PER_PAGE),
        "page": Paginator(entries, ALARMS).get_page(request.GET.get("hal")),
        "total": len(entries),
        "query": query.urlencode(),
    }
    return render(request, "watched/ledger.html", context)


@require_safe
def ledger_table(request: HttpRequest) -> HttpResponse:
    """Give what all alarms said as CSV, without the units."""
    training = training_of(request)
    columns = [
        *("said_on", "due_on", "target", "method", "probability", "probability_before_correction", "digest"),
        *("outcome", "hit", "came_on", "label"),
    ]
    rows = []
    for entry in ledger(training=training):
        last = next(iter(entry.outcomes.all()), None)
        rows.append(
            {
                "said_on": entry.said_on.isoformat(),
                "due_on": entry.due_on.isoformat() if entry.due_on else "",
                "target": entry.target,
                "method": entry.method,
                "probability": entry.statement.get("probability"),
                "probability_before_correction": entry.statement.get("raw"),
                "digest": entry.digest,
                "outcome": last.came.get("outcome", "") if last else "",
                "hit": last.score.get("hit", "") if last else "",
                "came_on": last.came_on.isoformat() if last else "",
                "label": "SINTETIS" if training else "",
            }
        )
    return _csv(columns, rows, "buku-besar.csv")


@require_safe
def rounds_table(request: HttpRequest) -> HttpResponse:
    """Give all rounds of forecasts with their scores as CSV."""
    training = training_of(request)
    baselines = ("persistence", "climatology", "province")
    columns = ["topic", "period", "said_on", "due_on", "count", "method", "digest", "n", "hits", "score"]
    columns += [*(f"score_{name}" for name in baselines), "label"]
    rows = []
    for each in rounds(training=training):
        told = summary_of(each) or {}
        rows.append(
            {
                "topic": each.topic,
                "period": each.key,
                "said_on": each.said_on.isoformat(),
                "due_on": each.due_on.isoformat() if each.due_on else "",
                "count": each.count,
                "method": each.method,
                "digest": each.digest,
                **{name: told.get(name, "") for name in ("n", "hits", "score")},
                **{f"score_{name}": told.get("baselines", {}).get(name, "") for name in baselines},
                "label": "SINTETIS" if training else "",
            }
        )
    return _csv(columns, rows, "prakiraan.csv")


def _round(key: int) -> ForecastRound:
    found = round_for(key)
    if found is None:
        raise Http404
    return found


@require_safe
def round_page(request: HttpRequest, key: int) -> HttpResponse:
    """Show a round: how good it was, and every forecast with its digest; units are named where they are public."""
    found = _round(key)
    told = summary_of(found)
    standing = standings([found])[0]
    page = Paginator(entries_of(found), PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "round": found,
        "period": period_of(found),
        "training": found.training,
        "summary": told,
        "standing": standing,
        "picture": calibration(standing.bins),
        "pit": histogram(standing.pit),
        "skills": [(named(one.baseline), one) for one in standing.skills],
        "page": page,
        "rows": [_row(each, found.basis.get("labels", []), named_units=_public(found)) for each in page],
        "named_units": _public(found),
        "problems": [each.get(get_language() or "id", each["id"]) for each in found.basis.get("problems", [])],
    }
    return render(request, "watched/round.html", context)


def _public(found: ForecastRound) -> bool:
    """Tell whether units may be named: categories of an edition are public, reports of a unit are not."""
    return found.topic == ForecastRound.Topic.EDITION


def _row(entry: LedgerEntry, labels: Sequence[str], *, named_units: bool) -> Mapping[str, Any]:
    told, last = in_order(entry.statement, labels), next(iter(entry.outcomes.all()), None)
    kind = entry.target.split(":")[1]
    quantiles = list(told.get("quantiles", {}).values())
    return {
        "unit": entry.unit.name if named_units else "",
        "kind": str(Kind(kind).label) if kind in Kind.values else "",
        "mean": told.get("mean"),
        "low": quantiles[0] if quantiles else (told.get("interval") or [None])[0],
        "high": quantiles[-1] if quantiles else (told.get("interval") or [None])[-1],
        "shares": [(label, 100 * share) for label, share in told.get("probabilities", {}).items()],
        "came": last.came.get("category", last.came.get("count")) if last else None,
        "hit": last.score.get("hit") if last else None,
        "digest": entry.digest,
    }


@require_safe
def round_table(_request: HttpRequest, key: int) -> HttpResponse:
    """Give every forecast of a round as CSV; without the units where these are not public."""
    found = _round(key)
    labels: list[str] = list(found.basis.get("labels", []))
    columns = [
        *(["unit"] if _public(found) else []),
        "target",
        "mean",
        "low",
        "high",
        *(f"p_{each}" for each in labels),
    ]
    columns += ["came", "hit", "digest", "label"]
    rows = []
    for entry in entries_of(found):
        row = _row(entry, labels, named_units=_public(found))
        shares = {f"p_{label}": round(share / 100, 6) for label, share in row["shares"]}
        plain = {name: "" if row[name] is None else row[name] for name in ("mean", "low", "high", "came", "hit")}
        rows.append(
            {
                **({"unit": entry.unit_id} if _public(found) else {}),
                "target": entry.target,
                **plain,
                **shares,
                "digest": entry.digest,
                "label": "SINTETIS" if found.training else "",
            }
        )
    return _csv(columns, rows, f"prakiraan-{found.pk}.csv")


def _csv(columns: list[str], rows: Iterable[Mapping[str, Any]], name: str) -> HttpResponse:
    answer = HttpResponse(formats.to_csv(columns, list(rows)), content_type=formats.CONTENT_TYPES["csv"])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
