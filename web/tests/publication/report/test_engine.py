"""What reports read of a release: its own figures, the drivers computed again, and no changed file."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from ikpweb.publication.reading import DamagedError
from ikpweb.publication.report import engine

from engine.tests.release.making import EXAMPLE
from ikp.release import Bundle, open_bundle, write_folder
from web.tests.publication.report.reading import example


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(open_bundle(EXAMPLE)[name].decode())))


def test_figures_are_those_of_the_files() -> None:
    book = example()
    for level in ("province", "regency"):
        for row in rows(f"results/{level}.csv"):
            standing = book.levels[level].standings[row["unit"]][row["node"]]
            assert (standing.score is None) == (row["score"] == "")
            assert standing.score is None or standing.score == float(row["score"])
            assert (standing.category, standing.reason) == (row["category"], row["reason"])
    assert book.below("15") == [
        f"15.{part}" for part in ("01", "02", "03", "04", "05", "06", "07", "08", "09", "71", "72")
    ]
    assert book.levels["regency"].counts == {"tinggi": 9, "sedang": 14, "rendah": 5}


def test_what_the_leaves_bring_sums_to_the_index_and_the_weightiest_comes_first() -> None:
    level = example().levels["regency"]
    assert set(level.parts) == set(level.scored)
    for unit, parts in level.parts.items():
        points = [part.points for part in parts]
        assert sum(points) == pytest.approx(level.index(unit).score)
        assert points == sorted(points, reverse=True)


def test_where_todays_engine_gives_other_scores_no_drivers_are_told() -> None:
    bundle = open_bundle(EXAMPLE)
    name = "results/regency.csv"
    text = bundle[name].decode()
    line = next(each for each in text.splitlines() if each.startswith("15.01,IKP,"))
    score = line.split(",")[2]
    changed = text.replace(line, line.replace(score, "12.5"))
    book = engine.book_of(Bundle(bundle.place, {**bundle.files, name: changed.encode()}))
    assert book.levels["regency"].parts == {}
    assert book.levels["province"].parts


def test_a_changed_file_is_named_and_a_lacking_one_too(tmp_path: Path) -> None:
    bundle = open_bundle(EXAMPLE)
    place = write_folder(tmp_path / "rilis", bundle.files)
    assert engine.opened(place, bundle.digest).name == "contoh-sintetis.1"
    engine.opened.cache_clear()
    (place / "METHOD.md").write_text("lain")
    with pytest.raises(DamagedError, match=r"METHOD\.md"):
        engine.opened(place, bundle.digest)
    (place / "METHOD.md").unlink()
    with pytest.raises(DamagedError, match=r"METHOD\.md"):
        engine.opened(place, bundle.digest)
    with pytest.raises(DamagedError, match="MANIFEST"):
        engine.opened(place, "0" * 64)
    shutil.rmtree(place)
    with pytest.raises(DamagedError, match="rilis"):
        engine.opened(place, bundle.digest)


def test_an_interval_sums_its_categories_and_says_when_none_is_sure() -> None:
    groups = {"L1": "rendah", "L2": "rendah", "L3": "tinggi"}
    row = {"score_p05": "1", "score_p95": "9.5", "rank_p05": "2", "rank_p95": "7", "p_L1": "0.3", "p_L2": "0.4"}
    found = engine._interval({**row, "p_L3": "0.3", "p_change": "0.3"}, groups)
    assert found is not None
    assert found.chances == {"rendah": pytest.approx(0.7), "tinggi": 0.3}
    assert found.unsure
    sure = engine._interval({**row, "p_L3": ""}, groups | {"L2": "rendah"})
    assert sure is not None
    assert sure.change is None
    assert engine._interval({**row, "score_p05": ""}, groups) is None
