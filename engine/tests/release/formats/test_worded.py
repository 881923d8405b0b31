"""Words of the workbook."""

from ikp.release.formats.worded import ABOUT, LOOKS, SHEETS, TITLES, WIDE, level_word, meaning


def test_everything_is_said_in_both_languages() -> None:
    for words in (*SHEETS.values(), *ABOUT.values(), *WIDE.values(), TITLES, LOOKS):
        assert set(words) == {"id", "en"}


def test_a_level_of_somebodys_own_keeps_its_name() -> None:
    assert level_word("regency", "en") == "Regency and city"
    assert level_word("desa", "en") == "desa"


def test_columns_of_intervals_are_told_by_their_beginnings() -> None:
    assert meaning("score_p05", "en") == "Quantile of the replicates' scores (05 %)."
    assert meaning("p_rendah", "id") == "Peluang kategori rendah."
    assert meaning("p_change", "en").startswith("Probability of another")
    assert meaning("unknown", "en") == ""
