"""Pages of printed figures say how they are cited: by their address, in both languages."""

import html

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PAGES = ["/daerah/15/", "/peringkat/?tingkat=regency", "/metode/2024/", "/validasi/", "/proyeksi/", "/buku-besar/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_cited_by_its_address(client: Client, path: str) -> None:
    for language, read in (("", "Dibaca "), ("/en", "Read on ")):
        text = html.unescape(client.get(language + path).content.decode())
        cited = text.partition('id="kutipan">')[2].partition("</p>")[0]
        assert f"http://testserver{language}{path}. {read}" in cited
        assert text.partition("<h1>")[2].partition("<")[0].split()[0] in cited
