"""Categories by their place: three as they always were, any number from two to seven told apart by more than colour."""

import re
from importlib.resources import files

import pytest
from ikpweb.kit import categories
from ikpweb.kit.charts import theme

PAPER = 1.0


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_indonesia_looks_as_it_did() -> None:
    assert categories.scale() == ("rendah", "sedang", "tinggi")
    assert [categories.look(code) for code in categories.scale()] == ["rendah", "sedang", "tinggi"]
    assert [categories.mark(code) for code in categories.scale()] == ["▽", "", "▲"]
    assert theme.SHAPES == {"rendah": "triangle-down", "sedang": "circle", "tinggi": "triangle-up", "": "square"}
    assert [theme.colour(code) for code in categories.scale()] == ["#6fb0bf", "#e5b654", "#9c2f1f"]
    assert [theme.band(code) for code in categories.scale()] == ["#d4e7ec", "#f7e8c8", "#e9d1ce"]
    assert (categories.look(""), categories.mark(""), categories.shape("")) == ("", "", "square")
    assert list(categories.words()) == ["tinggi", "sedang", "rendah"]


@pytest.mark.parametrize("number", range(2, 8))
def test_any_number_of_categories_is_told_apart(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    codes = tuple(f"c{i}" for i in range(number))
    monkeypatch.setattr(categories, "scale", lambda: codes)
    looks = [categories.look(code) for code in codes]
    assert len(set(looks)) == number
    assert (looks[0], looks[-1]) == ("rendah", "tinggi")
    assert len({categories.shape(code) for code in codes}) == number, "by shape"
    assert len({categories.mark(code) for code in codes}) == number, "by mark"


def test_every_tone_has_its_colour_and_class() -> None:
    css = (files("ikpweb.portal") / "static" / "portal" / "portal.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", css))
    for tone in categories.TONES:
        for rule in (f".category.{tone}::before", f".hex.{tone} ", f".spark-mark.{tone} ", f".counts li.{tone} "):
            assert rule in css, rule
    shades = [luminance(tokens[tone]) for tone in categories.TONES]
    assert shades[3:] == sorted(shades[3:], reverse=True), "from the middle to the highest it gets darker"
    ink, paper = luminance(tokens["ink"]), luminance(tokens["paper"])
    for tone, shade in zip(categories.TONES, shades, strict=True):
        light = tone in {"tinggi", "tone-6"}
        contrast = (paper + 0.05) / (shade + 0.05) if light else (shade + 0.05) / (ink + 0.05)
        assert contrast >= 4.5, f"what is written on {tone}"
