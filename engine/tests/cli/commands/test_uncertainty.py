"""How sure an index is, on the command line."""

import csv
import json
from pathlib import Path
from threading import Event
from typing import Any

import pytest

pytestmark = pytest.mark.extras

COLUMNS = (
    "unit,name,score,score_mean,score_p05,score_p50,score_p95,rank,rank_p05,rank_p50,rank_p95,"
    "p_rendah,p_sedang,p_tinggi,p_change"
)
ASKED = ("--edition", "2024", "--level", "province", "--replicates", "60")


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "uncertainty.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_edition_needs_no_more_flags(call: Any, events: Path, tmp_path: Path) -> None:
    ran = call("uncertainty", events, *ASKED, "-o", tmp_path / "out")
    assert ran.code == 0
    assert "SINTETIS" in ran.out
    assert (tmp_path / "out" / "uncertainty.csv").read_text().partition("\n")[0] == COLUMNS
    rows = _rows(tmp_path / "out")
    assert len(rows) == 34
    for row in rows:
        assert row["name"].endswith("(SINTETIS)")
        if row["score_mean"]:
            low, middle, high = (float(row[f"score_{at}"]) for at in ("p05", "p50", "p95"))
            assert 0 <= low <= middle <= high <= 100 + 1e-9
            assert 1 <= float(row["rank_p05"]) <= float(row["rank_p95"]) <= 34
            assert sum(float(row[f"p_{label}"]) for label in ("rendah", "sedang", "tinggi")) == pytest.approx(1)
    # The unpublished steps have their consequence.
    assert sum(float(row["score_p95"]) - float(row["score_p05"]) > 5 for row in rows if row["score"]) > 17
    assert any(0 < float(row["p_change"]) < 1 for row in rows if row["p_change"])


def test_the_same_flags_give_the_same_bytes_on_any_number_of_threads(call: Any, events: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder, more in zip(folders, (["--workers", 1], ["--workers", 3], ["--seed", 1]), strict=True):
        assert call("uncertainty", events, *ASKED, "-o", folder, *more).code == 0
    for name in ("uncertainty.csv", "uncertainty.json"):
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()
        assert (folders[0] / name).read_bytes() != (folders[2] / name).read_bytes()
    assert sorted(file.name for file in folders[0].iterdir()) == ["uncertainty.csv", "uncertainty.json"]


def test_what_was_made_can_be_read_in_the_json(call: Any, events: Path, tmp_path: Path) -> None:
    call("uncertainty", events, *ASKED, "-o", tmp_path / "out", "--pair", "31,Jawa Barat")
    told = json.loads((tmp_path / "out" / "uncertainty.json").read_text())
    assert told["kind"] == "ikp-uncertainty"
    assert told["label"] == "SINTETIS"
    assert (told["seed"], told["replicates"], told["asked"], told["kept"]) == (0, 60, 60, "replicates")
    assert (told["pairs"][0]["first"], told["pairs"][0]["second"]) == ("31", "32")
    again = call("uncertainty", events, *ASKED, "--perturb", tmp_path / "out" / "uncertainty.json", "--json")
    assert again.json["varied"] == ["weights", "weights", "choice", "number", "gaps", "number", "choice"]
    rows = {row["unit"]: row for row in _rows(tmp_path / "out")}
    for row in again.json["rows"]:
        assert row["score_mean"] == pytest.approx(float(rows[row["unit"]]["score_mean"]), abs=0)


def test_published_dimensions_vary_only_in_what_is_above_them(call: Any, nine: Path) -> None:
    ran = call("uncertainty", nine, *ASKED, "--published", "--pair", "31,32", "--json")
    assert ran.code == 0
    assert ran.json["varied"] == ["weights", "gaps", "number", "choice"]
    assert "vary[3] choice is left out" in ran.err
    jakarta = ran.json["rows"][0]
    assert jakarta["score"] == pytest.approx(88.95, abs=0.011)
    assert 0 < jakarta["score_p95"] - jakarta["score_p05"] < 1
    assert jakarta["p_tinggi"] == 1
    assert jakarta["p_change"] == 0
    assert ran.json["pairs"][0]["p_above"] == 1


@pytest.fixture
def own(tmp_path: Path) -> list[object]:
    """An index of somebody's own."""
    (tmp_path / "f.csv").write_text("code,parent,weight\nX,,1\na,X,1\nb,X,1\nc,X,2\n")
    (tmp_path / "r.toml").write_text('[[step]]\nkind = "normalise"\n[[step]]\nkind = "aggregate"\n')
    (tmp_path / "d.csv").write_text("unit,a,b,c\nk,1,5,2\nl,3,2,9\nm,7,,4\n")
    return [tmp_path / "d.csv", "--framework", tmp_path / "f.csv", "--recipe", tmp_path / "r.toml"]


def test_an_index_of_ones_own_varies_as_usual_and_has_no_categories(
    call: Any, own: list[object], tmp_path: Path
) -> None:
    ran = call("uncertainty", *own, "-r", 30, "--csv")
    assert ran.code == 0
    head = ran.out.partition("\n")[0]
    assert head == COLUMNS.replace("p_rendah,p_sedang,p_tinggi,", "")
    shown = call("uncertainty", *own, "-r", 30)
    assert "a custom of the field" in shown.out
    assert "5–95 %" in shown.out


def test_perturbations_of_ones_own_are_read_with_the_place_of_every_fault(
    call: Any, own: list[object], tmp_path: Path
) -> None:
    (tmp_path / "p.toml").write_text('[[vary]]\nkind = "weights"\n\n[[vary]]\nkind = "drop"\nchance = 2\n')
    ran = call("uncertainty", *own, "--perturb", tmp_path / "p.toml", lang="id")
    assert ran.code == 1
    said = " ".join(ran.err.split())
    assert "p.toml, baris 4" in said
    assert "vary[2] drop.chance" in said
    (tmp_path / "p.toml").write_text('[[vary]]\nkind = "drop"\nindicators = ["a", "b"]\n')
    done = call("uncertainty", *own, "--perturb", tmp_path / "p.toml", "--json")
    assert done.json["varied"] == ["drop"]
    (tmp_path / "p.toml").write_text(
        '[[vary]]\nkind = "choice"\n[[vary.options]]\nname = "x"\nalternative = "occurrence"\n'
    )
    assert "--edition" in call("uncertainty", *own, "--perturb", tmp_path / "p.toml").err.replace("\n", " ")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["-r", 0], "0 replicates"),
        (["--memory", 1e9], "GiB"),
        (["--memory", 1e-7], "do not suffice"),
        (["--pair", "k"], "UNIT,UNIT"),
        (["--pair", "k,zz"], "zz"),
        (["--published"], "which index"),
        (["--resume", "nowhere"], "no stopped run"),
    ],
)
def test_impossible_requests_are_refused_with_a_sentence(
    call: Any, own: list[object], flags: list[object], said: str
) -> None:
    ran = call("uncertainty", *own, *flags)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_histograms_tell_their_error(call: Any, own: list[object]) -> None:
    ran = call("uncertainty", *own, "-r", 5000, "--memory", 1e-6)
    assert "From histograms" in ran.out


def test_a_stopped_run_goes_on_to_the_same_files(call: Any, own: list[object], tmp_path: Path) -> None:
    from ikp.io import read_data, read_framework, read_recipe, write_outcome
    from ikp.uncertainty import propagate, usual

    framework, recipe = read_framework(tmp_path / "f.csv"), read_recipe(tmp_path / "r.toml")
    table = read_data(tmp_path / "d.csv", framework).require()
    stop = Event()
    stopped = propagate(table, framework, recipe, usual(), 1000, stop=stop, progress=lambda *_: stop.set(), workers=1)
    write_outcome(stopped, tmp_path / "out")
    assert 0 < json.loads((tmp_path / "out" / "uncertainty.json").read_text())["replicates"] < 1000
    assert (tmp_path / "out" / "state.npz").is_file()
    assert call("uncertainty", *own, "--resume", tmp_path / "out", "-o", tmp_path / "out").code == 0
    assert not (tmp_path / "out" / "state.npz").exists()
    assert call("uncertainty", *own, "-o", tmp_path / "whole").code == 0
    for name in ("uncertainty.csv", "uncertainty.json"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    write_outcome(stopped, tmp_path / "out")
    other = call("uncertainty", *own, "--seed", 1, "--resume", tmp_path / "out")
    assert other.code == 2
    assert "another calculation" in other.err


def test_an_address_that_is_none_is_said_in_a_sentence(call: Any, events: Path) -> None:
    ran = call("uncertainty", events, *ASKED, "--scheduler", "nowhere")
    assert ran.code == 2
    assert "nowhere" in ran.err
    assert "tcp://host:8786" in ran.err
