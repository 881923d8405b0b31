"""Scans for clusters, on the command line."""

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.extras

FEW = ("--simulations", "99")
WEEKS = 20


def _week(place: int) -> str:
    return str(np.datetime64("2024-01-01") + 7 * place)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up weekly counts of 8 units on a line; the last four weeks of b and c hold three times as much."""
    folder = tmp_path_factory.mktemp("scan")
    rng = np.random.default_rng(3)
    with (folder / "counts.csv").open("w", encoding="utf-8") as file:
        file.write("unit,week,kind,count,supervisors,label\n")
        for place in range(WEEKS):
            for unit in "abcdefgh":
                raised = 3.0 if unit in "bc" and place >= WEEKS - 4 else 1.0
                file.write(f"{unit},{_week(place)},uang,{rng.poisson(4 * raised)},10,SINTETIS\n")
    rows = "".join(f"{unit},Daerah {unit},{0.1 * at},100,{1000 * (at + 1)}\n" for at, unit in enumerate("abcdefgh"))
    (folder / "points.csv").write_text(f"unit,name,lat,lon,population\n{rows}", encoding="utf-8")
    (folder / "pairs.csv").write_text("unit,neighbour\na,b\nb,c\nc,d\nd,e\ne,f\nf,g\n", encoding="utf-8")
    return folder


def _scan(call: Any, folder: Path, *asked: str, **how: Any) -> Any:
    return call("scan", folder / "counts.csv", "--points", folder / "points.csv", *FEW, *asked, **how)


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("--absolute",),
        ("--model", "permutation", "--weeks", "20"),
        ("--model", "expected", "--weeks", "8"),
        ("--model", "negative-binomial", "--weeks", "8", "--effort"),
        ("--model", "negative-binomial-emerging", "--weeks", "8"),
        ("--model", "zero-inflated", "--weeks", "8"),
        ("--model", "poisson", "--effort", "--weeks", "20"),
        ("--windows", "graph", "--nearest", "3"),
    ],
)
def test_every_model_finds_the_planted_cluster(call: Any, planted: Path, asked: tuple[str, ...]) -> None:
    ran = _scan(call, planted, *asked, "--json")
    assert ran.code == 0, ran.err
    first = ran.json["clusters"][0]
    assert {"b", "c"} <= set(first["units"])
    assert len(first["units"]) <= 4
    assert first["p"] <= 0.05
    assert ran.json["synthetic"]
    assert ran.json["simulations"] == 99


def test_along_borders_with_a_link_across_the_sea(call: Any, planted: Path) -> None:
    ran = _scan(
        call, planted, "--neighbours", str(planted / "pairs.csv"), "--json", "--model", "permutation", "--weeks", "20"
    )
    assert set(ran.json["clusters"][0]["units"]) == {"b", "c"}
    assert _week(WEEKS - 6) <= ran.json["clusters"][0]["start"] <= _week(WEEKS - 3)


def test_in_space_alone(call: Any, planted: Path) -> None:
    """People grow along the line, reports do not: the first units hold more than their share."""
    for model in ("poisson", "binomial"):
        ran = _scan(call, planted, "--space", "--model", model, "--weeks", "4", "--json")
        assert ran.code == 0, ran.err
        first = ran.json["clusters"][0]
        assert first["start"] is None
        assert "a" in first["units"]
        assert ran.json["windows"] < 64


def test_the_table_says_what_was_looked_at_and_that_it_is_made_up(call: Any, planted: Path) -> None:
    ran = _scan(call, planted, columns=150)
    text = " ".join(ran.out.split())
    assert "SINTETIS" in text
    assert "Daerah b" in text
    assert "reports in 8 units" in text
    assert "accuses nobody" in text
    assert "bukan tuduhan" in " ".join(_scan(call, planted, lang="id", columns=150).out.split())


def test_machines_get_rows(call: Any, planted: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(_scan(call, planted, "--csv").out)))
    assert {"b", "c"} <= set(rows[0]["units"].split("; "))
    assert float(rows[0]["observed"]) > float(rows[0]["expected"])


def test_a_kind_may_be_written_in_any_case(call: Any, planted: Path) -> None:
    one, two = (_scan(call, planted, "--json", *kind).json["clusters"] for kind in ((), ("--kind", "Uang")))
    assert one == two


def test_the_same_seed_gives_the_same(call: Any, planted: Path) -> None:
    one, two, other = (_scan(call, planted, "--json", "--seed", seed).json["clusters"] for seed in ("4", "4", "5"))
    assert one == two
    assert one[0]["p_gumbel"] != other[0]["p_gumbel"]


def test_reports_of_the_registry_need_no_points(call: Any, tmp_path: Path) -> None:
    """Units that filed nothing take part with 0; Bogor and its neighbours file much in the last weeks."""
    rng = np.random.default_rng(5)
    rows = [(f"{unit}", int(rng.integers(0, 70))) for unit in ("11.01", "33.74", "73.71", "91.71") for _ in range(15)]
    rows += [(unit, int(rng.integers(56, 70))) for unit in ("32.01", "32.71", "32.76") for _ in range(8)]
    days = [(unit, str(np.datetime64("2024-01-01") + day)) for unit, day in rows]
    path = tmp_path / "reports.csv"
    path.write_text("unit,event_date,entry_date\n" + "".join(f"{u},{d},{d}\n" for u, d in days), encoding="utf-8")
    ran = call("scan", path, "--until", "2024-03-10", *FEW, "--json")
    assert ran.code == 0, ran.err
    assert {"32.01", "32.71", "32.76"} <= set(ran.json["clusters"][0]["units"])
    assert ran.json["until"] == "2024-03-10"
    provinces = call("scan", path, "--level", "province", *FEW, "--json")
    assert provinces.code == 1  # the file names regencies


def test_weeks_after_the_last_event_are_not_quiet(call: Any, tmp_path: Path) -> None:
    """The last report is entered two months after its event; the scan ends with the week of the event."""
    days = np.datetime64("2024-01-01") + np.arange(0, 84, 3)
    rows = "".join(f"{unit},{day},{day}\n" for day in days for unit in ("32.01", "33.74"))
    path = tmp_path / "late.csv"
    path.write_text(f"unit,event_date,entry_date\n{rows}32.71,2024-03-22,2024-05-20\n", encoding="utf-8")
    ran = call("scan", path, *FEW, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["until"] == "2024-03-24"
    assert call("scan", path, *FEW, "--json", "--until", "2024-04-14").json["until"] == "2024-04-14"


def test_no_week_that_had_ended_is_a_sentence(call: Any, planted: Path) -> None:
    ran = _scan(call, planted, "--until", "2023-12-31")
    assert ran.code == 2
    assert "weeks" in ran.err


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("--space",), 2, "negative-binomial does not fit"),
        (("--model", "binomial"), 2, "binomial does not fit"),
        (("--kind", "sara"), 2, "no kind sara"),
        (("--longest", "30"), 2, "30 weeks"),
        (("--effort", "--model", "expected", "--weeks", "30"), 2, "too few"),
        (("--model", "expected", "--weeks", "18"), 2, "too few"),
        (("--share", "0"), 2, "share"),
    ],
)
def test_what_cannot_be_gets_a_sentence(call: Any, planted: Path, asked: tuple[str, ...], code: int, said: str) -> None:
    ran = _scan(call, planted, *asked)
    assert ran.code == code
    assert said in " ".join(ran.err.split())


def test_units_without_a_point_are_named_and_those_without_counts_warned_of(call: Any, planted: Path) -> None:
    text = (planted / "points.csv").read_text()
    lost, more = planted / "lost.csv", planted / "more.csv"
    lost.write_text(text.replace("c,Daerah c,0.2,100", "c,Daerah c,,"), encoding="utf-8")
    more.write_text(text + "z,Daerah z,0.9,100,5\n", encoding="utf-8")
    ran = call("scan", planted / "counts.csv", "--points", lost)
    assert ran.code == 1
    assert "no coordinates: c" in ran.err
    ran = call("scan", planted / "counts.csv", "--points", more, *FEW)
    assert ran.code == 0
    assert "take no part: z" in " ".join(ran.err.split())


def test_a_quiet_country_is_no_failure(call: Any, planted: Path) -> None:
    quiet = planted / "quiet.csv"
    rows = "".join(f"{unit},{_week(place)},0\n" for unit in "abcdefgh" for place in range(4))
    quiet.write_text(f"unit,week,count\n{rows}", encoding="utf-8")
    ran = call("scan", quiet, "--points", planted / "points.csv", "--model", "permutation", *FEW)
    assert ran.code == 0
    assert "no reports" in ran.err
    assert "No window holds more" in ran.out


@pytest.mark.parametrize("method", ["moran", "getis-ord"])
def test_units_that_are_high_among_high_ones_stand_out(call: Any, planted: Path, method: str) -> None:
    asked = ("--local", method, "--weeks", "4", "--effort", "--neighbours", str(planted / "pairs.csv"))
    ran = _scan(call, planted, *asked, "--json")
    assert ran.code == 0, ran.err
    rows = {row["unit"]: row for row in ran.json["rows"]}
    assert set(rows) == set("abcdefgh")
    assert ran.json["synthetic"]
    assert max(rows, key=lambda unit: rows[unit]["value"]) in {"b", "c"}
    assert rows["b"]["quarter"] in {"high-high", "high"}
    assert rows["b"]["z"] > rows["f"]["z"] or method == "moran"
    assert all(row["p_adjusted"] >= row["p_simulated"] - 1e-12 for row in rows.values())
    assert "SINTETIS" in _scan(call, planted, *asked).out
    assert "bukan tuduhan" in " ".join(_scan(call, planted, *asked, lang="id").out.split())


def test_values_per_supervisor_leave_out_weeks_that_nobody_saw(call: Any, planted: Path) -> None:
    ran = _scan(call, planted, "--local", "moran", "--weeks", "4", "--effort", "--simulations", "0", "--csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    counts = list(csv.DictReader(io.StringIO((planted / "counts.csv").read_text(encoding="utf-8"))))
    own = [int(row["count"]) for row in counts if row["unit"] == "d"][-4:]
    assert float(next(row["value"] for row in rows if row["unit"] == "d")) == pytest.approx(sum(own) / 0.4)
    assert {row["p_simulated"] for row in rows} == {""}
