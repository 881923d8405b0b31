"""The charts: drawn in two sizes, named for screen readers, safe to stand together in a page."""

import re

import pytest

from ikp.cli.language import speak
from ikp.cli.report import charts

pytestmark = pytest.mark.extras

ROWS = [
    {"rank": 1.0, "name": "Kota <Contoh> & Co", "score": 88.95, "group": "tinggi"},
    {"rank": 2.0, "name": "Kab. Dua", "score": 50.0, "group": "sedang"},
    {"rank": 3.0, "name": "Kab. Tiga", "score": 3.79, "group": "rendah"},
    {"rank": 4.0, "name": "Own", "score": 2.0, "group": "own word"},
]
NAMES = {"SP": "Konteks Sosial Politik", "PT": "Partisipasi"}
SCALE = (0.0, 100.0)


def _drawings() -> dict[str, charts.Drawing]:
    bins = [charts.Bin(0, 50, {"rendah": 2, "": 1}), charts.Bin(50, 100, {"tinggi": 1, "sedang": 1})]
    cells = [
        {"unit": "Kab. Dua", "code": "SP", "score": 50.0},
        {"unit": "Kab. Dua", "code": "PT", "score": float("nan")},
    ]
    strips = [{"code": "SP", "score": 10.0}, {"code": "SP", "score": 90.0}, {"code": "SP", "median": 50.0}]
    return {
        "ranking": charts.ranking(ROWS, (21.7, 68.5), SCALE),
        "distribution": charts.distribution(bins, (21.7, 68.5)),
        "dimensions": charts.dimensions(strips, NAMES, SCALE),
        "heat": charts.heat(cells, NAMES, SCALE, 1),
        "coverage": charts.coverage([("0–10 %", 0), ("100 %", 3)]),
    }


@pytest.fixture(scope="module")
def drawings() -> dict[str, charts.Drawing]:
    speak("en")
    return _drawings()


@pytest.mark.parametrize("name", ["ranking", "distribution", "dimensions", "heat", "coverage"])
def test_every_chart_is_named_scalable_and_self_contained(drawings: dict[str, charts.Drawing], name: str) -> None:
    drawing = drawings[name]
    for size, svg in (("wide", drawing.wide), ("narrow", drawing.narrow)):
        opened = svg[: svg.index(">")]
        assert opened.startswith('<svg role="img" aria-label="')
        assert f'class="{size}"' in opened
        assert "viewBox" in opened
        assert not re.search(r' (?:width|height)="', opened)
        assert "max-width" in opened
        assert svg.count("aria-") == 1
        assert not re.search(r'(?:href|src)="(?!#)', svg)
    assert drawing.alt


def test_ids_are_not_shared_between_drawings(drawings: dict[str, charts.Drawing]) -> None:
    pictures = [svg for drawing in drawings.values() for svg in (drawing.wide, drawing.narrow)]
    ids = [each for svg in pictures for each in re.findall(r'\bid="([^"]+)"', svg)]
    assert len(set(ids)) == len(ids)


def test_names_are_escaped(drawings: dict[str, charts.Drawing]) -> None:
    assert "<Contoh>" not in drawings["ranking"].wide
    assert "&lt;Contoh&gt;" in drawings["ranking"].wide


def test_categories_have_shapes_and_the_colours_of_okabe_and_ito(drawings: dict[str, charts.Drawing]) -> None:
    svg = drawings["ranking"].wide.lower()
    assert all(colour in svg for colour in ("#d55e00", "#e69f00", "#0072b2", "#6e7781"))
    points = re.findall(r'<path [^>]*?d="([^"]+)"[^>]*fill="#(?:d55e00|e69f00|0072b2)"', svg)
    assert len({re.sub(r"[\d.,-]+", "", path) for path in points}) >= 2  # triangles and circles


def test_numbers_follow_the_language(drawings: dict[str, charts.Drawing]) -> None:
    assert "88.95" in drawings["ranking"].wide
    assert "21.70" in drawings["ranking"].wide
    speak("id")
    svg = charts.ranking(ROWS, (21.7, 68.5), SCALE).wide
    assert "88,95" in svg
    assert "21,70" in svg


def test_a_missing_score_is_a_dash(drawings: dict[str, charts.Drawing]) -> None:
    assert ">–<" in drawings["heat"].wide
