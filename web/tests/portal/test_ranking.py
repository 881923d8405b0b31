"""The ranking: ranks among all, filters, sorting, pages."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def names(client: Client, query: str) -> list[str]:
    page = client.get(f"/peringkat/?{query}").content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def test_highest_first(client: Client) -> None:
    found = names(client, "edisi=2024")
    assert len(found) == 34
    assert found[0] == "DKI Jakarta"
    assert found[-1] == "Bengkulu"


def test_a_filter_keeps_the_rank_among_all(client: Client) -> None:
    page = client.get("/peringkat/?edisi=2024&cari=jambi").content.decode()
    assert names(client, "edisi=2024&cari=jambi") == ["Jambi"]
    assert '<td class="number">31</td>' in page
    assert len(names(client, "edisi=2024&kategori=tinggi")) == 5


def test_sorting_puts_what_is_not_published_last_both_ways(client: Client) -> None:
    down, up = names(client, "edisi=2024&urut=-SP"), names(client, "edisi=2024&urut=SP")
    assert down[0] == "Maluku Utara"
    assert up[0] == "Lampung"
    assert set(down[8:]) == set(up[8:])
    assert names(client, "edisi=2024&urut=nama")[0] == "Aceh"


def test_regencies_of_a_province_in_both_registries(client: Client) -> None:
    assert names(client, "edisi=2024&tingkat=regency&provinsi=95&urut=nama")[0] == "Kab. Jayawijaya"
    assert "Kab. Jayawijaya" in names(client, "edisi=2024&tingkat=regency&provinsi=91")


def test_nothing_found_says_so(client: Client) -> None:
    assert "Tidak ada daerah yang cocok" in client.get("/peringkat/?cari=zzzz").content.decode()


@pytest.mark.parametrize("query", ["hal=999", "hal=x", "urut=--", "urut=%27", "provinsi=%00", "kategori=<b>"])
def test_hostile_queries_are_harmless(client: Client, query: str) -> None:
    assert client.get(f"/peringkat/?{query}").status_code == 200
