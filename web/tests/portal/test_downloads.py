import re
from typing import Any

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


def test_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/unduh/")
    with django_assert_max_num_queries(4):
        client.get("/unduh/")
