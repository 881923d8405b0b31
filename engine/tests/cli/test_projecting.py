"""Editions or a file as the history of a projection."""

from pathlib import Path

import pytest

from ikp.cli.projecting import Asked, history_of, label_word, model_word
from ikp.errors import IkpError, UsageError

pytestmark = pytest.mark.extras


def counts(path: Path, *, stages: bool = True) -> Path:
    """Write made-up counts (*SINTETIS*): two units, two kinds, eight weeks."""
    rows = ["unit,week,kind,count,stage,label" if stages else "unit,week,kind,count,label"]
    for week in range(8):
        day = f"2024-01-{1 + 7 * week:02d}" if week < 4 else f"2024-02-{7 * (week - 4) + 5:02d}"
        for unit in ("11.01", "11.02"):
            for kind in ("etik", "pidana"):
                stage = "kampanye," if week % 4 < 2 else "pemungutan,"
                rows.append(f"{unit},{day},{kind},{week % 3},{stage if stages else ''}SINTETIS")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_editions_bring_what_must_be_said_of_them() -> None:
    history, problems = history_of("2019:2024", Asked())
    assert history.periods == ("2019", "2024")
    assert [each.code for each in problems] == ["forecast-incomparable"]
    assert history_of("2024", Asked(level="regency"))[1][0].code == "forecast-partial"


def test_stages_of_a_file_are_periods(tmp_path: Path) -> None:
    history, problems = history_of(str(counts(tmp_path / "c.csv")), Asked(level="regency", stage="rekap", ahead=3))
    assert not problems
    assert history.periods == ("kampanye", "pemungutan") * 2
    assert history.synthetic
    assert history.groups == ("11",) * 4
    assert history.weights is not None
    assert history.weights[0, 2] == 1.0, "the nearest is the other one, for the same kind"
    assert history.counts is not None
    assert (history.counts.stages[-1], history.counts.lengths[-1]) == ("rekap", 3)


def test_kinds_weeks_and_days_narrow_it_down(tmp_path: Path) -> None:
    from datetime import datetime

    path = str(counts(tmp_path / "c.csv", stages=False))
    with pytest.raises(UsageError, match=r"c\.csv"):
        history_of(path, Asked())
    until = datetime(2024, 2, 4)  # noqa: DTZ001 - as the command line gives it
    history, _ = history_of(path, Asked(weeks=2, kind=" Etik", until=until))
    assert history.targets == ("etik", "etik")
    assert history.periods == ("2024-01-08", "2024-01-22")
    assert history.weights is None
    with pytest.raises(UsageError, match="etik, pidana"):
        history_of(path, Asked(weeks=2, kind="politik uang"))


def test_neighbours_of_a_file_reach_both_ways(tmp_path: Path) -> None:
    pairs = tmp_path / "n.csv"
    pairs.write_text("unit,neighbour\n11.01,11.02\n", encoding="utf-8")
    history, _ = history_of(str(counts(tmp_path / "c.csv")), Asked(neighbours=pairs))
    assert history.weights is not None
    assert history.weights[2, 0] == history.weights[0, 2] == 1.0


def test_reports_are_counted_by_week(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    rows = [f"11.0{1 + day % 2},2024-01-{1 + day:02d},2024-01-{2 + day:02d}" for day in range(27)]
    path.write_text("unit,event_date,entry_date\n" + "\n".join(rows) + "\n", encoding="utf-8")
    history, _ = history_of(str(path), Asked(weeks=1))
    assert history.counts is not None
    assert history.counts.values.sum(axis=1).tolist() == [7, 7, 7, 6]


def test_what_is_neither_is_a_sentence() -> None:
    for source in ("2019:1999", "nothing.csv"):
        with pytest.raises(IkpError):
            history_of(source, Asked())


def test_words() -> None:
    assert model_word("endemic-epidemic") in {"endemic-epidemic", "endemik-epidemik"}
    assert label_word("3-5") == "3–5"
