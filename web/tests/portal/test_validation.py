"""The page on whether the index came true: the numbers of the study in words, pictures and files."""

import csv
import io
import re

import pytest
from django.test import Client
from ikpweb.kit.charts.render import render
from ikpweb.portal.charts.forest import Pair, Stem, forest, tops
from ikpweb.portal.charts.lift import Step, lift
from ikpweb.portal.pictures import draw
from ikpweb.runs.engine import held, outcome_facts

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_page_says_what_was_found(client: Client) -> None:
    said = text(client, "/validasi/")
    assert "12 dari 12 hubungan antara skor provinsi IKP 2024" in said
    assert "3 dari 15 kabupaten/kota paling rawan 2024 diperintah MK memungut suara ulang; dari 499 lainnya, 12" in said
    assert "0 dari 55 hubungan bertahan" in said
    assert "berkisar dari −0,25 sampai +0,34" in said
    assert "6,9 kali angka keseluruhan (p = 0,007)" in said
    assert "p menjadi 0,045; untuk semua 20 perbandingan sejenis, 0,15" in said
    assert "Tidak ditemukan bukan berarti tidak ada" in said
    assert "2.865 fakta" in said
    assert "pada 0 dari 12 hal yang dapat dihitung" in said
    assert "Perkara pemilu legislatif di Mahkamah Konstitusi 2 dari 8 10 dari 21 4 dari 5 0,094" in said
    assert "Hanya 64 daerah yang skornya terbit" in said
    assert "Hanya 10 provinsi yang tercetak" in said
    assert said.count("berbagi satu skor") == 1


def test_the_page_in_english(client: Client) -> None:
    said = text(client, "/en/validasi/")
    assert "12 of 12" in said
    assert "Did the index come true?" in said
    assert "Not found does not mean not there" in said
    assert "Titik" not in said


def test_every_outcome_of_every_edition_stands_in_a_table_with_its_sources(client: Client) -> None:
    page = client.get("/validasi/").content.decode()
    findings = [each for here in held() for each in here.findings]
    assert page.count("catatan dan sumber") == len(findings) == 56
    assert page.count('<table class="findings" id=') == len(held()) == 10
    assert "indonesiar1.com" in page
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in ids, target


def test_every_picture_of_the_page_is_there(client: Client) -> None:
    page = client.get("/validasi/").content.decode()
    links = set(re.findall(r'src="(/grafik/[^"]+)"', page))
    assert len(links) >= 11
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer.content.startswith(b"<svg"), link


def test_files_hold_what_the_page_shows(client: Client) -> None:
    def rows(what: str) -> list[dict[str, str]]:
        answer = client.get(f"/unduh/{what}.csv")
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    found = rows("validasi")
    assert len(found) == 56
    revote = next(row for row in found if (row["level"], row["outcome"]) == ("regency", "mk-pileg-revote"))
    assert (revote["n"], revote["positives"], revote["list"]) == ("64", "3", "complete")
    assert revote["spearman_low"] == ""  # three are too few for an interval
    top = [row for row in rows("validasi-teratas") if row["outcome"] == "mk-pileg-revote" and row["level"] == "regency"]
    assert [top[-1][name] for name in ("k", "hits", "rest_hits", "rest")] == ["15", "3", "12", "499"]
    assert {row["part"] for row in rows("validasi-kategori")} == {"category", "third"}
    assert len(rows("kejadian")) == len(outcome_facts())


def test_unknown_keys_draw_nothing() -> None:
    for name, key in (
        ("hubungan", "2031_province_own"),
        ("hubungan", "2024"),
        ("teratas", "2024_province_own"),  # all provinces are known: there is no top apart
        ("tangkapan", "2024_regency_own_wolves"),
        ("tangkapan", "2024_regency_own"),
    ):
        assert draw(name, key) is None, (name, key)


@pytest.mark.parametrize("narrow", [False, True])
def test_a_picture_is_exactly_as_large_as_said(narrow: bool) -> None:
    long = "TPS pemungutan suara ulang, susulan, atau lanjutan sampai 29 November ≈"
    drawn = [
        forest(
            [
                Stem(long, 0.3, 0.1, 0.5, "+0,30"),
                Stem("B", 0.1, -0.2, 0.4, "+0,10"),
                Stem("C", 0.0, None, None, "0,00"),
            ],
            ("lebih jarang", "lebih sering"),
            "x",
            narrow=narrow,
        ),
        tops([Pair(long, 0.2, 0.04, 0.48, 0.02, "3/15 lawan 12/499")], ("teratas", "sisanya"), "x", narrow=narrow),
        lift([Step(1, 0, 0.03, 0, 1), Step(2, 1, 0.06, 0, 1)], ("indeks", "acak"), "k", "x", narrow=narrow),
    ]
    for each in drawn:
        head = render(each, "svg").decode()[:300]
        assert f'width="{each.width}" height="{each.height}"' in head


def test_only_what_stands_clear_of_the_line_is_in_colour() -> None:
    made = forest(
        [Stem("A", 0.3, 0.1, 0.5, "+0,30"), Stem("B", 0.1, -0.2, 0.4, "+0,10"), Stem("C", 0.0, None, None, "0")],
        ("", ""),
        "x",
    )
    points = [layer for layer in made.spec["layer"] if layer["mark"]["type"] == "point"]
    filled, ring = points
    assert [row["clear"] for row in filled["data"]["values"]] == [True, False]
    assert ring["mark"]["filled"] is False
    assert len(ring["data"]["values"]) == 1
