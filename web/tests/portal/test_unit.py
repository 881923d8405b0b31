"""The profile of a unit: Jambi's true story, ranks among published scores, empty states, other spellings of codes."""

import re

import pytest
from django.test import Client
from ikpweb.portal.profile import profile
from ikpweb.portal.views.unit import candidates
from ikpweb.territory.selectors import units

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_jambi_tells_its_true_story() -> None:
    told = {
        each.edition.code: (each.score.total, each.score.category, each.label, each.above_mean)
        for each in profile("15", "id").standings
    }
    assert told == {
        "pilkada-2024": (41.63, "sedang", "sedang", False),
        "2024": (12.03, "rendah", "rendah", False),
        "pilkada-2020": (73.69, "tinggi", "level 6", False),
        "2019-rev": (50.17, "sedang", "sedang", True),
        "2019": (49.30, "sedang", "sedang", True),
    }


def test_ranks_say_of_how_many() -> None:
    first = {each.edition.code: each for each in profile("15", "id").standings}
    nation = {code: next((p.rank, p.number) for p in each.peers) for code, each in first.items()}
    assert nation == {
        "pilkada-2024": (3, 3),
        "2024": (31, 34),
        "pilkada-2020": (4, 9),
        "2019-rev": (12, 16),
        "2019": (15, 34),
    }
    assert first["pilkada-2024"].order == 24
    city = profile("15.71", "id").standings[0]
    assert [(p.group, p.rank, p.number) for p in city.peers] == [("nation", 7, 23), ("province", 2, 11), ("kind", 3, 6)]


def test_verdicts_between_editions_have_reasons() -> None:
    steps = profile("15", "id").steps
    assert [step.comparison.ruling for step in steps] == ["not_comparable", "only_ranks", "only_ranks", "only_ranks"]
    assert all(step.comparison.decisive for step in steps)
    to_2024 = steps[1]
    assert (to_2024.move.rank_a, to_2024.move.rank_b) == (4, 8)  # among the nine provinces of 2020
    assert to_2024.move.standardised_change == pytest.approx(-0.927, abs=0.001)
    assert to_2024.move.change is None


def test_contributions_of_jambi_in_2020() -> None:
    here = next(each for each in profile("15", "id").standings if each.edition.code == "pilkada-2020")
    told = [(row.code, row.value, row.implied, row.certainty, row.contribution) for row in here.dimensions]
    assert [row[:4] for row in told] == [
        ("SP", 86.36, False, "published"),
        ("PP", 70.16, False, "published"),
        ("KT", 56.46, False, "published"),
        ("PT", 84.13, True, "derived"),
    ]
    # 30/30/25/15: 25.908 + 21.048 + 14.115 + 12.6195
    assert sum(row[4] for row in told) == pytest.approx(73.6905)
    assert here.recomputed.residual == pytest.approx(0.0005)


def test_the_page_of_jambi(client: Client) -> None:
    page = text(client, "/daerah/15/")
    for words in (
        "41,63",
        "12,03",
        "73,69",
        "tinggi (level 6)",
        "49,30",
        "di atas rata-rata nasional",
        "peringkat 31 di antara 34",
    ):
        assert words in page
    assert "two digits swapped" in page  # 41,36 is a slip, and said to be one
    assert "tidak dipakai: salah cetak" in page
    english = text(client, "/en/daerah/15/")
    assert "12.03" in english
    assert "are not comparable" in english or "is not known" in english


def test_notes_in_english_are_marked_and_said_to_be(client: Client) -> None:
    said = "Catatan pada angka dan tetapan ditulis dalam bahasa Inggris"
    for path in ("/daerah/15/", "/metode/2024/"):
        page = client.get(path).content.decode()
        assert said in page
        assert ' lang="en">' in page
        assert "are in English" not in client.get(f"/en{path}").content.decode()


def test_a_score_without_a_category_says_which_of_the_two_is_not_published(client: Client) -> None:
    page = client.get("/daerah/15/").content.decode()
    assert '<span class="number">6,32</span> <span class="quiet small">kategori belum terbit</span>' in page
    assert "Skor dan kategori menurut IKP Pemilu dan Pemilihan Serentak 2024." in page  # of the neighbours
    assert "garis tegak" not in page  # no national means of 2020 are drawn
    assert "garis tegak" in client.get("/daerah/31/").content.decode()


def test_both_readings_of_a_province_and_why_they_differ(client: Client) -> None:
    page = text(client, "/daerah/31/")
    assert "88,95" in page
    assert "35,95" in page
    assert "Keduanya berbeda jauh" in page


def test_a_new_province_leads_to_the_one_it_was_part_of(client: Client) -> None:
    answer = client.get("/daerah/94/").content.decode()
    assert "belum menjadi provinsi sendiri" in answer
    assert 'href="/daerah/91/"' in answer
    assert "masih mencakup provinsi yang dimekarkan" in text(client, "/daerah/91/")


def test_a_unit_without_results_says_what_there_is(client: Client) -> None:
    silent = next(code for code in units() if len(code) > 2 and not profile(code, "id").standings)
    page = text(client, f"/daerah/{silent}/")
    assert "tidak berarti nol atau rendah" in page
    assert "terbit 64 skor" in page
    assert "0,00" not in page


def test_neighbours_are_told_by_the_edition_that_says_most_of_them(client: Client) -> None:
    page = client.get("/daerah/15.71/").content.decode()
    assert "Skor dan kategori menurut Pemetaan Kerawanan Pemilihan Serentak 2024." in page
    assert "Skor ini tanpa rentang ketidakpastian: isian di bawahnya tidak terbit" in page
    assert "Skor dan kategori menurut IKP Pemilu dan Pemilihan" in client.get("/daerah/15/").content.decode()


def test_every_unit_has_a_page(client: Client) -> None:
    broken = [code for code in units() if client.get(f"/daerah/{code}/").status_code != 200]
    assert not broken


@pytest.mark.parametrize(("asked", "leads"), [("1571", "15.71"), ("15-71", "15.71"), ("1571 ", "15.71")])
def test_other_spellings_of_one_code_lead_to_the_unit(client: Client, asked: str, leads: str) -> None:
    answer = client.get(f"/daerah/{asked}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/daerah/{leads}/")


def test_a_code_that_can_mean_two_units_is_not_guessed(client: Client) -> None:
    unclear = next(
        code for unit in units().values() if len(candidates(code := unit.code.replace(".", ""))) > 1 and len(code) == 4
    )
    page = text(client, f"/daerah/{unclear}/", 404)
    assert "dapat berarti beberapa daerah" in page


@pytest.mark.parametrize("asked", ["xyz", "15.99", "99", "%3Cscript%3E", "1" * 300, "jambi", "%00", "0", "15.71.01"])
def test_unknown_units_are_not_found_with_a_sentence(client: Client, asked: str) -> None:
    answer = client.get(f"/daerah/{asked}/")
    assert answer.status_code == 404
    assert "<script>" not in answer.content.decode().replace("<script src", "")
    assert "Tidak ada daerah dengan kode" in answer.content.decode()


def test_a_name_is_answered_with_suggestions(client: Client) -> None:
    assert 'href="/daerah/15/"' in client.get("/daerah/jambi/").content.decode()


def test_times_are_told_in_the_zone_of_the_unit(client: Client) -> None:
    # The figures were loaded at one moment; each page tells it on its own clocks.
    for code, zone, offset in (("15", "WIB", "+07:00"), ("51", "WITA", "+08:00"), ("91.03", "WIT", "+09:00")):
        page = client.get(f"/daerah/{code}/").content.decode()
        assert re.search(rf'<time datetime="[^"]+{re.escape(offset)}">\d+ \w+ \d{{4}}, \d\d\.\d\d {zone}</time>', page)
    assert " WIB</time>" in client.get("/en/").content.decode()
