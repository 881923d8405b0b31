"""The charts of an audit: drawn in two sizes, never by colour alone, empty where nothing is known."""

import re

import pytest

from ikp.cli.report import auditcharts

pytestmark = pytest.mark.extras

CODES = ["A", "B"]
CELLS = [
    {"a": "A", "b": "A", "value": 1.0},
    {"a": "A", "b": "B", "value": -0.44},
    {"a": "B", "b": "A", "value": -0.44},
    {"a": "B", "b": "B", "value": float("nan")},
]


def test_a_heat_map_of_few_carries_its_figures_and_of_many_only_codes() -> None:
    few = auditcharts.heat(CODES, {"A": "Alpha", "B": "Beta"}, CELLS)
    assert ">-0.4<" in few.wide
    assert ">–<" in few.wide
    assert "Alpha, Beta" in few.alt
    codes = [f"I{k:02d}" for k in range(30)]
    many = auditcharts.heat(codes, {code: code for code in codes}, [{"a": "I00", "b": "I01", "value": 0.5}])
    assert "I29" not in many.narrow
    assert "30" in many.alt
    assert "…" in many.alt


def test_a_scree_marks_what_exceeds_noise_by_shape() -> None:
    rows = [
        {"component": k + 1, "eigenvalue": value, "noise_mean": 1.0, "noise_high": 1.2, "kept": int(value > 1.2)}
        for k, value in enumerate((2.5, 0.8, 0.4))
    ]
    found = auditcharts.scree(rows, "All")
    assert "1 lie above noise" in found.alt
    points = re.findall(r'<path [^>]*?d="([^"]+)"[^>]*stroke="#1f6aa5"', found.wide)
    assert len({re.sub(r"[\d.,-]+", "", path) for path in points}) >= 2


def test_bars_of_importance_beside_weight() -> None:
    rows = [
        {"name": "Alpha <x>", "weight": 0.5, "importance": 0.7},
        {"name": "Beta", "weight": 0.5, "importance": float("nan")},
    ]
    found = auditcharts.weights(rows)
    assert "Alpha &lt;x&gt;" in found.wide
    assert "Beta" not in found.alt
    assert "70 %" in found.alt


def test_bars_carry_their_numbers() -> None:
    found = auditcharts.bars([{"name": "Alpha", "value": 12.345}], "mean change")
    assert ">12.35<" in found.wide or ">12.34<" in found.wide
    assert found.alt.startswith("mean change")


def test_classes_are_words_and_counts_not_only_colours() -> None:
    rows = [
        {"name": "2019", "category": "rendah", "count": 0, "share": 0.0},
        {"name": "2019", "category": "sedang", "count": 512, "share": 512 / 514},
        {"name": "2019", "category": "tinggi", "count": 2, "share": 2 / 514},
    ]
    found = auditcharts.classes(rows)
    assert "medium 512" in found.wide
    assert "512" in found.narrow
    own = auditcharts.classes([{"name": "x", "category": "own word", "count": 3, "share": 1.0}])
    assert "own word 3" in own.wide
