"""The words of a country in our sentences."""

from pathlib import Path

import pytest
from ikpweb.kit.country import country, read
from ikpweb.kit.wording import worded, words_of

WORDS = words_of(read(Path(__file__).resolve().parents[3] / "examples" / "contoh"), "en")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Every province and its regencies and cities.", "Every region and its districts."),
        ("Provinces; regencies/cities", "Regions; districts"),
        ("A regency or city of %(province)s", "A district of %(province)s"),
        ("{province}: the provincial office", "{province}: the regional office"),
        ("Figures are published by Bawaslu.", "Figures are published by the Election Commission."),
        ("Bawaslu says so. Bawaslu RI", "The Election Commission says so. The Election Commission"),
        ("An IKP of ikp 1.4.2", "A CERI of ikp 1.4.2"),
        ("Jakarta time (WIB)", "Contoh time (CT)"),
        ("nothing to change: improvinces", "nothing to change: improvinces"),
    ],
)
def test_words_are_put_in_place(ours: str, theirs: str) -> None:
    assert worded(ours, WORDS) == theirs


def test_an_article_follows_the_word() -> None:
    assert worded("a province, an office, A province", {"province": "area"}) == "an area, an office, An area"
    assert worded("An area", {"area": "province"}) == "A province"


def test_indonesia_keeps_its_sentences() -> None:
    assert words_of(country(), "en") == {}
    assert worded("province", {}) == "province"
