"""From what a release says to its files."""

import csv
import json
from io import BytesIO, StringIO

import numpy as np
import pytest

from engine.tests.release.making import contents, framework, recipe, table
from ikp import compute
from ikp.release import Part, files_of


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(body.decode())))


def test_the_same_contents_give_the_same_bytes_in_the_order_of_their_names() -> None:
    first = files_of(contents())
    assert first == files_of(contents())
    assert list(first) == sorted(first)


def test_every_input_stands_there_and_a_missing_one_has_its_reason() -> None:
    given = {(row["unit"], row["node"]): row for row in rows(files_of(contents())["data/province.csv"])}
    assert len(given) == 9
    assert given["91", "b1"]["value"] == "3"
    assert (given["92", "a2"]["value"], given["92", "a2"]["reason"]) == ("", "not_reported")
    assert {row["label"] for row in given.values()} == {"SINTETIS"}


def test_every_node_of_every_unit_has_its_score_rank_and_category() -> None:
    result = compute(table(), framework(), recipe())
    told = {(row["unit"], row["node"]): row for row in rows(files_of(contents())["results/province.csv"])}
    assert len(told) == 3 * 6
    for i, unit in enumerate(result.units):
        row = told[unit, "IKP"]
        assert float(row["score"]) == result.score()[i]  # to the bit
        assert (row["rank"], row["category"]) == (str(int(result.rank()[i])), result.category_groups()[i])


def test_what_is_not_made_up_has_no_label() -> None:
    real = [Part("province", compute(table(), framework(), recipe()))]
    body = files_of(contents(parts=real))["data/province.csv"]
    assert body.startswith(b"unit,node,value,reason\n")


def test_groups_and_denominators_travel_with_the_inputs() -> None:
    with_more = table(groups={"island": ["x", "y", "x"]}, denominators={"voters": [10.0, 20.5, 30.0]})
    files = files_of(contents(parts=[Part("province", compute(with_more, framework(), recipe()))]))
    assert rows(files["data/province-units.csv"])[1] == {
        "unit": "92",
        "group:island": "y",
        "denominator:voters": "20.5",
    }


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    from ikp.release import Unit

    files = files_of(contents(units=[Unit("91", "=1+1", "province")]))
    assert rows(files["registry.csv"])[0]["name"] == "'=1+1"


def test_the_data_package_lists_each_table_with_its_digest() -> None:
    import hashlib

    files = files_of(contents())
    package = json.loads(files["datapackage.json"])
    found = {each["path"]: each for each in package["resources"]}
    assert set(found) == {name for name in files if name.endswith(".csv")}
    for name, each in found.items():
        assert each["hash"] == f"sha256:{hashlib.sha256(files[name]).hexdigest()}"
        fields = [field["name"] for field in each["schema"]["fields"]]
        assert fields == files[name].partition(b"\n")[0].decode().split(",")
        assert len(set(fields)) == len(fields)


@pytest.mark.extras
def test_parquet_says_what_the_csv_says() -> None:
    import polars as pl

    files = files_of(contents(), parquet=True)
    for name in ("data/province", "results/province", "registry"):
        kept = pl.read_parquet(BytesIO(files[f"{name}.parquet"]))
        told = rows(files[f"{name}.csv"])
        assert kept.columns == list(told[0])
        numbers = [column for column in kept.columns if kept[column].dtype.is_numeric()]
        for i, row in enumerate(kept.iter_rows(named=True)):
            for column, value in row.items():
                text = told[i][column]
                if column in numbers and value is not None:
                    assert float(text) == value
                else:
                    assert (value or "") == text


def test_numbers_are_read_back_to_the_bit() -> None:
    from ikp.release.files import cell

    for value in (0.1 + 0.2, 1e-300, -0.0, 1 / 3, 12345678901234567.0, 42.0):
        assert np.float64(str(cell(value))) == value
    assert str(cell(-0.0)) == "0"
    assert cell(float("nan")) == ""
