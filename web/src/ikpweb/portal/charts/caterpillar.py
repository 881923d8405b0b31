"""All units in the order of their scores, each with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import CATEGORIES, Chart, Spec, chart, colour

__all__ = ["Leg", "caterpillar"]

#: More units than these have no room for their names.
_NAMED = 60


@dataclass(frozen=True, slots=True)
class Leg:
    """A unit: its score, its interval, its category."""

    name: str
    score: float
    low: float
    high: float
    category: str


def caterpillar(legs: Sequence[Leg], alt: str, *, narrow: bool = False) -> Chart:
    """Draw a bar per unit from the 5 to the 95 % of its score, the highest score first.

    A few units are rows with names; many are columns without, whose names the table has.
    """
    named = len(legs) <= _NAMED
    width = 360 if narrow else 760
    height = 20 * len(legs) + 40 if named else 360
    told = [
        {"i": i, "name": leg.name, "score": leg.score, "low": leg.low, "high": leg.high, "category": leg.category}
        for i, leg in enumerate(sorted(legs, key=lambda leg: (-leg.score, leg.name)))
    ]
    grid: Spec = {"title": None, "values": [0, 20, 40, 60, 80, 100]}
    value: Spec = {"type": "quantitative", "scale": {"domain": [0, 100], "clamp": True}, "axis": grid}
    order: Spec = (
        {
            "field": "name",
            "type": "nominal",
            "sort": [row["name"] for row in told],
            "axis": {"title": None, "labelLimit": 130 if narrow else 220},
        }
        if named
        else {"field": "i", "type": "quantitative", "scale": {"domain": [-1, len(told)]}, "axis": None}
    )
    along, across = ("x", "y") if named else ("y", "x")
    names = ["", *CATEGORIES]
    tones = [colour("ink-soft"), *(colour(name) for name in CATEGORIES)]
    layers: list[Spec] = [
        {
            "data": {"values": told},
            "mark": {"type": "rule", "strokeWidth": 3 if named else 1, "color": "#8794a0"},
            "encoding": {across: order, along: {**value, "field": "low"}, f"{along}2": {"field": "high"}},
        },
        {
            "data": {"values": told},
            "mark": {"type": "point", "filled": True, "size": 60 if named else 9, "opacity": 1},
            "encoding": {
                across: order,
                along: {**value, "field": "score"},
                "color": {"field": "category", "scale": {"domain": names, "range": tones}, "legend": None},
            },
        },
    ]
    return chart(width, height, layers, alt, size=12)
