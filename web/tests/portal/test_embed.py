import html
import re
import struct
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from ikpweb.portal.takeaway.picture import headline
from ikpweb.territory.selectors import units

pytestmark = pytest.mark.django_db

FRAMES = [
    "/sematkan/peta/",
    "/sematkan/peta/?tingkat=regency&warna=score",
    "/sematkan/peringkat/",
    "/sematkan/daerah/15/",
]


@pytest.mark.parametrize("address", FRAMES)
def test_other_sites_may_frame_these_pages_only(client: Client, address: str) -> None:
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert response.status_code == 200
    assert "frame-ancestors *" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in response
    assert "public" in response["Cache-Control"]
    assert "Set-Cookie" not in response
    page = response.content.decode()
    assert 'target="_blank" rel="noopener"' in page
    assert "<nav" not in page


def test_no_other_page_may_be_framed(client: Client) -> None:
    for address in ("/", "/peringkat/", "/unduh/", "/api/v1/docs"):
        response = client.get(address)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], address
        assert response["X-Frame-Options"] == "DENY", address


def test_the_card_of_jambi(client: Client) -> None:
    page = client.get("/sematkan/daerah/15/").content.decode()
    assert "12,03" in page
    assert "rendah" in page
    assert "Peringkat 31 dari 34" in page
    assert 'href="http://testserver/daerah/15/"' in page
    assert "12.03" in client.get("/en/sematkan/daerah/15/").content.decode()


def test_the_ranking_holds_ten(client: Client) -> None:
    assert client.get("/sematkan/peringkat/").content.decode().count('<th scope="row">') == 10


def test_unknown_things_are_said(client: Client) -> None:
    response = client.get("/sematkan/daerah/99/")
    assert response.status_code == 404
    assert "Tidak ada daerah" in response.content.decode()
    assert client.get("/sematkan/peta/?edisi=%00<script>").status_code == 200
    assert client.get("/sematkan/peta/?edisi=tema-luar-negeri-2023").status_code == 404
    assert client.get("/og/daerah/99.png").status_code == 404
    assert client.post("/sematkan/peta/").status_code == 405


def test_the_picture_of_a_unit(client: Client) -> None:
    response = client.get("/og/daerah/15.png")
    assert response["Content-Type"] == "image/png"
    assert struct.unpack(">II", response.content[16:24]) == (1200, 630)
    assert client.get("/og/daerah/15.png", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get("/en/og/daerah/15.png").content != response.content


def test_a_whole_index_stands_for_a_unit_rather_than_a_single_theme() -> None:
    told = headline("15")
    assert told is not None
    assert (told[0].edition.code, told[1].total) == ("2024", 12.03)


def test_a_unit_without_results_gets_a_picture_that_says_so(client: Client) -> None:
    silent = next(unit for unit in units().values() if headline(unit.code) is None)
    assert client.get(f"/og/daerah/{silent.code}.png").status_code == 200
    assert "Belum ada hasil" in client.get(f"/sematkan/daerah/{silent.code}/").content.decode()


def test_meta_tags_and_snippet() -> None:
    context: dict[str, Any] = {"unit": units()["15"], "platform": {"base": "https://ikp.example"}}
    tags = Template('{% include "portal/parts/opengraph.html" %}').render(Context(context))
    assert 'property="og:image" content="https://ikp.example/og/daerah/15.png"' in tags
    context |= {"address": "/sematkan/peta/?a=1&b=2", "name": '"><b>'}
    page = Template('{% include "portal/parts/embed.html" %}').render(Context(context))
    copied = html.unescape(re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[0])
    assert 'src="https://ikp.example/sematkan/peta/?a=1&amp;b=2"' in copied
    assert 'title="&quot;&gt;&lt;b&gt;"' in copied


def test_the_snippet_of_the_home_page_keeps_the_colour_that_was_chosen(client: Client) -> None:
    def embedded(address: str) -> str:
        page = client.get(address).content.decode()
        found = re.findall(r'href="(/(?:en/)?sematkan/peta/[^"]+)"', page)
        assert len(found) == 1
        return html.unescape(found[0])

    assert embedded("/?warna=score") == "/sematkan/peta/?edisi=2024&tingkat=province&warna=score"
    assert embedded("/") == "/sematkan/peta/?edisi=2024&tingkat=province"
    frame = client.get(embedded("/?warna=score")).content.decode()
    assert 'class="hex s5"' in frame
    assert 'class="hex tinggi"' not in frame
    assert "warna=score" in frame  # and so does the way back to the map
