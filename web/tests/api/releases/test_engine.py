"""Reading a bundle: intervals, and names that a spreadsheet would take for formulas."""

from pathlib import Path

import pytest
from ikpweb.api.releases.engine import DamagedError, read

from ikp.release import open_bundle, write_folder
from ikp.release.archive import Bundle
from ikp.release.manifest import manifest_of
from web.tests.api.releases.example import EXAMPLE

INTERVALS = (
    "unit,name,score,score_mean,score_p05,score_p50,score_p95,rank,rank_p05,rank_p50,rank_p95,p_rendah,p_tinggi,p_change,label\n"
    "15,Jambi (SINTETIS),21.03,21,11.5,20,40.25,3,1,2,3,0.75,0.25,0.1,SINTETIS\n"
    "17,Bengkulu (SINTETIS),20,21,,,,3,,,,,,,SINTETIS\n"
)


def changed(folder: Path, **files: str) -> str:
    """Write the example with other files, under a manifest of their own; give its digest."""
    whole = dict(open_bundle(EXAMPLE).files) | {name.replace("__", "/"): text.encode() for name, text in files.items()}
    whole["MANIFEST"] = manifest_of(whole)
    write_folder(folder, whole)
    return Bundle("", whole).digest


def test_the_outermost_quantiles_are_the_interval(tmp_path: Path) -> None:
    digest = changed(tmp_path / "r", **{"results__province-intervals.csv": INTERVALS})
    told = read(tmp_path / "r", digest)
    jambi = told.intervals["province", "15"]
    assert (jambi.share, jambi.score, jambi.rank) == (0.9, (11.5, 40.25), (1, 3))
    assert jambi.chances == {"rendah": 0.75, "tinggi": 0.25}
    assert told.intervals["province", "17"].score == (None, None)


def test_a_name_that_looks_like_a_formula_is_told_as_it_is(tmp_path: Path) -> None:
    registry = "unit,name,level,parent,label\n15,'=Jambi,province,,SINTETIS\n"
    told = read(tmp_path / "r", changed(tmp_path / "r", **{"registry.csv": registry}))
    assert told.units["15"].name == "=Jambi"


def test_another_release_under_the_same_name_is_damage(tmp_path: Path) -> None:
    changed(tmp_path / "r", **{"CHANGES.md": "other"})
    with pytest.raises(DamagedError):
        read(tmp_path / "r", open_bundle(EXAMPLE).digest)
    with pytest.raises(DamagedError):
        read(tmp_path / "nothing", "0" * 64)
