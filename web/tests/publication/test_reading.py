"""What pages show of a release is what its files say, and a changed file is not shown."""

import csv

import pytest
from ikpweb.publication import reading as module
from ikpweb.publication.building import folder_of
from ikpweb.publication.mapped import hexagons_of, layout_of
from ikpweb.publication.models import Release
from ikpweb.publication.reading import DamagedError, reading, taken

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    module._read.cache_clear()


def test_a_release_reads_back_as_its_files_say(release: Release) -> None:
    found = reading(release)
    assert list(found.sheets) == ["province", "regency"]
    sheet = found.sheets["regency"]
    assert (sheet.root, list(sheet.dimensions), len(sheet.places)) == ("IKP", ["SP", "PP", "KT", "PT"], 514)
    with (folder_of(release) / "results" / "regency.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["node"] == "IKP"]
    for row in rows:
        here = sheet.totals[row["unit"]]
        assert here.score == (float(row["score"]) if row["score"] else None)
        assert (here.category, here.reason) == (row["category"], row["reason"])
    scored = [row for row in rows if row["score"]]
    assert sheet.lacking == len(rows) - len(scored)
    assert sum(sheet.counts.values()) == len(scored)
    assert sheet.ranked[0] == max(scored, key=lambda row: float(row["score"]))["unit"]
    assert sheet.inputs["31.75"]["I01"] == (12.0, "")  # six events of grade 2
    assert found.sheets["province"].means["31"].score is not None
    assert found.sheet_of("31.75") is sheet
    assert [each.code for each in found.below("31")][:1] == ["31.01"]


def test_the_map_has_a_cell_for_each_unit_and_says_what_is_lacking(release: Release) -> None:
    sheet = reading(release).sheets["province"]
    assert layout_of(sheet).name == "province"
    drawn = hexagons_of(sheet, lambda code: f"/x/{code}/")
    told = {each.code: each for each in drawn.hexagons}
    assert len(told) == 38
    assert told["31"].look == sheet.totals["31"].category
    assert (told["15"].look, told["15"].say) == ("none", "Jambi · tanpa skor")
    assert drawn.missing == sheet.lacking
    assert {each.look for each in hexagons_of(sheet, str, "score").hexagons} == {"none", "s1"}


def test_a_file_that_was_changed_or_is_gone_is_named_and_not_read(release: Release) -> None:
    path = folder_of(release) / "results" / "regency.csv"
    body = path.read_bytes()
    path.write_bytes(body.replace(b"rendah", b"tinggi", 1))
    with pytest.raises(DamagedError, match=r"results/regency\.csv"):
        reading(release)
    path.unlink()
    with pytest.raises(DamagedError):
        taken(release, "results/regency.csv")
    with pytest.raises(DamagedError):
        taken(release, "../secret")


def test_a_release_is_read_once(release: Release) -> None:
    assert reading(release) is reading(type(release).objects.get(pk=release.pk))
