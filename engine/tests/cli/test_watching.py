from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from ikp.errors import UsageError
from ikp.foresight.streams import CountSeries

pytestmark = pytest.mark.extras

WEEKS = np.datetime64("2024-01-01") + 7 * np.arange(3)


def counts(**changes: Any) -> CountSeries:
    given: dict[str, Any] = {
        "counts": np.array([[1.0, 2, 3, 4], [np.nan, 2, np.nan, np.nan], [0, 0, 1, np.nan]]),
        "starts": WEEKS,
        "units": ("11.01", "11.01", "11.02", "11.02"),
        "kinds": ("etik", "pidana", "etik", "pidana"),
        "effort": np.array([[5.0, 5, 7, 7]] * 3),
    }
    return CountSeries(**(given | changes))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_kinds_are_added_up_where_they_were_observed() -> None:
    from ikp.cli.watching import of_kinds

    found = of_kinds(counts())
    assert found.units == ("11.01", "11.02")
    assert found.kinds == ("semua", "semua")
    assert_array_equal(found.counts, [[3, 7], [2, np.nan], [0, 1]])
    assert found.effort is not None
    assert_array_equal(found.effort[0], [5, 7])


def test_a_kind_alone_or_each_apart() -> None:
    from ikp.cli.watching import of_kinds

    found = of_kinds(counts(), "Etik")
    assert found.kinds == ("etik", "etik")
    assert_array_equal(found.counts[0], [1, 3])
    assert of_kinds(counts(), by_kind=True).kinds == counts().kinds
    with pytest.raises(UsageError) as refused:
        of_kinds(counts(), "sara")
    assert refused.value.problems[0].code == "nowcast-kind"


def test_reports_become_weeks_and_a_triangle(tmp_path: Path) -> None:
    from ikp.cli.watching import read_stream

    path = write(
        tmp_path / "r.csv",
        "unit,event_date,entry_date,kind\n"
        "11.01,2024-01-02,2024-01-03,etik\n"
        "11.01,2024-01-02,2024-01-10,pidana\n"
        "12.01,2024-01-16,2024-01-21,etik\n",
    )
    found = read_stream(path, level="regency", longest=1)
    assert found.series.units == ("11.01", "12.01")
    assert found.groups == ("11", "12")
    assert_array_equal(found.series.counts, [[2, 0], [0, 0], [0, 1]])
    assert found.triangle is not None
    assert found.triangle.units == found.series.units
    assert_array_equal(found.triangle.n[0], [[1, 0], [1, 0]])
    assert read_stream(path).groups is None
    assert read_stream(path).triangle is None
    early = read_stream(path, until=date(2024, 1, 7))
    assert_array_equal(early.series.counts, [[1, 0]])
    later = read_stream(path, since=date(2024, 1, 9), kind="etik")
    assert_array_equal(later.series.counts, [[0, 0], [0, 1]])


def test_counts_are_cut_to_the_weeks_asked_for(tmp_path: Path) -> None:
    from ikp.cli.watching import read_stream

    path = write(
        tmp_path / "c.csv",
        "unit,week,count,stage\na,2024-01-01,1,tenang\na,2024-01-08,2,tenang\na,2024-01-15,3,kampanye\n",
    )
    found = read_stream(path, since=date(2024, 1, 10), until=date(2024, 1, 20))
    assert_array_equal(found.series.counts[:, 0], [2])
    assert found.series.stage == ("tenang",)
    with pytest.raises(UsageError) as refused:
        read_stream(path, since=date(2024, 3, 1))
    assert refused.value.problems[0].code == "stream-short"


def test_supervisors_come_from_a_file_of_their_own(tmp_path: Path) -> None:
    from ikp.cli.watching import read_stream

    path = write(tmp_path / "c.csv", "unit,week,count\na,2024-01-01,1\na,2024-01-08,2\n")
    people = write(tmp_path / "e.csv", "unit,week,supervisors\na,2024-01-08,12\n")
    effort = read_stream(path, supervisors=people).series.effort
    assert effort is not None
    assert_array_equal(effort[:, 0], [np.nan, 12])


def test_a_unit_that_was_not_made_yet_was_not_quiet(tmp_path: Path) -> None:
    """Papua Selatan (93) exists since 25 July 2022."""
    from ikp.cli.watching import read_stream

    path = write(
        tmp_path / "p.csv",
        "unit,event_date,entry_date\n91,2022-07-11,2022-07-12\n91,2022-07-25,2022-07-26\n93,2022-07-26,2022-07-27\n",
    )
    found = read_stream(path, level="province", codes="kemendagri", until=date(2022, 7, 31), longest=0)
    assert_array_equal(found.series.counts, [[1, np.nan], [0, np.nan], [1, 1]])
    assert found.triangle is not None
    assert np.isnan(found.triangle.n[:2, :, 1]).all()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"longest": 2}, "nowcast-counts"),
        ({"until": date(2199, 1, 1)}, "nowcast-until"),
        ({"kind": "x"}, "nowcast-kind"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, asked: dict[str, Any], code: str) -> None:
    from ikp.cli.watching import read_stream

    path = write(tmp_path / "c.csv", "unit,week,count\na,2024-01-01,1\na,2024-01-08,2\n")
    with pytest.raises(UsageError) as refused:
        read_stream(path, **asked)
    assert refused.value.problems[0].code == code
