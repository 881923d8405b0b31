import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_every_link_of_the_page_leads_to_a_file(client: Client) -> None:
    page = client.get("/unduh/").content.decode()
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/unduh/[^"]+)"', page)}
    assert len(links) > 100
    for link in links:
        response = client.get(link)
        assert response.status_code == 200, link
        assert response.content, link


def test_the_newest_whole_index_stands_first_with_how_to_cite_it(client: Client) -> None:
    page = client.get("/unduh/").content.decode()
    assert page.index("IKP Pemilu dan Pemilihan Serentak 2024") < page.index("IKP Pilkada 2020")
    assert "Bawaslu RI (2022)" in page
    assert "/api/v1/docs" in page


def test_english_files_have_english_addresses(client: Client) -> None:
    page = client.get("/en/unduh/").content.decode()
    assert 'href="/en/unduh/skor.csv' in page
    assert "Unit of" in page or "Code of the unit" in page


def charts(page: str) -> list[str]:
    return sorted({link.replace("&amp;", "&") for link in re.findall(r'href="(/(?:en/)?(?:grafik|og)/[^"]+)"', page)})


def test_every_chart_of_two_editions_and_every_map_is_listed_and_there(client: Client) -> None:
    page = client.get("/unduh/").content.decode()
    listed = charts(page)
    assert len(listed) >= 2 * 9
    assert "/grafik/pergeseran/2019_2024_province.svg" in listed
    for link in [link for link in listed if link.endswith(".svg")]:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer.content.startswith(b"<svg"), link
    # A map by category and one by score, as SVG and PNG, for each level of each edition.
    maps = re.findall(r'href="/unduh/peta\.(?:svg|png)\?([^"]+)"', page)
    assert len(maps) == len(set(maps)) * 2
    assert "edisi=pilkada-2020&amp;tingkat=regency&amp;warna=score" in maps


def test_the_charts_of_a_unit_are_listed_with_previews(client: Client) -> None:
    for words in ("15", "jambi", "Jambi"):
        page = client.get(f"/unduh/?daerah={words}").content.decode()
        assert charts(page)[-1] == "/og/daerah/15.png"
        assert "/grafik/dimensi/15_pilkada-2020.png" in charts(page)
        assert "/grafik/waktu/15.svg" in charts(page)
        drawn = [link for link in charts(page) if re.search(r"/15[_.].*svg", link)]
        assert page.count('loading="lazy"') == 1 + len(drawn)


def test_two_editions_of_one_year_are_told_apart(client: Client) -> None:
    page = client.get("/unduh/?daerah=15").content.decode()
    assert "Di antara daerah lain, IKP Pemilu 2019 (September 2018)" in page
    assert "Di antara daerah lain, IKP Pemilu 2019 (pemutakhiran April 2019)" in page
    assert "Perbandingan Pilkada 2020 dan IKP 2024" in page


def test_words_that_mean_several_or_no_units_ask_back(client: Client) -> None:
    page = client.get("/unduh/?daerah=bandung").content.decode()
    assert "Pilih salah satu" in page
    assert "?daerah=32.73#grafik-daerah" in page
    assert "Tidak ada daerah yang cocok" in client.get("/unduh/?daerah=zzzz").content.decode()
    hostile = client.get("/unduh/?daerah=%3Cscript%3E%00" + "9" * 3000)
    assert hostile.status_code == 200
    assert "<script>\x00" not in hostile.content.decode()
