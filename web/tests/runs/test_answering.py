"""Replicates that were asked for: one at a time, by one process, taken up again after a kill, at last written off."""

import time
from datetime import timedelta
from threading import Event as Stop
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.models import Entry
from ikpweb.collection.models import Declaration, Event, State
from ikpweb.prevention.plans import clock
from ikpweb.runs.answering import answer, answer_waiting
from ikpweb.runs.models import AskedReplicates, Computation, Uncertainty
from ikpweb.runs.services import MOST, ask_replicates, begin_replicates, compute_cycle
from ikpweb.runs.waiting import LOST, due, expected, followed, note, progress_of, step_of

from web.tests.collecting import filled, opened
from web.tests.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Member:
    return member("analyst", "0")


@pytest.fixture
def computed(analyst: Member) -> Computation:
    cycle = opened()
    for code, events in (("15.71", 3), ("15.72", 1)):
        filled(cycle, member("enterer", code), events=events)
    for kind in (Declaration, Event):
        kind.objects.filter(submission__cycle=cycle).update(state=State.ACCEPTED)
    return compute_cycle(cycle, actor=analyst)


def test_what_was_asked_is_made_beside_the_server(analyst: Member, computed: Computation) -> None:
    assert set(expected(computed).values()) == {None}
    asked = ask_replicates(computed, 1_000, actor=analyst)
    assert (asked.state, step_of(asked)) == ("waiting", "menunggu giliran")
    assert ask_replicates(computed, 256, actor=analyst) == asked, "a double click is one"
    clock._round()
    asked.refresh_from_db()
    assert (asked.state, asked.tries, asked.going_on) == ("done", 1, False)
    assert {each.replicates for each in Uncertainty.objects.all()} == {1_000}
    done, of = progress_of(asked)
    assert done == of == 2_000, "both levels"
    assert not answer_waiting(), "nothing is left"
    AskedReplicates.objects.update(ended_at=asked.started_at + timedelta(seconds=5))  # type: ignore[operator]
    assert expected(computed) == {256: 1, 1_000: 5, 10_000: 50}
    said = set(Entry.objects.filter(subject=f"computation:{computed.pk}").values_list("action", flat=True))
    assert {"uncertainty.asked", "uncertainty.begun", "uncertainty.computed", "uncertainty.ended"} <= said


def test_one_process_has_it_and_what_was_killed_is_taken_up_again(analyst: Member, computed: Computation) -> None:
    asked = ask_replicates(computed, 256, actor=analyst)
    assert begin_replicates(asked, actor=SYSTEM) is not None
    assert not answer(asked), "another process is at it"
    assert not due()
    long_ago = timezone.now() - LOST - timedelta(seconds=1)
    AskedReplicates.objects.update(started_at=long_ago)
    note(asked, 100, 512)
    assert not due(), "somebody is still at it, only slow"
    cache.clear()
    assert answer_waiting() == [asked]
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == ("done", 2)


def test_a_clock_that_was_set_back_keeps_nobody_waiting(analyst: Member, computed: Computation) -> None:
    asked = ask_replicates(computed, 256, actor=analyst)
    begin_replicates(asked, actor=SYSTEM)
    assert not due()
    AskedReplicates.objects.update(started_at=timezone.now() + 2 * LOST)
    assert due() == [asked]


def test_a_long_step_gives_signs_of_life(
    analyst: Member, computed: Computation, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    # Another thread cannot see the rows of a test.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setattr("ikpweb.runs.waiting._BEAT", 0.05)
    asked = ask_replicates(computed, 256, actor=analyst)
    held = begin_replicates(asked, actor=SYSTEM)
    assert held is not None
    with followed(held) as told:
        told(100, 512)
        AskedReplicates.objects.update(started_at=timezone.now() - 2 * LOST)
        cache.clear()
        until = time.monotonic() + 10
        while progress_of(held) != (100, 512) and time.monotonic() < until:
            time.sleep(0.05)
        assert progress_of(held) == (100, 512)
        assert not due()


def test_what_kills_its_process_again_and_again_is_written_off(analyst: Member, computed: Computation) -> None:
    asked = ask_replicates(computed, 256, actor=analyst)
    long_ago = timezone.now() - LOST - timedelta(seconds=1)
    AskedReplicates.objects.update(state="running", started_at=long_ago, tries=MOST)
    assert not answer_waiting()
    asked.refresh_from_db()
    assert (asked.state, asked.said) == ("failed", "killed")
    assert not Uncertainty.objects.exists()
    assert ask_replicates(computed, 256, actor=analyst) != asked, "it may be asked for again"


def test_other_input_is_told(analyst: Member, computed: Computation) -> None:
    asked = ask_replicates(computed, 256, actor=analyst)
    Event.objects.filter(submission__office="15.71").update(state=State.REJECTED)
    assert not answer_waiting()
    asked.refresh_from_db()
    assert (asked.state, asked.said) == ("failed", "input")


def test_how_far_it_is_is_said_with_the_time_left(analyst: Member, computed: Computation) -> None:
    asked = ask_replicates(computed, 10_000, actor=analyst)
    held = begin_replicates(asked, actor=SYSTEM)
    assert held is not None
    note(held, 2_000, 10_000)
    held.started_at = timezone.now() - timedelta(seconds=4)
    assert step_of(held) == "2000 dari 10000 hitungan ulang, kira-kira 16 detik lagi"


def test_who_and_how_many(computed: Computation, analyst: Member) -> None:
    with pytest.raises(PermissionDenied):
        ask_replicates(computed, 256, actor=member("observer", "0"))
    with pytest.raises(ValueError, match="choose"):
        ask_replicates(computed, 300, actor=analyst)
    stop = Stop()
    stop.set()
    clock.every(1.0, stop)
    assert not AskedReplicates.objects.exists()
