"""Asking for the watch now: once, in the background, taken up again when its process was killed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from ikpweb.audit.actor import SYSTEM
from ikpweb.watch import clock
from ikpweb.watch.models import Asking, ForecastRound, Watch
from ikpweb.watch.services.asking import LOST, MOST, ask, move_on, take_up

from web.tests.factories import member
from web.tests.watch.reporting import few, stream

pytestmark = pytest.mark.django_db


def test_a_double_click_is_one_and_the_clock_does_it() -> None:
    few()
    stream()
    analyst = member("analyst", "0")
    first = ask(training=True, actor=analyst)
    assert ask(training=True, actor=member("head", "0")) == first
    assert not Watch.objects.exists()
    watch = clock.answer(timezone.now())
    assert watch is not None
    first.refresh_from_db()
    assert (first.state, first.watch, first.tries) == (Asking.State.DONE, watch, 1)
    assert clock.answer(timezone.now()) is None
    assert ask(training=True, actor=analyst) != first
    assert clock.answer(timezone.now()) == watch  # the same input is the same watch


def test_others_may_not_ask() -> None:
    for role, where in (("analyst", "15"), ("verifier", "0"), ("observer", "0")):
        with pytest.raises(PermissionDenied):
            ask(training=True, actor=member(role, where))


def test_what_cannot_be_computed_is_said() -> None:
    made = ask(training=False, actor=member("head", "0"))
    assert clock.answer(timezone.now()) is None
    made.refresh_from_db()
    assert made.state == Asking.State.FAILED
    assert "minggu" in made.said


def test_who_was_killed_is_taken_up_again_and_not_for_ever() -> None:
    made, now = ask(training=True, actor=member("head", "0")), timezone.now()
    taken = take_up(now=now, actor=SYSTEM)
    assert taken == made
    move_on(made, "alarms", actor=SYSTEM)
    with pytest.raises(LookupError):
        take_up(now=now + LOST - timedelta(minutes=1), actor=SYSTEM)  # it is being computed
    for place in range(2, MOST + 1):
        again = take_up(now=now + place * 2 * LOST, actor=SYSTEM)
        assert again is not None
        assert again.tries == place
    assert take_up(now=now + 20 * LOST, actor=SYSTEM) is None
    made.refresh_from_db()
    assert (made.state, made.said) == (Asking.State.FAILED, "killed")


def test_a_computation_that_breaks_in_the_middle_leaves_nothing_and_the_next_is_whole() -> None:
    few()
    stream(weeks=30)
    steps: list[str] = []

    def breaking(step: str) -> None:
        steps.append(step)
        if step == "keeping":
            raise KeyboardInterrupt

    from ikpweb.watch.computing import compute_watch

    with pytest.raises(KeyboardInterrupt):
        compute_watch(training=True, actor=SYSTEM, progress=breaking)
    assert steps[-2:] == ["forecasts", "keeping"]
    assert not Watch.objects.exists()
    assert not ForecastRound.objects.exists()
    watch = compute_watch(training=True, actor=SYSTEM)
    assert watch.series.count() == 28 * 4
    assert watch.rounds.count() == 2
