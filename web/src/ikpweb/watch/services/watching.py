"""Keeping what the watch found: its series, its alarms, and in the ledger what each alarm says, before its outcome.

The same day, reports, effort and settings are one watch, however often they are computed.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.watch import policies
from ikpweb.watch.alarm_transitions import AlarmMove
from ikpweb.watch.engine import Found, Raised
from ikpweb.watch.models import Alarm, AlarmStep, Choice, LedgerEntry, Watch, WatchSeries
from ikpweb.watch.selectors.inputs import Inputs, choice_now, last_sunday
from ikpweb.watch.services.forecasts import say_round

__all__ = ["HORIZON", "choose_policy", "keep_watch"]

#: Within so many days it should be known whether an alarm was right.
HORIZON = timedelta(days=56)


@audited("watch.kept", lambda inputs, *_, **__: f"watch:{inputs.as_of}")
def keep_watch(
    inputs: Inputs,
    found: Found,
    *,
    settings_digest: str,
    said_on: date,
    progress: Callable[[str], None] | None = None,
    actor: Acting,
) -> Watch:
    """Keep what was found, and write its alarms and forecasts into the ledger; when the same was kept, give that.

    All of it is one transaction: a process that is killed leaves nothing half-done.

    Parameters
    ----------
    said_on : date
        Today, or of made-up data the day that is played. A watch of another week than the last one before it
        raises no alarm and says no forecast: nobody foresees what has passed.
    progress : callable, optional
        Is told ``keeping`` when the series are written, before the ledger.
    """
    key = {
        "training": inputs.training,
        "level": inputs.level,
        "as_of": inputs.as_of,
        "input_digest": inputs.digest,
        "settings_digest": settings_digest,
    }
    if standing := Watch.objects.filter(**key).first():
        tell(repeated=standing.pk)
        return standing
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # of two that computed it at once, one keeps it
            cursor.execute("SELECT pg_advisory_xact_lock(7170)")
    try:
        with transaction.atomic():
            watch = _kept(key, inputs, found)
    except IntegrityError:
        tell(repeated=True)
        return Watch.objects.get(**key)
    if progress is not None:
        progress("keeping")
    raised = []
    if inputs.as_of == last_sunday(said_on):
        raised = _raise(watch, found.raised, said_on)
        for told in found.foretold:
            say_round(told, training=watch.training, said_on=said_on, watch=watch, actor=actor)
    watch.totals = {**watch.totals, "raised": len(raised)}
    watch.save(update_fields=["totals"])
    _let_go(watch)
    tell(watch=watch.pk, input=watch.input_digest, settings=settings_digest, alarms=len(raised))
    return watch


def _kept(key: dict[str, object], inputs: Inputs, found: Found) -> Watch:
    watch = Watch.objects.create(
        **key,
        week=found.week,
        method=found.method,
        parameters=found.parameters,
        policy=found.policy,
        seed=found.seed,
        engine_version=found.engine_version,
        totals={**found.totals, "left_out": inputs.left_out},
        problems=found.problems,
        made_at=inputs.read_at,
        seconds=found.seconds,
    )
    WatchSeries.objects.bulk_create([WatchSeries(watch=watch, **row) for row in found.series], batch_size=200)
    return watch


def _raise(watch: Watch, found: Sequence[Raised], said_on: date) -> list[Alarm]:
    """Make the alarms that are not there yet, each with its step and its line in the ledger."""
    standing = set(Alarm.objects.filter(training=watch.training, week=watch.week).values_list("unit_id", "kind"))
    now, made = timezone.now(), []
    for each in found:
        if (each.unit, each.kind) in standing:
            continue
        alarm = Alarm.objects.create(
            watch=watch,
            unit_id=each.unit,
            kind=each.kind,
            week=watch.week,
            training=watch.training,
            figures=each.figures,
            explanation=each.explanation,
            cluster=each.cluster,
            made_at=now,
            changed_at=now,
        )
        AlarmStep.objects.create(
            alarm=alarm, number=alarm.version, move=AlarmMove.RAISE.value, state=alarm.state, at=now
        )
        _say(alarm, each, watch, said_on)
        made.append(alarm)
    return made


def _say(alarm: Alarm, raised: Raised, watch: Watch, said_on: date) -> None:
    """Write into the ledger what the alarm says, under the digest of all of it."""
    statement = {
        "claim": "rise",
        "week": watch.week.isoformat(),
        "probability": raised.probability,
        "raw": raised.raw,
        "figures": raised.figures,
    }
    target = f"violations:{alarm.kind}"
    said = {
        "sort": LedgerEntry.Sort.ALARM.value,
        "training": watch.training,
        "unit": alarm.unit_id,
        "target": target,
        "said_on": said_on.isoformat(),
        "horizon_days": HORIZON.days,
        "due_on": (said_on + HORIZON).isoformat(),
        "method": raised.method,
        "statement": statement,
        "engine_version": watch.engine_version,
        "watch": watch.pk,
        "alarm": alarm.pk,
    }
    LedgerEntry.objects.create(
        sort=LedgerEntry.Sort.ALARM,
        training=watch.training,
        unit_id=alarm.unit_id,
        target=target,
        said_on=said_on,
        horizon_days=HORIZON.days,
        due_on=said_on + HORIZON,
        method=raised.method,
        statement=statement,
        engine_version=watch.engine_version,
        digest=digest_of(said),
        watch=watch,
        alarm=alarm,
        made_at=alarm.made_at,
    )


def _let_go(watch: Watch) -> None:
    """Drop earlier computations of the same day that nothing refers to: on a busy day there are many."""
    earlier = Watch.objects.filter(training=watch.training, level=watch.level, as_of=watch.as_of, pk__lt=watch.pk)
    gone = list(
        earlier.filter(alarms__isnull=True, ledger__isnull=True, rounds__isnull=True).values_list("pk", flat=True)
    )
    Watch.objects.filter(pk__in=gone).delete()


@audited("watch_choice.made", lambda **_: "watch", allowed=lambda *, actor, **_: policies.may_choose(actor))
def choose_policy(*, method: str, policy: str, value: float, actor: Member) -> Choice:
    """Say how alarms are chosen from now on.

    Parameters
    ----------
    value : float
        Alarms a week that would be expected if nothing happened anywhere, or the share of false ones, by `policy`.
    """
    now = choice_now()
    if now.pk and (now.method, now.policy, now.value) == (method, policy, value):
        tell(repeated=now.pk)
        return now
    made = Choice(method=method, policy=policy, value=value, by=actor.person, at=timezone.now())
    made.save(force_insert=True)
    tell(method=method, policy=policy, value=value)
    return made
