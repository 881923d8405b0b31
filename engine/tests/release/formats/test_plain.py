"""One table of all figures, read back equal to the release, to the bit."""

import csv
import json
from io import BytesIO, StringIO

import pytest

from engine.tests.release.formats.typed import example, small
from ikp.errors import UsageError
from ikp.io.safe import plain
from ikp.release.formats import COLUMNS, Figures, figures_of
from ikp.release.formats.plain import as_csv, as_json, as_parquet

BOTH = [pytest.param(example(), id="example"), pytest.param(figures_of(small()), id="small")]
NUMBERS = {column.name for column in COLUMNS if column.kind == "number"}


@pytest.mark.parametrize("figures", BOTH)
def test_csv(figures: Figures) -> None:
    rows = list(csv.DictReader(StringIO(as_csv(figures).decode())))
    back = [
        tuple((float(cell) if cell else None) if name in NUMBERS else plain(cell) for name, cell in row.items())
        for row in rows
    ]
    assert back == list(figures.rows)


def test_csv_runs_no_formula() -> None:
    assert ",'=Dua," in as_csv(figures_of(small())).decode()


@pytest.mark.parametrize("figures", BOTH)
def test_json(figures: Figures) -> None:
    document = json.loads(as_json(figures))
    assert document["figures"]["columns"] == [column.name for column in COLUMNS]
    assert [tuple(row) for row in document["figures"]["rows"]] == list(figures.rows)
    assert document["release"]["digest"] == figures.digest
    assert set(document["meaning"]) == set(document["figures"]["columns"])
    for name, table in figures.tables.items():
        assert [tuple(row) for row in document["tables"][name]["rows"]] == list(table.rows)


@pytest.mark.extras
@pytest.mark.parametrize("figures", BOTH)
def test_parquet(figures: Figures) -> None:
    import polars as pl

    frame = pl.read_parquet(BytesIO(as_parquet(figures)))
    assert frame.rows() == list(figures.rows)
    assert {name for name, kind in frame.schema.items() if kind == pl.Float64} == NUMBERS


@pytest.mark.extras
def test_the_same_release_gives_the_same_bytes() -> None:
    figures = example()
    for write in (as_csv, as_json, as_parquet):
        assert write(figures) == write(figures)


def test_without_polars_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="polars"):
        as_parquet(figures_of(small()))
