from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.alarms.explanation import Coming, Effort, Explanation, explain
from ikp.foresight.alarms.shrinkage import shrunk_report
from ikp.foresight.streams import CountSeries

SHAPE = (40, 6)
UNITS, KINDS = ("11.01", "11.02", "12.01"), ("criminal", "ethics")
NAMES = {"11.01": "Kab. A", "11.02": "Kab. B", "12.01": "Kab. C"}
WORDS: Any = {"criminal": {"en": "criminal", "id": "pidana"}}


@dataclass(frozen=True)
class StillComing:
    """What `explain` reads of a nowcast."""

    known: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    level: float = 0.9

    @property
    def shape(self) -> tuple[int, ...]:
        return self.mean.shape


def coming(known: float, mean: float, low: float, high: float, shape: tuple[int, int] = SHAPE) -> Any:
    return StillComing(np.full(shape, known), np.full(shape, mean), np.full(shape, low), np.full(shape, high))


def made(**changes: Any) -> CountSeries:
    """Give forty weeks in which a report comes every fourth week, and five in the last in two units."""
    counts = np.tile([[1.0], [0.0], [0.0], [0.0]], (10, 6))
    counts[-1, [0, 2]] = 5.0
    effort = np.full((40, 6), 10.0)
    effort[-1, :2] = 20.0
    given: dict[str, Any] = {"effort": effort, "names": NAMES, "synthetic": True}
    starts = np.datetime64("2026-01-05") + 7 * np.arange(40)
    units = tuple(np.repeat(UNITS, 2).tolist())
    return CountSeries(counts, starts, units, KINDS * 3, **(given | changes))


def told(series: CountSeries | None = None, **changes: Any) -> Explanation:
    counts = series or made()
    alarms = shrunk_report(counts, last=3)
    given: dict[str, Any] = {"counts": counts, "kinds": WORDS, "before": 4}
    return explain(alarms, changes.pop("of", ("11.01", "criminal")), **(given | changes))


def test_it_says_what_came_and_what_was_expected_in_both_languages() -> None:
    found = told()
    assert found.now.alarm
    assert found.now.observed == 5.0
    assert found.times == pytest.approx(5.0 / found.now.expected)  # type: ignore[operator]
    assert found.method == "shrunk"
    english, indonesian = found.text("en"), found.text("id")
    assert english.startswith("Kab. A, week of 2026-10-05, criminal: 5 reports; ")
    assert indonesian.startswith("Kab. A, minggu 2026-10-05, pidana: 5 laporan; ")
    assert "one of" in english
    assert "SINTETIS" in english
    assert "SINTETIS" in indonesian
    assert "SINTETIS" not in told(made(synthetic=False)).text("id")


def test_it_always_ends_by_saying_what_an_alarm_is_not() -> None:
    for of in (0, 1, 5):
        found = told(of=of)
        assert found.sentences[-1]["en"].endswith("reports are alleged until they are verified.")
        assert found.sentences[-1]["id"].endswith("laporan adalah dugaan sampai diverifikasi.")


def test_weeks_before_and_neighbours_are_data_too() -> None:
    found = told(neighbours={"11.01": ["11.02", "12.01", "99.99"]})
    assert [each.observed for each in found.before] == [0.0, 1.0, 0.0, 0.0]
    assert [each.start for each in found.before] == list(made().starts[-5:-1])
    assert [(each.unit, each.alarm) for each in found.neighbours] == [("11.02", True), ("12.01", False)]
    assert "Of 2 neighbours, 1 had more than is usual as well: Kab. B." in found.text("en")
    assert "Neighbours: none of 1 had more than is usual." in told(neighbours={"11.01": ["12.01"]}).text("en")
    assert "No neighbours are known." in told(neighbours={}).text("en")
    assert "eighbours" not in told().text("en")


def test_the_weeks_before_are_told_oldest_first() -> None:
    counts = made().counts.copy()
    counts[-5:-1, 0] = [4, 3, 2, 1]
    assert "oldest first: 4, 3, 2, 1." in told(_with(counts)).text("en")


def _with(counts: np.ndarray) -> CountSeries:
    base = made()
    return CountSeries(counts, base.starts, base.units, base.kinds, effort=base.effort, names=NAMES, synthetic=True)


def test_more_supervisors_are_told_and_whether_the_method_knows() -> None:
    found = told()
    assert found.effort == Effort(20.0, 10.0, counted=False)
    assert "More supervisors than usual were at work (20, usually 10)" in found.text("en")
    assert "does not take this into account" in found.text("en")
    alike = told(of=("12.01", "criminal"))
    assert "About as many supervisors as usual" in alike.text("en")
    assert "into account" not in alike.text("en")
    counts = made()
    fair = explain(shrunk_report(counts, effort=True), 0, counts=counts)
    assert "What is expected takes this into account." in fair.text("en")
    assert told(made(effort=None)).effort is None
    effort = made().effort
    assert effort is not None
    fewer = effort.copy()
    fewer[-1, 0] = 5.0
    assert "Fewer supervisors than usual" in told(made(effort=fewer)).text("en")


def test_reports_on_their_way_are_told() -> None:
    found = told(nowcast=coming(5.0, 7.25, 6.0, 11.0))
    assert found.coming == Coming(5.0, 7.25, 6.0, 11.0, 0.9)
    assert "antara 6 dan 11 dengan peluang 90 %" in found.text("id")
    assert "diperkirakan 7,2," in found.text("id")
    assert "All reports of this week have come." in told(nowcast=coming(5.0, 5.0, 5.0, 5.0)).text("en")
    assert told(nowcast=coming(np.nan, np.nan, np.nan, np.nan)).coming is None


def test_where_nothing_can_be_said_the_reason_is() -> None:
    found = told(week=0)
    assert found.reason == "not-monitored"
    assert found.now.expected is None
    assert found.p_value is None
    assert found.before == ()
    assert "nothing can be said, because the week was not watched." in found.text("en")
    counts = made().counts.copy()
    counts[-1, 0] = np.nan
    gap = told(_with(counts))
    assert gap.now.observed is None
    assert not gap.now.alarm
    assert "minggu itu tidak teramati" in gap.text("id")


def test_a_calm_week_is_said_to_be_calm() -> None:
    found = told(of=("12.01", "criminal"))
    assert not found.now.alarm
    assert "which is not unusual" in found.text("en")
    assert "tidak luar biasa" in found.text("id")


def test_a_method_without_limit_or_chance_has_none() -> None:
    counts = made()
    alarms = shrunk_report(counts)
    nothing = np.full(alarms.shape, np.nan)
    values = {name: getattr(alarms, name) for name in type(alarms).__slots__}
    bare = type(alarms)(**(values | {"upper": nothing, "p_value": nothing}))
    found = explain(bare, 0)
    assert found.text("en").startswith("11.01, week of 2026-10-05, criminal: 5 reports; ")
    assert "usual" not in found.text("en")
    assert "one of" not in found.text("en")


@pytest.mark.parametrize("changes", [{"of": ("11.01", "other")}, {"of": 6}, {"week": 40}])
def test_what_is_not_there_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as refused:
        told(**changes)
    assert refused.value.problems[0].code == "alarms-level"


def test_a_nowcast_of_other_weeks_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        told(nowcast=coming(1.0, 1.0, 1.0, 1.0, (3, 6)))
    assert refused.value.problems[0].code == "alarms-shapes"
