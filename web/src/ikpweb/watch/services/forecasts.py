"""Saying forecasts before anybody can know, and scoring them when the outcome has come. Both are only ever added to."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.watch.engine import Foretold, engine_version, judged_round, sealed
from ikpweb.watch.models import ForecastRound, LedgerEntry, LedgerOutcome, RoundScore, Watch
from ikpweb.watch.scoring import in_order

__all__ = ["say_round", "score_round"]

_BATCH = 400
Came = Mapping[tuple[str, str], Mapping[str, Any]]


def _one_at_a_time() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # of two servers that come at once, one writes and the other finds it
            cursor.execute("SELECT pg_advisory_xact_lock(7171)")


@audited("forecasts.said", lambda told, **_: f"forecasts:{told.topic}:{told.key}")
def say_round(
    told: Foretold,
    *,
    training: bool,
    said_on: date,
    watch: Watch | None = None,
    actor: Acting,  # noqa: ARG001 - the decorator reads who
) -> ForecastRound:
    """Write forecasts into the ledger; what was said first of a period stands, and is given.

    Parameters
    ----------
    told : Foretold
    said_on : date
        Today, or of made-up data the day that is played.
    watch : Watch, optional
        What they were computed with.
    """
    _one_at_a_time()
    key = {"training": training, "topic": told.topic, "key": told.key}
    if standing := ForecastRound.objects.filter(**key).first():
        tell(repeated=standing.pk)
        return standing
    now, horizon = timezone.now(), None if told.due_on is None else (told.due_on - said_on).days
    digests = sealed(told.rows, said_on=said_on, horizon_days=horizon, method=told.method, training=training)
    made = ForecastRound.objects.create(
        **key,
        said_on=said_on,
        due_on=told.due_on,
        method=told.method,
        basis=told.basis,
        count=len(told.rows),
        engine_version=engine_version,
        digest=digest_of([training, told.topic, told.key, digests]),
        watch=watch,
        made_at=now,
    )
    LedgerEntry.objects.bulk_create(
        [
            LedgerEntry(
                sort=LedgerEntry.Sort.FORECAST,
                training=training,
                unit_id=unit,
                target=target,
                said_on=said_on,
                horizon_days=horizon,
                due_on=told.due_on,
                method=told.method,
                statement=statement,
                engine_version=engine_version,
                digest=digest,
                watch=watch,
                round=made,
                made_at=now,
            )
            for (unit, target, statement), digest in zip(told.rows, digests, strict=True)
        ],
        batch_size=_BATCH,
    )
    tell(round=made.pk, count=made.count, digest=made.digest)
    return made


@audited("forecasts.scored", lambda round_, *_, **__: f"forecasts:{round_.topic}:{round_.key}")
def score_round(
    round_: ForecastRound,
    came: Came,
    *,
    came_on: date,
    source: str = "",
    actor: Acting,  # noqa: ARG001 - the decorator reads who
) -> RoundScore:
    """Write what came of every forecast of a round beside it, and how good they were together; once.

    Parameters
    ----------
    came : mapping
        Unit and target to what came: ``{"count": 7}`` or ``{"category": "tinggi"}``. A forecast of which nothing is
        known gets no outcome.
    came_on : date
        The day by which it was known.
    source : str
        Where it is from.
    """
    _one_at_a_time()
    if standing := round_.scores.order_by("-number").first():
        tell(repeated=standing.pk)
        return standing
    entries = [each for each in round_.entries.order_by("pk") if (each.unit_id, each.target) in came]
    outcomes: Sequence[Mapping[str, Any]] = [came[each.unit_id, each.target] for each in entries]
    labels = round_.basis.get("labels", [])
    scores, summary = judged_round(round_.topic, [in_order(each.statement, labels) for each in entries], outcomes)
    now = timezone.now()
    LedgerOutcome.objects.bulk_create(
        [
            LedgerOutcome(entry=entry, came=told, score=score, source=source, came_on=came_on, at=now)
            for entry, told, score in zip(entries, outcomes, scores, strict=True)
        ],
        batch_size=_BATCH,
    )
    made = RoundScore.objects.create(round=round_, summary=summary, source=source, came_on=came_on, at=now)
    tell(round=round_.pk, scored=len(entries))
    return made
