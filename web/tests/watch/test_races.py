"""Two people, or two servers, at the same moment: one is first, and the other is told or finds it done."""

import os
import signal
from collections.abc import Callable
from uuid import uuid4

from django.db import connections
from django.utils import timezone
from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.watch import clock
from ikpweb.watch.computing import compute_watch
from ikpweb.watch.models import (
    Alarm,
    Asking,
    Effort,
    LedgerEntry,
    LedgerOutcome,
    Outcome,
    Report,
    ReportStep,
    Watch,
    WatchSeries,
)
from ikpweb.watch.services import decide, enter, mark
from ikpweb.watch.services.alarms import act, assess, close
from ikpweb.watch.services.asking import LOST, ask, move_on, take_up
from ikpweb.watch.services.effort import Cell, save_effort
from ikpweb.watch.transitions import Move

from web.tests.committing import CommittingCase, at_once
from web.tests.factories import member
from web.tests.watch.reporting import entered, given, office, stream
from web.tests.watch.test_effort import MONDAY

REFUSALS = (ConflictError, RejectedError)
SAID = "SINTETIS: dilihat bersama Panwascam."


def _killed(act: Callable[[Callable[[str], None]], object], step: str) -> int:
    """Do something in a process of its own, which is killed without a word at a step; give the signal."""
    child = os.fork()
    if not child:
        for each in connections.all():
            each.connection = None  # the parent's: closing it here would close it there

        def die(reached: str) -> None:
            if reached == step:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            act(die)
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


class RaceTests(CommittingCase):
    """Each pair of acts happens at once."""

    def test_one_report_sent_twice_at_once_is_one(self) -> None:
        enterer, key, client = member("enterer", "15.71"), uuid4(), uuid4()

        def send() -> bool:
            return enter(office(), given(), key=key, client=client, actor=enterer).repeated

        assert sorted(at_once(send, send, send, refusals=())) == [False, True, True]
        assert Report.objects.count() == 1

    def test_of_two_who_decide_at_once_one_reads_both_versions(self) -> None:
        report = entered()
        one, other = member("verifier", "15.71"), member("head", "15")
        results = at_once(
            lambda: decide(report, Move.CONFIRM, seen=1, actor=one),
            lambda: decide(report, Move.CLEAR, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert ReportStep.objects.filter(report=report).count() == 2

    def test_two_reports_are_never_marked_as_telling_each_other_again(self) -> None:
        first, second = entered(), entered()
        one, other = member("verifier", "15.71"), member("head", "15.71")
        results = at_once(
            lambda: mark(first, second, seen=1, actor=one),
            lambda: mark(second, first, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, RejectedError) for each in results) == 1

    def test_two_numbers_for_one_week_at_once_are_one_and_a_conflict(self) -> None:
        one, other = member("enterer", "15.71"), member("head", "15.71")
        results = at_once(
            lambda: save_effort(office(), {MONDAY: Cell(10)}, actor=one),
            lambda: save_effort(office(), {MONDAY: Cell(20)}, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert Effort.objects.count() == 1

    def test_two_servers_that_compute_at_once_keep_one_watch_and_its_alarms_once(self) -> None:
        stream()

        def compute() -> int:
            return compute_watch(training=True, actor=SYSTEM).pk

        results = at_once(compute, compute, refusals=())
        assert len(set(results)) == 1
        found = (Watch.objects.count(), Alarm.objects.count(), LedgerEntry.objects.filter(sort="alarm").count())
        assert found == (1, 1, 1)

    def test_a_process_that_is_killed_in_the_middle_leaves_nothing_and_computing_again_is_whole(self) -> None:
        stream()
        analyst = member("analyst", "0")
        asked = ask(training=True, actor=analyst)
        now = timezone.now()

        def work(die: Callable[[str], None]) -> None:
            take_up(now=now, actor=SYSTEM)

            def step(name: str) -> None:
                move_on(asked, name, actor=SYSTEM)
                die(name)

            compute_watch(training=True, actor=SYSTEM, progress=step)

        # At "keeping" the series are written, and the ledger is not.
        assert _killed(work, "keeping") == signal.SIGKILL
        assert (Watch.objects.count(), WatchSeries.objects.count(), LedgerEntry.objects.count()) == (0, 0, 0)
        asked.refresh_from_db()
        assert (asked.state, asked.step) == (Asking.State.RUNNING, "forecasts")  # the last step that was committed
        assert clock.answer(now + LOST / 2) is None  # it may still be at work
        watch = clock.answer(timezone.now() + 2 * LOST)
        assert watch is not None
        asked.refresh_from_db()
        assert (asked.state, asked.tries, asked.watch) == (Asking.State.DONE, 2, watch)
        assert watch.series.count() == 514 * 4
        assert LedgerEntry.objects.filter(sort="alarm").count() == watch.totals["raised"] == 1
        assert sum(each.count for each in watch.rounds.all()) == LedgerEntry.objects.filter(sort="forecast").count() > 0

    def test_two_who_ask_at_once_ask_once(self) -> None:
        one, other = member("analyst", "0"), member("head", "0")
        asked = at_once(lambda: ask(training=True, actor=one), lambda: ask(training=True, actor=other), refusals=())
        assert len({each.pk for each in asked}) == Asking.objects.count() == 1

    def test_of_two_who_close_an_alarm_at_once_one_scores_it(self) -> None:
        stream()
        compute_watch(training=True, actor=SYSTEM)
        alarm, doer = Alarm.objects.get(), member("verifier", "15.71")
        assess(alarm, SAID, seen=1, actor=doer)
        act(alarm, SAID, seen=2, actor=doer)
        one, other = member("head", "15.71"), member("head", "15")
        results = at_once(
            lambda: close(alarm, Outcome.CONFIRMED, SAID, seen=3, actor=one),
            lambda: close(alarm, Outcome.CHANCE, SAID, seen=3, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert LedgerOutcome.objects.filter(entry__sort="alarm").count() == 1
