"""The list of editions."""

from typing import Any

import pytest

from ikp.editions import available

pytestmark = pytest.mark.extras


def test_every_edition_says_what_it_is(call: Any) -> None:
    rows = call("editions", "--json").json["rows"]
    assert [row["code"] for row in rows] == list(available())
    assert list(rows[0]) == [
        "code", "title", "kind", "launched", "period", "levels", "units", "legal_base", "published_items",
        "missing_items",
    ]  # fmt: skip
    ikp_2024 = next(row for row in rows if row["code"] == "2024")
    assert ikp_2024["units"] == {"province": 34, "regency": 514}
    assert ikp_2024["launched"] == "2022-12-16"
    assert ikp_2024["published_items"]


@pytest.mark.parametrize(("lang", "word"), [("id", "514 kabupaten/kota"), ("en", "514 regencies and cities")])
def test_the_list_for_the_eye(call: Any, lang: str, word: str) -> None:
    text = call("editions", lang=lang, columns=80).out
    assert word in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80


def test_csv_has_a_row_per_edition(call: Any) -> None:
    assert len(call("editions", "--csv").out.splitlines()) == 1 + len(available())
