"""What is read back of a release is what was written into it, typed; what is broken is named."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from ikp.errors import DataError, UsageError
from ikp.release import Bundle, about, open_bundle
from ikp.release.reading import framework_of, inputs_of, means_of, scores_of, table_of, units_of

BUNDLE = open_bundle(Path(__file__).parents[2] / "cases/releases/contoh-sintetis.zip")


def with_file(name: str, body: bytes) -> Bundle:
    return replace(BUNDLE, files={**BUNDLE.files, name: body})


def written(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(BUNDLE[name].decode())))


def test_every_score_and_input_is_read_as_it_was_written() -> None:
    for level in about(BUNDLE)["levels"]:
        rows = written(f"results/{level}.csv")
        found = scores_of(BUNDLE, level)
        assert [(each.unit, each.node, each.category, each.label, each.reason) for each in found] == [
            (row["unit"], row["node"], row["category"], row["category_label"], row["reason"]) for row in rows
        ]
        for name in ("score", "rank", "coverage"):
            wanted = [float(row[name]) if row[name] else None for row in rows]
            assert [getattr(each, name) for each in found] == wanted
        inputs = [(each.unit, each.node, each.value, each.reason) for each in inputs_of(BUNDLE, level)]
        assert inputs == [
            (row["unit"], row["node"], float(row["value"]) if row["value"] else None, row["reason"])
            for row in written(f"data/{level}.csv")
        ]
    missing = next(each for each in inputs_of(BUNDLE, "province") if each.value is None)
    assert missing.reason == "not_reported"


def test_the_second_reading_is_of_the_index_alone() -> None:
    root = framework_of(BUNDLE, "province").root
    means = means_of(BUNDLE, "province", root)
    assert {each.node for each in means} == {root}
    assert [(each.unit, each.score) for each in means] == [
        (row["unit"], float(row["score"]) if row["score"] else None) for row in written("results/province-means.csv")
    ]
    assert means_of(BUNDLE, "regency", root) == []


def test_tables_are_typed_and_one_that_is_not_there_is_empty() -> None:
    table = table_of(BUNDLE, "coverage.csv")
    assert next(table.dicts())["count"] == float(written("coverage.csv")[0]["count"])
    assert list(table_of(BUNDLE, "results/regency-intervals.csv").dicts()) == []


def test_texts_are_as_they_were_meant() -> None:
    body = BUNDLE["registry.csv"].replace(b"15,Jambi,", b"15,'=Jambi,", 1)
    assert units_of(with_file("registry.csv", body))["15"].name == "=Jambi"
    assert list(units_of(BUNDLE)) == [row["unit"] for row in written("registry.csv")]


@pytest.mark.parametrize("name", ["results/regency.csv", "data/regency.csv"])
def test_a_cell_that_is_no_number_is_named_with_its_file(name: str) -> None:
    head, _, rest = BUNDLE[name].partition(b"\n")
    column = head.split(b",").index(b"score" if name.startswith("results") else b"value")
    first, _, others = rest.partition(b"\n")
    cells = first.split(b",")
    cells[column] = b"banyak"
    broken = with_file(name, b"\n".join([head, b",".join(cells), others]))
    with pytest.raises(DataError, match="banyak") as caught:
        (scores_of if name.startswith("results") else inputs_of)(broken, "regency")
    assert name in str(caught.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="village"):
        scores_of(BUNDLE, "village")


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match=r"results/regency\.csv: score"):
        scores_of(
            with_file("results/regency.csv", BUNDLE["results/regency.csv"].replace(b"score", b"skor", 1)), "regency"
        )
