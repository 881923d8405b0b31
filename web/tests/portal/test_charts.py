"""Charts: sizes that do not jump, text that is drawn, addresses that stay, answers that can be cached."""

import re
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from ikpweb.kit.charts.render import digest, render
from ikpweb.kit.charts.theme import Chart, chart, colour, tint
from ikpweb.portal.charts.parts import Bar, bars
from ikpweb.portal.charts.shifts import Shift, shifts
from ikpweb.portal.charts.spread import spread
from ikpweb.portal.charts.timeline import Moment, timeline
from ikpweb.portal.pictures import draw, picture, pictures_of_unit

WORDS = {"tinggi": "tinggi", "sedang": "sedang", "rendah": "rendah"}
KEYS = [
    ("waktu", "15"),
    ("dimensi", "15_pilkada-2020"),
    ("dimensi", "31_2024"),
    ("sebaran", "15_2024"),
    ("sebaran", "11.01_2024"),
    ("pergeseran", "2019_2024_province"),
    ("banding", "2024_15_31_32_71"),
]


def small() -> Chart:
    return bars([Bar("Konteks sosial politik", 78.27, "78,27", 46.55), Bar("Partisipasi", None, "belum terbit")], "x")


def test_colours_are_those_of_the_stylesheet() -> None:
    assert colour("tinggi") == "#9c2f1f"
    assert tint("ink", 1) == colour("ink")
    assert tint("ink", 0) == colour("paper")


@pytest.mark.parametrize("narrow", [False, True])
def test_a_picture_is_exactly_as_large_as_said(narrow: bool) -> None:
    moment = Moment(("IKP 2024", "Des 2022"), 12.03, "12,03", "rendah", (21.702, 68.502), 45.1, "rata-rata 45,10")
    blank = Moment(("Pilkada 2024", "Agu 2024"), 41.63, "41,63", "sedang", (), None, "")
    drawn = [
        timeline([moment, blank], "x", unknown="batas\ntidak terbit", words=WORDS, narrow=narrow),
        bars([Bar("Partisipasi", 87.01, "87,01")], "x", narrow=narrow),
        spread(
            [(5.0 * i, "sedang") for i in range(12)], (12.0, "Jambi"), (21.7, 68.5), "x", words=WORDS, narrow=narrow
        ),
        shifts([Shift("Kepulauan Bangka Belitung", 1, 2), Shift("Jambi", 2, 1)], ("2019", "2024"), "x", narrow=narrow),
    ]
    for each in drawn:
        head = render(each, "svg").decode()[:300]
        assert f'width="{each.width}" height="{each.height}"' in head


def test_dots_never_touch() -> None:
    drawn = spread([(50.0, "sedang")] * 30, (50.0, "Jambi"), (), "x", words=WORDS)
    dots = next(layer for layer in drawn.spec["layer"] if layer["mark"].get("stroke"))["data"]["values"]
    assert len({(dot["x"], dot["level"]) for dot in dots}) == 31


def test_the_png_holds_its_text() -> None:
    with_text = render(chart(200, 60, [_text("Jambi 12,03")], "x"), "png")
    without = render(chart(200, 60, [_text(" ")], "x"), "png")
    assert struct.unpack(">II", with_text[16:24]) == (400, 120)
    assert len(with_text) > len(without) + 500


def _text(words: str) -> dict[str, object]:
    return {"data": {"values": [{"t": words}]}, "mark": "text", "encoding": {"text": {"field": "t"}}}


def test_names_of_fonts_are_quoted() -> None:
    """An unquoted name that begins its last word with a digit makes PNGs lose all text in silence."""
    assert "'Source Sans 3'" in small().spec["config"]["font"]


def test_a_digest_follows_content_and_form() -> None:
    same, other = small(), bars([Bar("Partisipasi", 1, "1")], "x")
    assert digest(small(), "svg") == digest(same, "svg")
    assert len({digest(same, "svg"), digest(same, "png"), digest(other, "svg")}) == 3


def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    drawn = small()
    first = render(drawn, "svg")
    kept = Path(settings.ENVIRONMENT.home) / "charts" / f"{digest(drawn, 'svg')}.svg"
    assert kept.read_bytes() == first
    kept.write_bytes(b"<svg/>")
    assert render(drawn, "svg") == b"<svg/>"
    kept.unlink()


# --- of the published data ----------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(("name", "key"), KEYS)
def test_charts_have_words_and_both_sizes(name: str, key: str) -> None:
    found = picture(name, key)
    assert found is not None
    assert len(found.alt) > 30
    assert found.narrow_size[0] == 360 < found.size[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("x", "15"),
        ("waktu", "99"),
        ("waktu", "94"),  # a single edition is no time line
        ("dimensi", "15_2024"),  # no dimension is published
        ("dimensi", "15"),
        ("sebaran", "15_pilkada-2024"),  # three scores are no spread
        ("pergeseran", "2019_2024"),
        ("pergeseran", "2019_2024_desa"),
        ("pergeseran", "a_b_c"),
        ("banding", "2024_15"),
        ("banding", "2024_15_15"),
        ("banding", "2024_15_31_32_71_11"),
        ("banding", "x_15_31"),
    ],
)
def test_where_nothing_is_to_be_drawn_there_is_no_chart(client: Client, name: str, key: str) -> None:
    assert draw(name, key) is None
    assert client.get(f"/grafik/{name}/{key}.svg").status_code == 404


@pytest.mark.django_db
def test_addresses_give_pictures_that_can_be_cached(client: Client) -> None:
    answer = client.get("/grafik/waktu/15.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "12,03" in answer.content.decode()
    again = client.get("/grafik/waktu/15.svg", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    narrow = client.get("/grafik/waktu/15.svg?lebar=sempit")
    assert narrow["ETag"] != answer["ETag"]
    assert client.get("/grafik/waktu/15.png").content.startswith(b"\x89PNG")
    assert client.get("/grafik/waktu/15.gif").status_code == 404
    assert client.head("/grafik/waktu/15.svg").status_code == 200
    assert client.post("/grafik/waktu/15.svg").status_code == 405
    assert "12.03" in client.get("/en/grafik/waktu/15.svg").content.decode()


@pytest.mark.django_db
def test_the_page_reserves_room_for_its_pictures(client: Client) -> None:
    page = client.get("/daerah/15/").content.decode()
    pictures = re.findall(r"<img [^>]+>", page)
    assert len(pictures) == 3
    assert all(re.search(r'width="\d+" height="\d+" alt="[^"]{30,}"', each) for each in pictures)
    assert page.count("?lebar=sempit") == 3


@pytest.mark.django_db
def test_the_catalogue_of_a_unit() -> None:
    assert [(each.name, each.key) for each in pictures_of_unit("15")] == [
        ("waktu", "15"),
        ("sebaran", "15_2024"),
        ("sebaran", "15_pilkada-2020"),
        ("dimensi", "15_pilkada-2020"),
        ("sebaran", "15_2019-rev"),
        ("sebaran", "15_2019"),
    ]
    assert pictures_of_unit("zz") == []
