"""Every public address costs exactly one query once its data is in memory: the look at the state of what is public.

The number is exact, not a ceiling: a query in a loop must not hide below it.
"""

from typing import Any

import pytest
from django.test import Client
from ikpweb.portal.kept import KEPT

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/",
    "/?tingkat=regency",
    "/?edisi=pilkada-2024&warna=score",
    "/cari/?q=bandung",
    "/cari/saran?q=jambi",
    "/daerah/15/",
    "/daerah/15.71/",
    "/en/daerah/91/",
    "/peringkat/",
    "/peringkat/?tingkat=regency&urut=-skor&hal=2",
    "/banding/",
    "/banding/?daerah=15,31,32,71",
    "/banding/?a=2019&b=2024",
    "/metode/",
    "/metode/2024/",
    "/validasi/",
    "/unduh/",
    "/unduh/?daerah=15",
    "/unduh/skor.csv",
    "/unduh/angka.xlsx?edisi=2024",
    "/unduh/validasi.csv",
    "/unduh/peta.svg",
    "/sematkan/peta/",
    "/sematkan/peringkat/",
    "/sematkan/daerah/15/",
    "/grafik/waktu/15.svg",
    "/og/daerah/15.png",
    "/api/v1/editions",
    "/api/v1/editions/2024",
    "/api/v1/units?limit=600",
    "/api/v1/units/15",
    "/api/v1/results?limit=600",
    "/api/v1/compare?a=2019&b=2024",
    "/api/v1/figures?edition=2024",
    "/api/v1/validation?limit=600",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_one_query(client: Client, address: str, django_assert_num_queries: Any) -> None:
    assert client.get(address).status_code == 200
    KEPT.clear()  # made anew, from what is in memory
    with django_assert_num_queries(1):
        client.get(address)


@pytest.mark.parametrize("address", ["/tidak/ada/", "/daerah/zz/", "/metode/zz/", "/grafik/waktu/zz.svg", "/unduh/zz"])
def test_what_is_not_there_costs_no_more(client: Client, address: str, django_assert_max_num_queries: Any) -> None:
    client.get(address)
    with django_assert_max_num_queries(1):
        assert client.get(address).status_code == 404
