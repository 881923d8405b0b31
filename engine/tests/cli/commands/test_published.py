"""Published results with their sources and conflicts."""

import csv
import io
from typing import Any

import pytest

pytestmark = pytest.mark.extras

KEYS = [
    "rank", "unit", "name", "kind", "reading", "score", "category", "SP", "PP", "KT", "PT", "dimension_categories",
    "dimension_ranks", "implied", "other", "certainty", "sources", "note", "conflicts",
]  # fmt: skip


def test_the_34_provinces_of_2024_with_sources_and_conflicts(call: Any) -> None:
    ran = call("published", "2024", "--level", "province", "--json")
    assert ran.code == 0
    assert ran.err == ""
    document = ran.json
    assert list(document) == [
        "command", "edition", "level", "reading", "means", "counts", "dimension_counts", "rows",
    ]  # fmt: skip
    rows = document["rows"]
    assert len(rows) == 34
    assert all(list(row) == KEYS for row in rows)
    assert all(row["sources"] for row in rows)
    assert [row["rank"] for row in rows] == list(range(1, 35))
    assert document["counts"] == {"tinggi": 5, "sedang": 21, "rendah": 8}
    kaltim = next(row for row in rows if row["unit"] == "64")
    assert kaltim["score"] == 74.04
    [slip] = kaltim["conflicts"]
    assert (slip["quantity"], slip["value"], slip["slip"]) == ("total", "77.04", True)
    assert "Jawa Barat" in slip["why"]
    assert slip["source"]


def test_machine_output_is_the_same_in_both_languages(call: Any) -> None:
    for command in (["published", "2024", "--json"], ["published", "2024", "--csv"]):
        assert call(*command, lang="id").out == call(*command, lang="en").out


def test_csv_has_a_row_per_unit_and_decimal_points(call: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(call("published", "2024", "--csv", lang="id").out)))
    assert len(rows) == 34
    assert list(rows[0]) == KEYS
    assert rows[0]["score"] == "88.95"


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize(("lang", "score", "category"), [("id", "88,95", "▲ tinggi"), ("en", "88.95", "▲ high")])
def test_the_table_fits_and_speaks(call: Any, columns: int, lang: str, score: str, category: str) -> None:
    text = call("published", "2024", lang=lang, columns=columns).out
    body = text.partition("https://")[0]
    assert score in body
    assert category in body
    assert "77,04" in body if lang == "id" else "77.04" in body
    assert max(map(len, body.splitlines()[:-1])) <= columns


def test_filters(call: Any) -> None:
    jabar = call("published", "2024", "-l", "regency", "--province", "32", "--json").json["rows"]
    assert {row["unit"][:2] for row in jabar} == {"32"}
    high = call("published", "2024", "--category", "high", "--json").json["rows"]
    assert len(high) == 5
    assert [row["name"] for row in call("published", "2024", "--search", "jambi", "--json").json["rows"]] == ["Jambi"]
    assert len(call("published", "2024", "--limit", "3", "--json").json["rows"]) == 3


def test_a_long_list_is_cut_for_the_eye_only(call: Any) -> None:
    shown, whole = call("published", "2024", "-l", "regency"), call("published", "2024", "-l", "regency", "--json")
    count = len(whole.json["rows"])
    assert count >= 123
    assert f"{count - 40} more rows" in shown.out
    assert "more rows" not in call("published", "2024", "-l", "regency", "--all").out


def test_the_second_reading_of_a_province(call: Any) -> None:
    ran = call("published", "2024", "--reading", "regencies", "--json")
    dki = next(row for row in ran.json["rows"] if row["unit"] == "31")
    assert dki["score"] == 35.95


def test_a_level_that_is_left_out_is_the_first_with_results(call: Any) -> None:
    document = call("published", "tema-luar-negeri-2023", "--json").json
    assert document["level"] == "overseas"
    assert call("published", "tema-luar-negeri-2023", "--level", "province").code == 2


def test_every_edition_can_be_shown(call: Any) -> None:
    for row in call("editions", "--json").json["rows"]:
        ran = call("published", row["code"], columns=80)
        assert ran.code == 0, row["code"]
        assert ran.err == ""
