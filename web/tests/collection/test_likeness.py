"""Likeness of two reports, on sentences whose trigrams can be counted by hand."""

import pytest
from ikpweb.collection.likeness import likeness, plain


def test_signs_accents_and_empty_words_say_nothing() -> None:
    assert plain("SINTETIS: Di TPS-04, Désa Suka.") == "tps 04 desa suka"


def test_the_same_is_alike_and_nothing_is_alike_to_nothing() -> None:
    assert likeness("Bentrok di pasar", "bentrok, pasar!") == 1
    assert likeness("", "") == 0
    assert likeness("bentrok", "") == 0


def test_a_share_of_trigrams_by_hand() -> None:
    # "  aba " has the trigrams "  a", " ab", "aba", "ba "; "  abc " has "  a", " ab", "abc", "bc ".
    assert likeness("aba", "abc") == pytest.approx(2 / 6)


def test_what_is_told_otherwise_is_less_alike_than_what_is_told_alike() -> None:
    first = "Massa membakar kotak suara setelah penghitungan"
    assert likeness(first, "Sekelompok massa membakar kotak suara") > 0.45
    assert likeness(first, "Banjir merendam gudang logistik") < 0.15
