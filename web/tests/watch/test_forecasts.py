"""Forecasts in the ledger: said before, sealed, never changed, scored by what came (all *SINTETIS*)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from ikpweb.audit.actor import SYSTEM
from ikpweb.methodology.models import Edition
from ikpweb.runs.models import Run, Score
from ikpweb.watch.computing import compute_watch
from ikpweb.watch.engine import judged_round, sealed
from ikpweb.watch.models import ForecastRound, LedgerEntry, LedgerOutcome, RoundScore, Watch
from ikpweb.watch.scoring import in_order
from ikpweb.watch.selectors.inputs import inputs_of, last_sunday
from ikpweb.watch.settling import _band, edition_forecast, settle_due, settle_editions

from ikp.foresight.evaluation import Statement
from web.tests.watch.reporting import few, stream, today

pytestmark = pytest.mark.django_db

Topic = ForecastRound.Topic


def said(weeks: int = 30, ago: int = 1) -> Watch:
    """Compute the watch as it was some weeks ago, over a stream that goes on since."""
    few()
    stream(weeks=weeks, last=4)
    return compute_watch(as_of=today() - timedelta(7 * ago), training=True, actor=SYSTEM)


def test_a_watch_says_the_next_week_and_the_coming_weeks_of_every_series() -> None:
    watch = said()
    week, block = (ForecastRound.objects.get(topic=topic) for topic in (Topic.WEEK, Topic.STAGE))
    monday = last_sunday(today()) - timedelta(6)
    assert (week.key, week.due_on, week.watch) == (str(monday), monday + timedelta(6), watch)
    assert week.said_on == today() - timedelta(7)
    assert week.count == week.entries.count() == 28  # of the only kind that has any report
    assert block.count == block.entries.count() == 28 * 4
    entry = week.entries.get(unit="15.71")
    assert entry.sort == LedgerEntry.Sort.FORECAST
    told = in_order(entry.statement)
    assert list(told["quantiles"].values()) == sorted(told["quantiles"].values())
    assert set(told["baselines"]) == {"persistence", "climatology", "province"}
    assert 1 < told["mean"] < 5
    sealed_again = Statement(
        "forecast",
        "15.71",
        entry.target,
        entry.said_on,
        entry.horizon_days,
        entry.method,
        told,
        entry.engine_version,
        training=True,
    )
    assert entry.digest == sealed_again.digest
    forecast = block.entries.first()
    bands = in_order(forecast.statement, block.basis["labels"])
    assert list(bands["probabilities"]) == ["0", "1-2", "3-5", "6+"]
    assert sum(bands["probabilities"].values()) == pytest.approx(1)
    (digest,) = sealed(
        [(forecast.unit_id, forecast.target, bands)],
        said_on=forecast.said_on,
        horizon_days=forecast.horizon_days,
        method=forecast.method,
        training=True,
    )
    assert forecast.digest == digest  # whatever order the database keeps


def test_what_was_said_stands_and_the_database_keeps_it() -> None:
    said()
    count = LedgerEntry.objects.count()
    stream(weeks=1, last=9, ago=2)
    compute_watch(as_of=today() - timedelta(7), training=True, actor=SYSTEM)  # news make another watch
    assert LedgerEntry.objects.filter(sort="forecast").count() == count
    for row in (ForecastRound.objects.first(), LedgerEntry.objects.filter(sort="forecast").first()):
        assert row is not None
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            row.save()


def test_reports_that_come_later_score_the_last_weeks_forecast() -> None:
    said()
    assert not RoundScore.objects.exists()
    watch = compute_watch(training=True, actor=SYSTEM)
    week = ForecastRound.objects.get(topic=Topic.WEEK, key=str(watch.week))
    summary = week.scores.get().summary
    assert summary["n"] == 28
    assert 0 < summary["hits"] <= 28
    assert set(summary["baselines"]) == {"persistence", "climatology", "province"}
    assert sum(n for _, _, n in summary["events"]) == 28
    assert sum(summary["pit"]) == pytest.approx(10, abs=0.01)
    outcome = LedgerOutcome.objects.get(entry__round=week, entry__unit="15.71")
    assert outcome.came == {"count": 4}
    assert set(outcome.score) >= {"wis", "inside", "hit"}
    assert LedgerOutcome.objects.filter(entry__round=week).count() == 28
    stream(weeks=1, last=1, ago=5)
    compute_watch(training=True, actor=SYSTEM)
    assert week.scores.count() == 1  # once


def test_only_what_was_entered_by_the_day_counts() -> None:
    few()
    stream(weeks=30, last=6, late=6)  # of a week's reports, those of its Monday alone are entered in it
    compute_watch(as_of=today() - timedelta(7), training=True, actor=SYSTEM)
    compute_watch(training=True, actor=SYSTEM)
    outcome = LedgerOutcome.objects.filter(entry__unit="15.71", entry__round__topic=Topic.WEEK).get()
    assert outcome.came == {"count": 1}


def test_nobody_foresees_what_has_passed() -> None:
    few()
    stream(weeks=30, last=4)
    from ikpweb.watch.models import Report

    Report.objects.update(training=False)
    compute_watch(as_of=today() - timedelta(7), actor=SYSTEM)
    assert not ForecastRound.objects.exists()


def test_a_block_of_weeks_is_scored_four_weeks_after_its_end() -> None:
    said()
    block = ForecastRound.objects.get(topic=Topic.STAGE)
    assert block.due_on == date.fromisoformat(block.basis["last"]) + timedelta(28)
    inputs = inputs_of(today(), training=True)
    assert block.pk not in {each.round_id for each in settle_due(inputs, actor=SYSTEM)}
    (scored,) = settle_due(replace(inputs, as_of=block.due_on), actor=SYSTEM)
    assert scored.summary["n"] == 28 * 4
    assert set(scored.summary["hits_baselines"]) == set(block.basis["baselines"])
    entry = block.entries.get(unit="15.71", target__startswith="stage:criminal")
    assert entry.outcomes.get().came == {"count": 4, "category": "3-5"}
    assert settle_due(replace(inputs, as_of=block.due_on), actor=SYSTEM) == []


@pytest.mark.parametrize(("count", "band"), [(0, "0"), (1, "1-2"), (2, "1-2"), (5, "3-5"), (6, "6+"), (60, "6+")])
def test_every_count_has_its_band(count: int, band: str) -> None:
    assert _band(count, ["0", "1-2", "3-5", "6+"]) == band


def test_the_published_projection_is_kept_once_and_waits_for_the_next_edition() -> None:
    made, scored = settle_editions(actor=SYSTEM)
    assert made is not None
    assert (made.count, made.due_on, scored) == (38, None, [])
    assert settle_editions(actor=SYSTEM) == (None, [])
    entry = made.entries.first()
    assert (entry.horizon_days, entry.due_on) == (None, None)


def test_a_new_edition_scores_the_projection() -> None:
    made, _ = settle_editions(actor=SYSTEM)
    assert made is not None
    edition = Edition.objects.create(
        code="2031",
        kind=Edition.Kind.RESULTS_ONLY,
        public=True,
        title_id="SINTETIS",
        title_en="SINTETIS",
        launched=today() + timedelta(1),
        digest="0" * 64,
    )
    run = Run.objects.create(edition=edition, level="province", kind=Run.Kind.PUBLISHED, engine_version="0")
    codes = list(made.entries.values_list("unit", flat=True))
    for place, code in enumerate(codes[:30]):
        Score.objects.create(run=run, unit_id=code, category=("rendah", "sedang", "tinggi")[place % 3])
    _, (scored,) = settle_editions(actor=SYSTEM)
    assert scored.summary["n"] == LedgerOutcome.objects.filter(entry__round=made).count() == 30
    assert scored.source == "edition:2031"
    assert set(scored.summary["baselines"]) == {"persistence", "climatology", "province"}
    assert 0 < scored.summary["score"] < 1
    assert settle_editions(actor=SYSTEM) == (None, [])


def test_the_summary_by_hand() -> None:
    rows = [{"quantiles": {"0.25": 0.0, "0.75": 2.0}, "mean": 1.0, "size": None, "some": 0.6,
             "baselines": {"climatology": [0.0, 1.0]}}] * 2  # fmt: skip
    scores, summary = judged_round("week", rows, [{"count": 1}, {"count": 4}])
    assert [each["hit"] for each in scores] == [True, False]
    assert (summary["n"], summary["hits"], summary["came"], summary["said"]) == (2, 1, 5, 2)
    # Twice the mean pinball loss: (0.25·1 + 0.25·1) and (0.25·4 + 0.75·2).
    assert summary["score"] == pytest.approx(((0.25 + 0.25) + (1.0 + 1.5)) / 2)
    assert summary["baselines"]["climatology"] == pytest.approx(((0.25 + 0) + (1.0 + 2.25)) / 2)
    assert summary["brier"] == pytest.approx(0.16)
    told = edition_forecast()
    assert told is not None
    digests = sealed(told.rows, said_on=date(2026, 1, 1), horizon_days=None, method="stack", training=False)
    assert len(set(digests)) == 38
