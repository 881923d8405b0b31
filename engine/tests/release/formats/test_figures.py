"""Every cell of a release is among the typed rows, and none is changed on the way."""

import csv
from io import StringIO
from typing import Any

import pytest

from engine.tests.release.formats.typed import example, small
from engine.tests.release.making import EXAMPLE
from ikp.errors import DataError, UsageError
from ikp.release import Bundle, open_bundle
from ikp.release.formats import COLUMNS, figures_of

NAMES = [column.name for column in COLUMNS]


def told(bundle: Bundle, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(bundle[name].decode())))


@pytest.mark.parametrize("bundle", [open_bundle(EXAMPLE), small()], ids=["example", "small"])
def test_every_printed_cell_is_there(bundle: Bundle) -> None:
    figures = figures_of(bundle)
    for level in figures.frameworks:
        rows = {(str(row["unit"]), str(row["node"])): row for row in figures.of(level)}
        printed = told(bundle, f"results/{level}.csv")
        assert len(rows) == len(printed)
        for row in printed:
            found = rows[row["unit"], row["node"]]
            for name in ("score", "rank", "coverage"):
                assert found[name] == (float(row[name]) if row[name] else None)
            for name in ("category", "category_label", "reason"):
                assert found[name] == row[name]
        given = {(row["unit"], row["node"]): row for row in told(bundle, f"data/{level}.csv")}
        for key, held in rows.items():
            value, reason = (given[key]["value"], given[key]["reason"]) if key in given else ("", "")
            assert held["value"] == (float(value) if value else None)
            assert held["value_reason"] == reason


def test_the_second_reading_stands_beside_the_first() -> None:
    bundle = small()
    (row,) = figures_of(bundle).of("province", "mean")
    assert (row["unit"], row["node"], row["score"], row["category"]) == ("91", "IKP", 1 / 3, "rendah")
    assert {row["reading"] for row in figures_of(bundle).of("province")} == {"own"}


def test_a_name_is_read_as_it_was_meant_and_not_as_a_spreadsheet_needs_it() -> None:
    bundle = small()
    assert b"'=Dua" in bundle["registry.csv"]
    figures = figures_of(bundle)
    assert figures.units["92"].name == "=Dua"
    assert {row["name"] for row in figures.of("province")} == {"Satu", "=Dua", "Tiga"}


def test_the_other_tables_are_typed() -> None:
    tables = figures_of(small()).tables
    assert set(tables) == {"registry", "coverage", "evidence", "results/province-intervals"}
    assert tables["evidence"].rows == [
        ("91", "a1", 7.0, 2.0, "", "SINTETIS"),
        ("92", "a1", None, None, "fewer than 3", "SINTETIS"),
    ]


def test_made_up_data_say_so_in_title_and_rows() -> None:
    figures = example()
    assert figures.title("en").startswith("SINTETIS – ")
    assert {row[NAMES.index("label")] for row in figures.rows} == {"SINTETIS"}


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("release.json", b'{"kind": "ikp-release", "format": 99}', UsageError),
        (
            "results/province.csv",
            b"unit,node,score,rank,category,category_label,coverage,reason\n91,IKP,x,1,,,1,\n",
            DataError,
        ),
        ("evidence.csv", b"unit,node,events,files,reason\n91,a1,x,1,\n", DataError),
    ],
)
def test_what_cannot_be_read_is_a_sentence(name: str, body: bytes, error: Any) -> None:
    bundle = small()
    with pytest.raises(error):
        figures_of(Bundle("x", {**bundle.files, name: body}))
