"""Each kind of report, in both languages: the same bytes, marked on every page, its figures those of the release."""

import re
from dataclasses import replace

import pypdfium2
import pytest
from django.utils import translation
from ikpweb.publication.report.making import LANGUAGES, Asked, all_of, asked, report_of, title_of

from web.tests.publication.report.reading import example, made, pages, words

KINDS = ("nasional", "pers", "provinsi-15", "daerah-15.02")


def test_every_report_of_a_release_has_a_name_that_is_understood() -> None:
    book = example()
    found = all_of(book)
    assert [asked(each.name, book) for each in found] == found
    assert len(found) == 2 + 3 + 3 + 28
    for odd in ("", "daerah-99", "provinsi-15.02", "daerah-", "daerah-../15", "provinsi", "Nasional", "daerah-15\n"):
        assert asked(odd, book) is None, odd


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KINDS)
def test_every_page_names_release_digest_and_made_up_data(name: str, language: str) -> None:
    pdf = made(name, language)
    for page in pages(pdf):
        assert example().digest in page
        assert example().name in page
        assert "SINTETIS" in page
    given = asked(name, example())
    assert given is not None
    with translation.override(language):
        title = title_of(example(), given)
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_dict()["Title"].startswith(title)
    document.close()
    assert title in words(pdf)


def test_the_same_release_gives_the_same_bytes_and_another_language_others() -> None:
    assert report_of(example(), Asked("daerah", "15.02"), "id") == made("daerah-15.02")
    assert made("daerah-15.02") != made("daerah-15.02", "en")


def test_real_data_are_not_called_made_up() -> None:
    book = replace(example(), synthetic=False)
    pdf = report_of(book, Asked("daerah", "15.02"), "id")
    assert "data buatan" not in words(pdf).replace("Made-up data", "").replace(
        "SINTETIS: data buatan untuk latihan", ""
    )


def test_a_unit_report_says_the_figures_of_the_release_and_what_it_does_not_know() -> None:
    level = example().levels["regency"]
    text = words(made("daerah-15.02"))
    score = f"{level.index('15.02').score:.2f}".replace(".", ",")
    assert f"skornya {score} pada skala" in text
    assert "peringkat 1 dari 28 kabupaten/kota" in text
    assert "Seberapa pasti skor ini tidak dihitung dalam rilis ini." in text
    assert "tidak memuat perbandingan dengan edisi lain" in text
    assert "ASUMSI: bobot" in text
    for part in level.parts["15.02"][:3]:
        assert level.nodes[part.code].names["id"] in text
    # The full table has every node.
    for code in level.nodes:
        assert re.search(rf"\b{code}\b", text), code


def test_the_english_report_is_in_english() -> None:
    text = words(made("nasional", "en"))
    for told in ("Highest scores", "Priorities of prevention", "ASSUMED", "holds no comparison", "Full tables"):
        assert told in text
    for odd in ("Ringkasan", "Keterbatasan", "Peringkat", "▲ tinggi", "ASUMSI"):
        assert odd not in text, odd


def test_the_press_sheet_is_one_page_even_with_long_names() -> None:
    book = example()
    long = {code: f"{name} dan Kepulauan Sekitarnya yang Bernama Panjang" for code, name in book.names.items()}
    for language in LANGUAGES:
        assert len(pages(made("pers", language))) == 1
        assert len(pages(report_of(replace(book, names=long), Asked("pers"), language))) == 1


def test_names_are_data_and_never_markup() -> None:
    book = example()
    odd = replace(book, names={**book.names, "15.02": '#read("/etc/passwd") *tebal* <svg> & "kutip"'})
    text = words(report_of(odd, Asked("daerah", "15.02"), "id"))
    assert '#read("/etc/passwd") *tebal* <svg> & "kutip"' in text
