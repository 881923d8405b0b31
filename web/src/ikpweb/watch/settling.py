"""Scoring forecasts when their outcome has come: reports by every watch, categories by a newer edition."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import digest_of
from ikpweb.methodology.models import Edition
from ikpweb.runs.engine.foreseeing import EDITIONS, LABELS, foreseen
from ikpweb.runs.models import Run, Score
from ikpweb.watch.engine import Foretold
from ikpweb.watch.models import ForecastRound, RoundScore
from ikpweb.watch.selectors.inputs import Inputs
from ikpweb.watch.services.forecasts import say_round, score_round

__all__ = ["edition_forecast", "settle_due", "settle_editions"]

Topic = ForecastRound.Topic


def settle_due(inputs: Inputs, *, actor: Acting) -> list[RoundScore]:
    """Score the forecasts of weeks and stages whose day has come, by the reports that had been entered by then."""
    due = ForecastRound.objects.filter(training=inputs.training, due_on__lte=inputs.as_of, scores__isnull=True)
    return [
        score_round(each, _counted(each, day, inputs), came_on=day, source="reports", actor=actor)
        for each in due.filter(topic__in=[Topic.WEEK, Topic.STAGE]).order_by("due_on", "pk")
        if (day := each.due_on) is not None
    ]


def _counted(round_: ForecastRound, day: date, inputs: Inputs) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Count what came of each forecast; of a unit that is no more, nothing is known."""
    if round_.topic == Topic.WEEK:
        first = date.fromisoformat(round_.key)
        last = first + timedelta(6)
    else:
        first, last = (date.fromisoformat(round_.basis[name]) for name in ("first", "last"))
    came = Counter(
        (unit, kind) for unit, kind, event, entry, _ in inputs.reports if first <= event <= last and entry <= day
    )
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for unit, target in round_.entries.values_list("unit", "target"):
        if unit in inputs.units:
            count = came[unit, target.split(":")[1]]
            found[unit, target] = {"count": count}
            if round_.topic == Topic.STAGE:
                found[unit, target] = {"count": count, "category": _band(count, round_.basis["labels"])}
    return found


def _band(count: int, labels: list[str]) -> str:
    """Give the band of a count: ``0``, ``1-2``, ``6+``."""
    starts = [int(label.rstrip("+").split("-")[0]) for label in labels]
    return next(label for start, label in zip(reversed(starts), reversed(labels), strict=True) if count >= start)


def edition_forecast() -> Foretold | None:
    """Give the projection of the next edition as it is published, for the ledger."""
    said = foreseen()
    if not said:
        return None
    rows = []
    for each in said:
        share = {label: round(each.probability[label], 6) for label in LABELS}
        share[each.most] = round(share[each.most] + 1 - sum(share.values()), 6)
        told = {
            "probabilities": share,
            "low": [each.low[label] for label in LABELS],
            "high": [each.high[label] for label in LABELS],
            "baselines": {name: dict(values) for name, values in each.baselines.items()},
        }
        rows.append((each.unit, f"category:after:{EDITIONS[-1]}", told))
    basis = {"editions": list(EDITIONS), "labels": list(LABELS), "weights": dict(said[0].weights)}
    # Another projection of the same edition is another statement; both stand.
    digest = digest_of([[unit, target, told] for unit, target, told in rows])
    return Foretold("edition", f"after:{EDITIONS[-1]}:{digest[:8]}", None, "stack", basis, rows)


def settle_editions(*, actor: Acting) -> tuple[ForecastRound | None, list[RoundScore]]:
    """Keep the projection that is published, and score earlier ones by the first edition that came after them."""
    told = edition_forecast()
    said = None
    if (
        told is not None
        and not ForecastRound.objects.filter(training=False, topic=Topic.EDITION, key=told.key).exists()
    ):
        said = say_round(told, training=False, said_on=timezone.localdate(), actor=actor)
    scored = []
    for each in ForecastRound.objects.filter(topic=Topic.EDITION, scores__isnull=True).order_by("pk"):
        edition = _next_after(each.key.split(":")[1], said_on=each.said_on)
        came = {} if edition is None else _categories(each, edition)
        if edition is not None and came:
            day = edition.launched or timezone.localdate()
            scored.append(score_round(each, came, came_on=day, source=f"edition:{edition.code}", actor=actor))
    return said, scored


def _next_after(code: str, *, said_on: date) -> Edition | None:
    """Give the first public edition that was launched after another, and after the forecast was said."""
    before = Edition.objects.filter(code=code).values_list("launched", flat=True).first()
    after = max(day for day in (before, said_on) if day is not None)
    later = Edition.objects.filter(public=True, launched__gt=after).exclude(code__in=EDITIONS)
    return later.order_by("launched", "code").first()


def _categories(round_: ForecastRound, edition: Edition) -> dict[tuple[str, str], Mapping[str, Any]]:
    rows = Score.objects.filter(
        run__edition=edition, run__kind=Run.Kind.PUBLISHED, run__level="province", run__reading=Run.Reading.OWN
    )
    known = dict(rows.order_by("run").values_list("unit", "category"))
    labels = set(round_.basis["labels"])
    return {
        (unit, target): {"category": known[unit]}
        for unit, target in round_.entries.values_list("unit", "target")
        if known.get(unit) in labels
    }
