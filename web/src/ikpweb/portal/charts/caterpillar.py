"""Units in the order of their scores, each with its interval: some as rows with names, or all as thin columns."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import CATEGORIES, Chart, Spec, chart, colour

__all__ = ["Leg", "caterpillar", "overview"]

_VALUE: Spec = {
    "type": "quantitative",
    "scale": {"domain": [0, 100], "clamp": True},
    "axis": {"title": None, "values": [0, 20, 40, 60, 80, 100]},
}


@dataclass(frozen=True, slots=True)
class Leg:
    """A unit: its score, its interval, its category."""

    name: str
    score: float
    low: float
    high: float
    category: str


def caterpillar(legs: Sequence[Leg], alt: str, *, narrow: bool = False) -> Chart:
    """Draw a row with its name per unit, a bar from the 5 to the 95 % of its score, in the order given."""
    told = _told(legs)
    order: Spec = {
        "field": "i",
        "type": "ordinal",
        "axis": {
            "title": None,
            "labelLimit": 130 if narrow else 220,
            # Two units may have one name: rows are told apart by their places.
            "labelExpr": f"{json.dumps([leg.name for leg in legs])}[datum.value]",
        },
    }
    layers = _layers(told, order, ("x", "y"), stroke=3, size=60)
    return chart(360 if narrow else 760, 20 * len(legs) + 40, layers, alt, size=12)


def overview(legs: Sequence[Leg], alt: str, marked: tuple[int, int], *, narrow: bool = False) -> Chart:
    """Draw a thin column per unit, without names, in the order given; a band lies behind those that are marked.

    Parameters
    ----------
    marked : tuple of int
        Places of the first that is marked, and of the one after the last.
    """
    order: Spec = {"field": "i", "type": "quantitative", "scale": {"domain": [-1, len(legs)]}, "axis": None}
    band: Spec = {
        "data": {"values": [{"from": marked[0] - 0.5, "to": marked[1] - 0.5}]},
        "mark": {"type": "rect", "color": colour("accent"), "opacity": 0.15},
        "encoding": {"x": {**order, "field": "from"}, "x2": {"field": "to"}},
    }
    layers = [band, *_layers(_told(legs), order, ("y", "x"), stroke=1, size=9)]
    return chart(360 if narrow else 760, 240, layers, alt, size=12)


def _told(legs: Sequence[Leg]) -> list[Spec]:
    return [
        {"i": i, "score": leg.score, "low": leg.low, "high": leg.high, "category": leg.category}
        for i, leg in enumerate(legs)
    ]


def _layers(told: list[Spec], order: Spec, way: tuple[str, str], *, stroke: int, size: int) -> list[Spec]:
    along, across = way
    names = ["", *CATEGORIES]
    tones = [colour("ink-soft"), *(colour(name) for name in CATEGORIES)]
    return [
        {
            "data": {"values": told},
            "mark": {"type": "rule", "strokeWidth": stroke, "color": "#8794a0"},
            "encoding": {across: order, along: {**_VALUE, "field": "low"}, f"{along}2": {"field": "high"}},
        },
        {
            "data": {"values": told},
            "mark": {"type": "point", "filled": True, "size": size, "opacity": 1},
            "encoding": {
                across: order,
                along: {**_VALUE, "field": "score"},
                "color": {"field": "category", "scale": {"domain": names, "range": tones}, "legend": None},
            },
        },
    ]
