"""Comparing units and editions; hostile input falls back to what can be shown."""

import re

import pytest
from django.test import Client
from ikpweb.runs.engine import compare_editions

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- units ------------------------------------------------------------------------------
def test_up_to_four_units_beside_each_other(client: Client) -> None:
    page = client.get("/banding/?daerah=15,31,32,71,11").content.decode()
    for name in ("Jambi", "DKI Jakarta", "Jawa Barat", "Sulawesi Utara"):
        assert f"Hapus {name} dari perbandingan" in page
    assert "Hapus Aceh" not in page
    assert 'href="/banding/?daerah=31,32,71"' in page  # without Jambi


def test_the_search_adds_without_scripts(client: Client) -> None:
    several = client.get("/banding/?daerah=15&q=medan").content.decode()
    assert "Hapus Kota Medan" in several or 'daerah=15,12.71"' in several
    one = client.get("/banding/?daerah=15&q=Sulawesi Utara").content.decode()
    assert "Hapus Sulawesi Utara" in one
    assert "Tidak ada daerah lain" in text(client, "/banding/?daerah=15&q=qqqq")


def test_levels_are_not_mixed_in_silence(client: Client) -> None:
    assert "jangan dibandingkan" in text(client, "/banding/?daerah=15,15.71")
    assert "jangan dibandingkan" not in text(client, "/banding/?daerah=15,31")


def test_unknown_units_are_named(client: Client) -> None:
    assert "Tidak dikenal: zz, 99.99" in text(client, "/banding/?daerah=zz,15,99.99")


def test_dimensions_that_are_not_published_are_said_to_be(client: Client) -> None:
    page = text(client, "/banding/?daerah=15,31")
    assert "96,08" in page
    assert "belum terbit" in page


# --- editions ---------------------------------------------------------------------------
def test_2020_and_2024_as_the_engine_has_them() -> None:
    found = compare_editions("pilkada-2020", "2024", "province")
    assert found is not None
    assert (found.ruling, found.categories) == ("only_ranks", False)
    assert found.counts == ((0, 0, 0), (0, 0, 0), (4, 4, 1))
    assert (len(found.units), len(found.scored)) == (9, 9)
    assert found.scored[0].unit == "63"  # Kalimantan Selatan, from 7th to 2nd
    assert (found.scored[0].rank_a, found.scored[0].rank_b) == (7, 2)
    assert found.spearman.value == pytest.approx(0.2667, abs=1e-4)
    assert (found.spearman.low, found.spearman.high) == (
        pytest.approx(-0.494, abs=1e-3),
        pytest.approx(0.796, abs=1e-3),
    )


def test_sentences_name_editions_by_title_with_decimal_commas() -> None:
    found = compare_editions("2019", "2024", "province")
    assert found is not None
    said = " ".join(reason.id for reason in found.reasons)
    assert "IKP Pemilu dan Pemilihan Serentak 2024" in said
    assert "21,702" in said
    assert "21.702" in " ".join(reason.en for reason in found.reasons)


def test_regencies_that_an_edition_covers_but_does_not_print_are_not_published() -> None:
    found = compare_editions("2024", "pilkada-2024", "regency")
    assert found is not None
    assert found.ruling == "not_comparable"
    assert {each.why for each in found.only_b} == {"not_published"}


def test_the_page_of_two_editions(client: Client) -> None:
    page = text(client, "/banding/?a=pilkada-2020&b=2024&tingkat=province")
    for words in (
        "hanya peringkat",
        "Karena:",
        "0,27",
        "rentang 95 %: −0,49 sampai 0,80",
        "Kalimantan Selatan",
        "bukan perubahan",
    ):
        assert words in page
    assert "Selisih" not in page  # scores are not subtracted where they are not comparable


@pytest.mark.parametrize("level", ["province", "regency"])
def test_every_pair_can_be_shown(client: Client, level: str) -> None:
    codes = ["2019", "2019-rev", "pilkada-2020", "2024", "pilkada-2024"]
    for a in codes:
        for b in codes:
            assert client.get("/banding/", {"a": a, "b": b, "tingkat": level}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"a": "x", "b": "<script>alert(1)</script>"},
        {"a": "2024", "b": "2024"},
        {"a": "\x00", "tingkat": "../../etc"},
        {"a": "tema-sara-2023", "b": "2024"},
        {"daerah": "," * 500},
        {"daerah": "15," * 200, "q": "\x00"},
        {"daerah": "1571", "edisi": "x"},
        {"tab": "edisi", "tingkat": "desa"},
    ],
)
def test_hostile_queries_are_answered(client: Client, query: dict[str, str]) -> None:
    answer = client.get("/banding/", query)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_unknown_editions_and_levels_have_no_comparison() -> None:
    assert compare_editions("x", "2024", "province") is None
    assert compare_editions("2019", "2024", "desa") is None
