"""The watch: what goes in, what comes out, once for the same input, and never after the fact."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.audit.actor import SYSTEM
from ikpweb.watch.computing import compute_watch
from ikpweb.watch.models import Alarm, Choice, Effort, LedgerEntry, Report, Watch
from ikpweb.watch.selectors.inputs import inputs_of, last_sunday
from ikpweb.watch.services import mark, withdraw
from ikpweb.watch.services.watching import choose_policy

from web.tests.factories import member
from web.tests.watch.reporting import entered, few, stream, team, today, watched

pytestmark = pytest.mark.django_db


def test_the_planted_jump_is_the_alarm() -> None:
    watch = watched()
    assert watch.totals["series"] == watch.series.count() == 28 * 4
    row = watch.series.get(alarm=True)
    assert (row.unit_id, row.kind, row.observed) == ("15.71", "criminal", 12)
    assert row.expected < 3 < row.upper < 12
    assert row.history["observed"][-1] == 12
    assert len(row.history["observed"]) == 20
    alarm = Alarm.objects.get()
    assert (alarm.unit_id, alarm.kind, alarm.week, alarm.training) == ("15.71", "criminal", watch.week, True)


@pytest.mark.slow
def test_every_regency_and_city_has_its_series() -> None:
    stream()
    watch = compute_watch(training=True, actor=SYSTEM)
    assert watch.totals["series"] == watch.series.count() == 514 * 4
    assert watch.series.get(alarm=True).unit_id == "15.71"


def test_the_same_input_is_one_watch_and_one_alarm() -> None:
    first = watched()
    assert compute_watch(training=True, actor=SYSTEM) == first
    assert (Watch.objects.count(), Alarm.objects.count(), LedgerEntry.objects.filter(sort="alarm").count()) == (1, 1, 1)


def test_news_make_another_watch_but_not_another_alarm() -> None:
    first = watched()
    stream(weeks=1, last=1)
    second = compute_watch(training=True, actor=SYSTEM)
    assert second.pk != first.pk
    assert second.input_digest != first.input_digest
    assert second.totals["raised"] == 0
    assert Alarm.objects.get().watch == first


def test_an_earlier_watch_of_the_day_that_raised_nothing_makes_way() -> None:
    first = watched(last=2)
    assert first.totals["alarms"] == 0
    stream(weeks=1, last=1)
    second = compute_watch(training=True, actor=SYSTEM)
    stream(weeks=1, unit="16.71", last=1)
    third = compute_watch(training=True, actor=SYSTEM)
    assert set(Watch.objects.all()) == {first, third}  # the first one said the forecasts
    assert second.pk not in {first.pk, third.pk}


def test_real_reports_of_the_past_raise_no_alarm() -> None:
    few()
    stream(ago=1)
    Report.objects.update(training=False)
    watch = compute_watch(as_of=today() - timedelta(7), actor=SYSTEM)
    assert watch.totals["alarms"] == 1
    assert (watch.totals["raised"], Alarm.objects.count(), LedgerEntry.objects.filter(sort="alarm").count()) == (
        0,
        0,
        0,
    )
    stream(last=60)
    Report.objects.update(training=False)
    assert compute_watch(actor=SYSTEM).totals["raised"] == 1


def test_what_was_entered_later_is_not_known_yet() -> None:
    few()
    stream()
    day = last_sunday(today()) - timedelta(7)
    watch = compute_watch(as_of=day, training=True, actor=SYSTEM)
    assert watch.week == day - timedelta(6)
    assert not watch.series.filter(alarm=True).exists()


def test_duplicates_and_what_was_withdrawn_do_not_count() -> None:
    enterer, verifier = team()
    first, second, third = (entered(enterer) for _ in range(3))
    coming = today() + timedelta(7)  # what is entered in a week is looked at when the week is over
    before = inputs_of(coming, training=False)
    mark(second, first, seen=1, actor=verifier)
    withdraw(third, "Laporan ini keliru dicatat.", seen=1, actor=enterer)
    after = inputs_of(coming, training=False)
    assert (len(before.reports), len(after.reports)) == (3, 1)
    assert after.left_out == {"duplicate": 1, "withdrawn": 1}
    assert before.digest != after.digest


def test_nothing_to_watch_is_said() -> None:
    with pytest.raises(ValueError, match="minggu"):
        compute_watch(actor=SYSTEM)


def test_the_centre_chooses_and_others_do_not() -> None:
    analyst = member("analyst", "0")
    made = choose_policy(method="auto", policy="fdr", value=0.1, actor=analyst)
    assert choose_policy(method="auto", policy="fdr", value=0.1, actor=analyst) == made
    assert Choice.objects.count() == 1
    for role, where in (("head", "15"), ("verifier", "0")):
        with pytest.raises(PermissionDenied):
            choose_policy(method="auto", policy="fdr", value=0.2, actor=member(role, where))
    first = watched()
    assert first.policy["kind"] == "fdr"
    choose_policy(method="auto", policy="budget", value=2, actor=analyst)
    assert compute_watch(training=True, actor=SYSTEM) != first


def test_a_long_history_is_told_whole_and_its_last_weeks_are_foreseen() -> None:
    few()
    stream(weeks=130, late=10)
    watch = compute_watch(training=True, actor=SYSTEM)
    row = watch.series.get(unit="15.71", kind="criminal")
    assert watch.totals["weeks"] == 130
    assert len(row.history["nowcast"]) == len(row.history["upper"]) == 52
    assert row.history["nowcast"][0] == row.history["observed"][0]  # complete
    assert row.nowcast_low <= row.nowcast <= row.nowcast_high
    assert row.nowcast > row.observed  # every report takes ten days, so half of the week is still to come


def test_more_supervisors_find_more_and_that_is_no_alarm() -> None:
    few()
    stream(last=12)
    end = last_sunday(today()) - timedelta(6)
    Effort.objects.filter(unit="15.71", week=end).update(supervisors=120)
    watch = compute_watch(training=True, actor=SYSTEM)
    assert not watch.series.filter(alarm=True, unit="15.71").exists()
    assert watch.parameters["with_effort"] == 4


def test_a_short_history_says_why_it_is_silent() -> None:
    few()
    stream(weeks=4)
    watch = compute_watch(training=True, actor=SYSTEM)
    assert {row.reason for row in watch.series.all()} == {"short-history"}
    assert watch.problems[0]["code"] == "short-history"
    assert watch.problems[0]["id"] != watch.problems[0]["en"]
    assert not Alarm.objects.exists()
