"""The tables of an audit: headings and rows fit, missing is empty, and published counts are those in print."""

import csv
import io

import pytest

from engine.tests.uncertainty.coherence.test_assessment import AUDIT
from ikp.cli.audit import HEADINGS, published_classes, tables
from ikp.cli.rows import as_csv
from ikp.editions import load

pytestmark = pytest.mark.extras

TABLES = tables(AUDIT)


@pytest.mark.parametrize("name", HEADINGS)
def test_every_row_has_the_headings_of_its_table(name: str) -> None:
    assert TABLES[name]
    assert all(tuple(row) == HEADINGS[name] for row in TABLES[name])
    read = list(csv.DictReader(io.StringIO(as_csv(HEADINGS[name], TABLES[name], synthetic=True))))
    assert len(read) == len(TABLES[name])
    assert {row["label"] for row in read} == {"SINTETIS"}


def test_the_whole_is_a_scale_of_its_own() -> None:
    assert [row["node"] for row in TABLES["scales"]] == ["X", "C", "B", "A", "*"]
    assert [row["kept"] for row in TABLES["components"] if row["node"] == "A"] == [1, 0, 0]
    assert {row["component"] for row in TABLES["loadings"] if row["node"] == "A"} == {1}


def test_published_counts_that_cover_all_units() -> None:
    rows = list(published_classes(load("2024"), "regency"))
    counts = {(row["edition"], row["category"]): row["count"] for row in rows}
    assert counts["2019", "sedang"] == 512
    assert counts["2019-rev", "sedang"] == 506
    assert counts["2019", "rendah"] == 0
    # In 2020 only the highest were printed, which says nothing of the others.
    assert ("pilkada-2020", "tinggi") not in counts
    assert list(published_classes(None, "regency")) == list(published_classes(load("2024"), None)) == []
