"""Nowcasts on the command line."""

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.extras

UNITS = ("11.01", "11.71", "12.01", "12.71", "13.01")
UNTIL = "2024-03-10"  # a Sunday


def _write(path: Path, rows: list[tuple[Any, ...]], headings: str = "unit,event_date,entry_date,kind,label") -> Path:
    path.write_text(headings + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up reports (*SINTETIS*) of 40 weeks, half of which take a week or longer."""
    rng = np.random.default_rng(4)
    rows = []
    for at, unit in enumerate(UNITS):
        for day in np.datetime64(UNTIL) - rng.integers(0, 280, 300 + 300 * at):
            entry = day + int(rng.geometric(1 / 8)) - 1
            if entry <= np.datetime64(UNTIL):
                rows.append((unit, day, entry, "etik" if rng.random() < 0.4 else "pidana", "SINTETIS"))
    return _write(tmp_path_factory.mktemp("nowcast") / "reports.csv", rows)


def test_the_last_weeks_are_told_with_their_interval(call: Any, reports: Path) -> None:
    ran = call("nowcast", reports, "--level", "regency", "--longest", "5", "--json")
    assert ran.code == 0, ran.err
    rows = ran.json["rows"]
    assert len(rows) == 5 * len(UNITS)
    assert ran.json["until"] == UNTIL
    assert ran.json["synthetic"]
    newest = [row for row in rows if row["lag"] == 0]
    assert {row["unit"] for row in newest} == set(UNITS)
    assert all(row["known"] <= row["low"] <= row["mean"] <= row["high"] for row in newest)
    assert sum(row["known"] for row in newest) < 0.8 * sum(row["mean"] for row in newest)
    assert 0.3 < newest[0]["share"] < 0.8
    assert len(ran.json["delays"][0]["cdf"]) == 6
    assert ran.json["beyond"] > 0


def test_provinces_and_the_country_are_nowcast_as_sums(call: Any, reports: Path) -> None:
    provinces = call("nowcast", reports, "--area", "province", "--longest", "5", "--json").json
    assert {row["unit"] for row in provinces["rows"]} == {"11", "12", "13"}
    assert provinces["rows"][0]["name"] == "Aceh"
    whole = call("nowcast", reports, "--area", "country", "--by-kind", "--longest", "5", "--json").json
    assert {(row["unit"], row["kind"]) for row in whole["rows"]} == {("*", "etik"), ("*", "pidana")}
    known = [sum(row["known"] for row in each["rows"]) for each in (provinces, whole)]
    assert known[0] == known[1]


def test_the_table_speaks_both_languages_and_says_that_it_is_made_up(call: Any, reports: Path) -> None:
    ran = call("nowcast", reports, "--level", "regency", columns=120)
    text = " ".join(ran.out.split())
    assert "SINTETIS" in text
    assert "Aceh Selatan" in text
    assert "Reports still to come, as of 2024-03-10" in text
    assert "took longer than 8 weeks" in text
    assert ran.out.count("2024-03-04") == len(UNITS)  # the last week of each, since there are many
    assert "masih akan masuk" in call("nowcast", reports, lang="id").out
    few = call("nowcast", reports, "--area", "country", columns=120).out
    assert "Whole country" in few
    assert "2024-02-26" in few


def test_a_province_that_was_made_later_has_no_quiet_past(call: Any, tmp_path: Path) -> None:
    """Papua Selatan (93) exists since 25 July 2022; the weeks before are not weeks without reports."""
    rows: list[tuple[Any, ...]] = []
    for unit, first, days in (("91", "2022-03-07", 147), ("93", "2022-07-25", 7)):
        rows += [(unit, day, day) for day in np.datetime64(first) + np.arange(8 * days) % days]
    path = _write(tmp_path / "papua.csv", rows, "unit,event_date,entry_date")
    asked = ("--level", "province", "--codes", "kemendagri", "--until", "2022-07-31", "--longest", "3", "--json")
    ran = call("nowcast", path, *asked)
    assert ran.code == 0, ran.err
    told = {(row["unit"], row["week"]): row for row in ran.json["rows"]}
    assert told["93", "2022-07-25"]["known"] == 56
    assert told["93", "2022-07-18"]["reason"] == "not-observed"
    assert told["93", "2022-07-18"]["known"] is None
    assert told["91", "2022-07-18"]["known"] == 56


def test_machines_get_rows(call: Any, reports: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("nowcast", reports, "--csv").out)))
    assert len(rows) == 8 * len(UNITS)
    assert rows[0]["reason"] == ""


def test_only_what_was_known_then(call: Any, reports: Path) -> None:
    early = call("nowcast", reports, "--until", "2024-02-11", "--area", "country", "--json").json
    late = call("nowcast", reports, "--area", "country", "--json").json
    week = {each["until"]: [row for row in each["rows"] if row["week"] == "2024-02-05"] for each in (early, late)}
    assert week["2024-02-11"][0]["known"] < week[UNTIL][0]["known"]
    assert week["2024-02-11"][0]["low"] <= week[UNTIL][0]["mean"] <= week["2024-02-11"][0]["high"]


@pytest.mark.parametrize(
    "asked",
    [
        ("--method", "lawless"),
        ("--method", "bayes-trunc", "--samples", "50", "--seed", "3"),
        ("--method", "bayes-notrunc-bnb", "--borrow", "all"),
        ("--method", "lawless", "--form", "reference"),
        ("--law", "lognormal"),
        ("--window", "20", "--kind", "Etik", "--probability", "0.5"),
        ("--half-life", "12", "--borrow", "series"),
    ],
)
def test_every_method_can_be_asked_for(call: Any, reports: Path, asked: tuple[str, ...]) -> None:
    ran = call("nowcast", reports, *asked, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["rows"][0]["high"] >= ran.json["rows"][0]["known"]


def test_what_cannot_be_said_has_its_reason(call: Any, tmp_path: Path) -> None:
    short = _write(tmp_path / "short.csv", [("a", "2024-03-01", "2024-03-03")], "unit,event_date,entry_date")
    ran = call("nowcast", short, columns=120)
    assert ran.code == 0
    assert "no week is old enough" in " ".join(ran.out.split())
    told = call("nowcast", short, "--json").json
    assert told["rows"][0]["mean"] is None
    assert told["unsaid"] == {"short-history": 1}
    complete = call("nowcast", short, "--longest", "0")
    assert "Every week is complete" in complete.out


@pytest.mark.parametrize(
    ("headings", "row", "asked", "code", "said"),
    [
        ("unit,week,count", ("a", "2024-03-04", 3), (), 2, "counts by week"),
        ("unit,event_date,entry_date", ("a", "2024-03-04", "2024-03-02"), (), 1, "entered before its event"),
        ("unit,event_date,entry_date", ("a", "2024-03-04", "2199-03-02"), (), 1, "after today"),
        ("unit,event_date,entry_date", ("a", "2024-03-04", "04/13/2024x"), (), 1, "04/13/2024x"),
        ("unit,event_date,entry_date", ("a", "2024-03-04", "2024-03-10"), ("--kind", "sara"), 2, "no kind sara"),
        ("unit,event_date,entry_date", ("a", "2024-03-04", "2024-03-10"), ("--until", "2199-01-01"), 2, "not come yet"),
        ("unit,event_date,entry_date", ("a", "2024-03-04", "2024-03-10"), ("--probability", "90"), 2, "level is 90"),
        (
            "unit,event_date,entry_date",
            ("a", "2024-03-04", "2024-03-10"),
            ("--method", "uniform", "--law", "gamma"),
            2,
            "can neither shrink",
        ),
    ],
)
def test_what_cannot_be_gets_a_sentence(
    call: Any, tmp_path: Path, headings: str, row: tuple[Any, ...], asked: tuple[str, ...], code: int, said: str
) -> None:
    ran = call("nowcast", _write(tmp_path / "bad.csv", [row], headings), *asked)
    assert ran.code == code
    assert said in " ".join(ran.err.split())
