"""Alarms on the command line."""

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.extras

UNITS = ("11.01", "11.71", "12.01", "13.01")
WEEKS = np.datetime64("2020-01-06") + 7 * np.arange(215)


def _write(path: Path, headings: str, rows: list[tuple[Any, ...]]) -> Path:
    path.write_text(headings + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up counts (*SINTETIS*) of four years; in the last week 11.71 has three times as many as usual."""
    rng = np.random.default_rng(4)
    rows = []
    for unit in UNITS:
        for at, week in enumerate(WEEKS):
            stage = "kampanye" if at % 40 > 29 else "tenang"
            mean = 40 if (unit, at) == ("11.71", 214) else 12
            rows.append((unit, week, rng.poisson(mean), 20, stage, "SINTETIS"))
    return _write(tmp_path_factory.mktemp("alarms") / "counts.csv", "unit,week,count,supervisors,stage,label", rows)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up reports (*SINTETIS*) of which a half take a week or longer; the last week of 11.71 is an outbreak."""
    rng = np.random.default_rng(5)
    end = WEEKS[-1] + 6
    rows = []
    for unit in UNITS:
        days = list(WEEKS[0] + rng.integers(0, 7 * 215, 215 * 8))
        days += list(WEEKS[-1] + rng.integers(0, 7, 40 if unit == "11.71" else 0))
        for day in days:
            entry = day + int(rng.geometric(1 / 6)) - 1
            if entry <= end:
                rows.append((unit, day, entry, "etik" if rng.random() < 0.5 else "pidana", "SINTETIS"))
    headings = "unit,event_date,entry_date,kind,label"
    return _write(tmp_path_factory.mktemp("alarms") / "reports.csv", headings, rows)


ASKED = ("--level", "regency", "--set", "years=3")


def test_the_outbreak_is_told_and_nothing_else(call: Any, counts: Path) -> None:
    ran = call("alarms", counts, *ASKED, "--json")
    assert ran.code == 0, ran.err
    found = ran.json
    assert found["method"] == "farrington-flexible"
    assert found["synthetic"]
    assert found["weeks"] == ["2024-02-12", "2024-02-12"]
    assert found["parameters"]["years"] == 3
    assert len(found["rows"]) == len(UNITS)
    assert [row["unit"] for row in found["rows"] if row["told"]] == ["11.71"]
    row = next(row for row in found["rows"] if row["unit"] == "11.71")
    assert row["observed"] > row["upper"] > row["expected"] > row["lower"]
    assert row["p_value"] < 1e-4
    assert found["alarms"] == 1
    assert found["unsaid"] == {}


def test_the_table_speaks_both_languages_and_accuses_nobody(call: Any, counts: Path) -> None:
    ran = call("alarms", counts, *ASKED, "--explain", columns=120)
    text = " ".join(ran.out.split())
    assert "SINTETIS" in text
    assert "Banda Aceh" in text
    assert "Aceh Selatan" not in text  # it is quiet there
    assert "accuses nobody" in text
    assert "were expected" in text
    assert "tidak menuduh siapa pun" in call("alarms", counts, *ASKED, lang="id").out
    quiet = call("alarms", counts, *ASKED, "--alpha", "1e-12").out
    assert "No alarm." in quiet


def test_a_policy_chooses(call: Any, counts: Path) -> None:
    few = call("alarms", counts, *ASKED, "--policy", "budget", "--value", "0.01", "--json").json
    many = call("alarms", counts, *ASKED, "--policy", "budget", "--value", "3", "--json").json
    assert few["alarms"] == 1
    assert many["alarms"] > 1
    assert few["policy"][0]["expected_false"] <= 0.01
    assert few["policy"][0]["tested"] == len(UNITS)
    fdr = call("alarms", counts, *ASKED, "--policy", "fdr", "--value", "0.2", "--last", "3", "--json").json
    assert [each["week"] for each in fdr["policy"]] == ["2024-01-29", "2024-02-05", "2024-02-12"]
    assert "at most 0.2" in " ".join(call("alarms", counts, *ASKED, "--policy", "fdr", "--value", "0.2").out.split())


@pytest.mark.parametrize(
    "asked",
    [
        ("--method", "farrington", "--set", "years=3", "--alpha", "0.001"),
        ("--method", "ears-c1"),
        ("--method", "ears-c2", "--set", "baseline=14"),
        ("--method", "ears-c3", "--alpha", "0.001"),
        ("--method", "cusum", "--set", "ratio=2.5"),
        ("--method", "glr", "--set", "threshold=7"),
        ("--method", "glr", "--set", "threshold=7", "--set", "change=epidemic"),
        ("--method", "shrunk", "--alpha", "0.001"),
        ("--per-supervisor", "--set", "years=4", "--alpha", "0.001"),
        ("--by-stage", "--set", "left-out=4", "--alpha", "0.001"),
        (
            "--set",
            "years=3",
            "--set",
            "threshold=delta",
            "--set",
            "form=reference",
            "--set",
            "least=3,4",
            "--set",
            "trend=no",
        ),
    ],
)
def test_every_method_sees_it(call: Any, counts: Path, asked: tuple[str, ...]) -> None:
    ran = call("alarms", counts, *asked, "--json")
    assert ran.code == 0, ran.err
    assert {row["unit"] for row in ran.json["rows"] if row["told"]} == {"11.71"}


def test_every_method_has_a_name_and_every_reason_words() -> None:
    from typing import get_args

    from ikp.cli.commands.alarms import MethodName
    from ikp.cli.text import TEXT
    from ikp.foresight.alarms import REASONS, Reason

    assert {f"alarms.{name}" for name in (*get_args(MethodName), "glr-epidemic")} <= set(TEXT)
    spoken = {
        f"alarms.reason.{name}" for code, name in REASONS.items() if code not in (Reason.SAID, Reason.NOT_MONITORED)
    }
    assert spoken <= set(TEXT)


def test_delay_is_known_of(call: Any, reports: Path) -> None:
    asked = ("--method", "delayed", "--set", "years=3", "--longest", "4", "--last", "1", "--json")
    ran = call("alarms", reports, *asked)
    assert ran.code == 0, ran.err
    assert [row["unit"] for row in ran.json["rows"] if row["told"]] == ["11.71"]
    expected = next(row["expected"] for row in ran.json["rows"] if row["unit"] == "12.01")
    assert 2 < expected < 7  # of some eight in the end
    drawn = call("alarms", reports, *asked, "--set", "form=reference", "--set", "draws=500", "--seed", "3").json
    assert [row["unit"] for row in drawn["rows"] if row["told"]] == ["11.71"]
    apart = call("alarms", reports, "--by-kind", "--until", "2024-02-04", "--json", "--set", "years=3").json
    assert {row["kind"] for row in apart["rows"]} == {"etik", "pidana"}
    assert apart["weeks"][1] == "2024-01-29"


def test_what_cannot_be_said_is_counted_with_its_reason(call: Any, counts: Path) -> None:
    ran = call("alarms", counts, "--since", "2023-06-05", columns=120)
    assert ran.code == 0
    assert "Nothing is said of 4 series and weeks: the history is too short." in " ".join(ran.out.split())
    assert call("alarms", counts, "--since", "2023-06-05", "--json").json["unsaid"] == {"short-history": 4}


def test_machines_get_every_series_of_every_week(call: Any, counts: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("alarms", counts, *ASKED, "--last", "2", "--csv").out)))
    assert len(rows) == 2 * len(UNITS)
    assert set(rows[0]) >= {"unit", "kind", "week", "observed", "expected", "upper", "p_value", "told", "reason"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--method", "delayed"), "counts by week"),
        (("--method", "ears-c1", "--by-stage"), "knows of no stages"),
        (("--set", "colour=blue"), "colour"),
        (("--set", "years"), "--set"),
        (("--set", "years=0"), "years is 0"),
        (("--policy", "fdr"), "--value"),
        (("--method", "cusum", "--policy", "fdr", "--value", "0.1"), "p-value"),
        (("--kind", "sara"), "no kind sara"),
        (("--until", "2199-01-01"), "not come yet"),
        (("--method", "glr", "--alpha", "0.1"), "alpha"),
    ],
)
def test_what_cannot_be_gets_a_sentence(call: Any, counts: Path, asked: tuple[str, ...], said: str) -> None:
    ran = call("alarms", counts, *asked)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_a_calendar_gives_reports_their_stages(call: Any, reports: Path, tmp_path: Path) -> None:
    last = WEEKS[-1]
    rows = [("tenang", "2020-01-01", last - 60), *(("kampanye", at - 50, at + 10) for at in WEEKS[[60, 120, 180, 214]])]
    known = _write(tmp_path / "calendar.csv", "stage,start,end", rows)
    asked = ("--method", "delayed", "--set", "years=3", "--longest", "4", "--last", "1", "--calendar", str(known))
    ran = call("alarms", reports, *asked, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["parameters"]["stage"] is True
    assert [row["unit"] for row in ran.json["rows"] if row["told"]] == ["11.71"]
    plain = call("alarms", reports, *asked[:-2], "--json").json
    assert plain["rows"][0]["expected"] != ran.json["rows"][0]["expected"]
    assert call("alarms", reports, "--method", "shrunk", "--calendar", str(known), "--json").json["parameters"]["stage"]
    for wrong, said in (
        ("pemilu-1955", "pemilu-1955"),
        (str(_write(tmp_path / "x.csv", "stage,start", [("tenang", "2020-01-01")])), "stage, start, end"),
    ):
        refused = call("alarms", reports, "--calendar", wrong)
        assert refused.code == 2
        assert said in " ".join(refused.err.split())
    past = _write(tmp_path / "past.csv", "stage,start,end", [("kampanye", "1999-01-01", "1999-03-01")])
    assert "No stage of" in " ".join(call("alarms", reports, "--calendar", past).err.split())


def test_stages_have_to_be_there(call: Any, reports: Path) -> None:
    ran = call("alarms", reports, "--by-stage")
    assert ran.code == 2
    assert "the data name none" in " ".join(ran.err.split())
