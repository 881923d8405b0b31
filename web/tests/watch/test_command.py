"""``ikp-web watch`` and the clock: what is computed when, and a made-up world with its truth."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from ikpweb.audit.actor import SYSTEM
from ikpweb.watch import clock
from ikpweb.watch.computing import compute_watch
from ikpweb.watch.engine import Played, played_world
from ikpweb.watch.models import Alarm, AlarmState, Effort, LedgerOutcome, Report
from ikpweb.watch.selectors.inputs import units_of
from ikpweb.watch.services.worlds import load_world, settle_played

from web.tests.watch.reporting import entered, few, stream, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(db: None) -> None:
    few()
    clock._looked.clear()


def world(**other: int) -> Played:
    return played_world(units_of(today()), today(), **{"weeks": 30, "played": 3, "outbreaks": 4, **other})


def test_the_command_says_what_it_found() -> None:
    stream()
    out = io.StringIO()
    call_command("watch", "--training", stdout=out)
    assert "SINTETIS" in out.getvalue()
    assert "1 alarm, 1 baru" in out.getvalue()


@pytest.mark.parametrize("day", [(today() + timedelta(1)).isoformat(), today().isoformat()])
def test_what_cannot_be_computed_is_said(day: str) -> None:
    with pytest.raises(CommandError, match=r"tiba|minggu"):
        call_command("watch", "--as-of", day)


def test_the_same_world_is_loaded_once_and_is_training_all_over() -> None:
    made = world()
    assert load_world(made, actor=SYSTEM) == len(made.reports) > 50
    assert load_world(world(), actor=SYSTEM) == 0
    assert not Report.objects.filter(training=False).exists()
    assert not Effort.objects.filter(training=False).exists()
    assert Report.objects.exclude(summary__startswith="SINTETIS").count() == 0


def test_nothing_in_a_world_comes_from_tomorrow() -> None:
    made = world()
    assert max(row[3] for row in made.reports) <= today()
    assert max(row[4] for row in made.reports if row[4]) <= today()
    assert any(each.last >= today() - timedelta(21) for each in made.planted)


def test_alarms_of_a_world_are_closed_by_what_was_planted() -> None:
    made = world()
    stream()  # a jump that nobody planted
    watch = compute_watch(training=True, actor=SYSTEM)
    count = watch.totals["raised"]
    assert settle_played(made, watch.week - timedelta(7), actor=SYSTEM) == 0
    assert settle_played(made, watch.week, actor=SYSTEM) == count > 0
    alarm = Alarm.objects.get(unit="15.71", kind="criminal")
    assert (alarm.state, alarm.outcome) == (AlarmState.CLOSED, "chance")
    assert LedgerOutcome.objects.get(entry__alarm=alarm).score["hit"] is False


def test_the_clock_computes_at_the_first_report_and_then_rests() -> None:
    now = timezone.now()
    assert clock.run(now) == []
    stream()
    assert [each.training for each in clock.run(now)] == [True]
    assert clock.run(now) == []
    stream(weeks=1, unit="16.71", last=1)
    assert clock.run(timezone.now()) == []
    assert len(clock.run(timezone.now() + clock.REST)) == 1


def test_the_clock_does_not_wait_after_an_import() -> None:
    stream()
    clock.run(timezone.now())
    load_world(world(), actor=SYSTEM)
    assert len(clock.run(timezone.now())) == 1


def test_the_clock_computes_every_new_week() -> None:
    stream()
    watch = clock.run(timezone.now())[0]
    assert not clock.is_due(training=True, now=timezone.now(), since=watch.made_at)
    assert clock.is_due(training=True, now=timezone.now() + timedelta(7), since=watch.made_at)


def test_what_cannot_be_said_yet_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    wednesday = timezone.now() + timedelta(2 - today().weekday())  # on a Sunday the week is over
    monkeypatch.setattr(timezone, "now", lambda: wednesday)
    entered()
    assert clock.run(timezone.now()) == []
