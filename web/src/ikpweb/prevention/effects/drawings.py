"""The charts of effects: the difference since the start, both means over time, and a unit's time line."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ikpweb.kit.charts.theme import CATEGORIES, SHAPES, Chart, Spec, chart, colour, tint

__all__ = ["Mark", "Step", "course", "lines", "months", "timeline"]


@dataclass(frozen=True, slots=True)
class Step:
    """The difference so many periods since the start; None where no interval can be had."""

    since: int
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day of the time line; ``category`` and ``value`` are those of an edition's score."""

    day: date
    text: str
    value: float | None = None
    category: str = ""


def course(steps: Sequence[Step], words: tuple[str, str], alt: str, *, narrow: bool = False) -> Chart:
    """Draw the difference by periods since the start, with its interval; before the start it should be near zero.

    Parameters
    ----------
    words : (str, str)
        Titles of both axes.
    """
    width, height = (360, 280) if narrow else (760, 340)
    told = [
        {"since": each.since, "value": each.value, "low": each.low, "high": each.high, "after": each.since >= 0}
        for each in steps
    ]
    x: Spec = {
        "field": "since",
        "type": "quantitative",
        "scale": {"domain": [steps[0].since - 0.6, steps[-1].since + 0.6], "nice": False},
        "axis": {"title": words[0], "grid": False, "values": _places(steps, 8 if narrow else 16), "format": "+d"},
    }
    y: Spec = {"type": "quantitative", "axis": {"title": None if narrow else words[1], "tickCount": 6}}
    tone: Spec = {"condition": {"test": "datum.after", "value": colour("accent")}, "value": colour("ink-soft")}
    layers: list[Spec] = [
        {
            "data": {"values": [{"zero": 0}]},
            "mark": {"type": "rule", "color": colour("ink"), "strokeWidth": 1},
            "encoding": {"y": {**y, "field": "zero"}},
        },
        {
            "data": {"values": [{"since": -0.5}]},
            "mark": {"type": "rule", "color": colour("ink-soft"), "strokeDash": [4, 3]},
            "encoding": {"x": x},
        },
        {
            "data": {"values": [each for each in told if each["low"] is not None]},
            "mark": {"type": "rule", "strokeWidth": 2.5},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": tone},
        },
        {
            "data": {"values": told},
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
            "encoding": {
                "x": x,
                "y": {**y, "field": "value"},
                "color": tone,
                "shape": {"condition": {"test": "datum.after", "value": "circle"}, "value": "square"},
            },
        },
    ]
    return chart(width, height, [layer for layer in layers if layer["data"]["values"]], alt, size=12 if narrow else 13)


def _places(steps: Sequence[Step], most: int) -> list[int]:
    """Choose periods to write under the axis, the start among them."""
    first, last = steps[0].since, steps[-1].since
    by = max(1, -(-(last - first) // most))
    return [since for since in range(first, last + 1) if since % by == 0]


def lines(
    names: Sequence[str],
    treated: Sequence[float | None],
    others: Sequence[float | None],
    starts: Sequence[int],
    alt: str,
    *,
    narrow: bool = False,
) -> Chart:
    """Draw both means over the periods, a dashed line for units without, and a mark where units began."""
    width, height = (360, 280) if narrow else (760, 320)
    x: Spec = {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [-0.3, len(names) - 0.7], "nice": False},
        "axis": {
            "title": None,
            "grid": False,
            "values": _some(len(names), 4 if narrow else 8),
            "labelExpr": f"{json.dumps(list(names), ensure_ascii=False)}[datum.value]",
        },
    }
    values = [each for each in (*treated, *others) if each is not None]
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [min(0.0, *values), max(values) * 1.05 or 1.0]},
        "axis": {"title": None, "tickCount": 6},
    }
    layers: list[Spec] = [
        {
            "data": {"values": [{"n": start - 0.5} for start in sorted(set(starts))]},
            "mark": {"type": "rule", "color": tint("accent", 0.45), "strokeDash": [3, 3]},
            "encoding": {"x": x},
        },
        *(
            {
                "data": {"values": [{"n": n, "v": v} for n, v in enumerate(means) if v is not None]},
                "mark": {"type": "line", "strokeWidth": 2.4, "color": colour(tone), **look},
                "encoding": {"x": x, "y": {**y, "field": "v"}},
            }
            for means, tone, look in (
                (others, "ink-soft", {"strokeDash": [6, 4]}),
                (treated, "accent", {"point": {"filled": True, "size": 28, "color": colour("accent")}}),
            )
        ),
    ]
    return chart(width, height, [layer for layer in layers if layer["data"]["values"]], alt, size=12 if narrow else 13)


def _some(number: int, most: int) -> list[int]:
    """Choose some places, evenly, the first among them."""
    step = max(1, -(-number // most))
    return list(range(0, number, step))


def timeline(scores: Sequence[Mark], moments: Sequence[Mark], alt: str, *, narrow: bool = False) -> Chart:
    """Draw scores on the days of their editions, and numbered moments above them; no line joins the scores."""
    width, height = (360, 280) if narrow else (760, 300)
    days = [each.day for each in (*scores, *moments)]
    x: Spec = {
        "field": "day",
        "type": "temporal",
        "scale": {"domain": [f"{min(days).year}-01-01", f"{max(days).year + 1}-01-01"], "nice": False},
        "axis": {"title": None, "format": "%Y", "tickCount": "year", "grid": True},
    }
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, 118]},
        "axis": {"title": None, "values": [0, 20, 40, 60, 80, 100]},
    }
    shapes = ["", *CATEGORIES]
    told = [
        {"day": each.day.isoformat(), "value": each.value, "text": each.text, "category": each.category}
        for each in scores
        if each.value is not None
    ]
    flags = [
        {"day": each.day.isoformat(), "text": each.text, "top": 108 - 11 * (place % 3), "bottom": 0}
        for place, each in enumerate(moments)
    ]
    layers: list[Spec] = [
        {
            "data": {"values": flags},
            "mark": {"type": "rule", "color": colour("accent"), "strokeWidth": 1.2},
            "encoding": {"x": x, "y": {**y, "field": "bottom"}, "y2": {"field": "top"}},
        },
        {
            "data": {"values": flags},
            "mark": {"type": "point", "filled": True, "size": 240, "color": colour("accent"), "opacity": 1},
            "encoding": {"x": x, "y": {**y, "field": "top"}},
        },
        {
            "data": {"values": flags},
            "mark": {"type": "text", "fontSize": 11, "fontWeight": "bold", "color": colour("paper")},
            "encoding": {"x": x, "y": {**y, "field": "top"}, "text": {"field": "text"}},
        },
        {
            "data": {"values": told},
            "mark": {"type": "point", "filled": True, "size": 150, "stroke": colour("ink"), "opacity": 1},
            "encoding": {
                "x": x,
                "y": {**y, "field": "value"},
                "shape": {
                    "field": "category",
                    "scale": {"domain": shapes, "range": [SHAPES[name] for name in shapes]},
                    "legend": None,
                },
                "fill": {
                    "field": "category",
                    "scale": {"domain": shapes, "range": [colour("ink-soft"), *(colour(n) for n in CATEGORIES)]},
                    "legend": None,
                },
            },
        },
        {
            "data": {"values": told},
            "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 12, "fontWeight": "bold"},
            "encoding": {"x": x, "y": {**y, "field": "value"}, "text": {"field": "text"}},
        },
    ]
    return chart(width, height, [layer for layer in layers if layer["data"]["values"]], alt, size=12 if narrow else 13)


def months(counts: Sequence[tuple[date, int]], moments: Sequence[Mark], alt: str, *, narrow: bool = False) -> Chart:
    """Draw reports by month, with the same moments."""
    width, height = (360, 200) if narrow else (760, 220)
    x: Spec = {
        "field": "day",
        "type": "temporal",
        "axis": {"title": None, "format": "%m/%Y", "grid": False, "tickCount": 4 if narrow else 8},
    }
    y: Spec = {"type": "quantitative", "axis": {"title": None, "tickMinStep": 1, "tickCount": 4}}
    first, last = counts[0][0].isoformat(), counts[-1][0].isoformat()
    layers: list[Spec] = [
        {
            "data": {"values": [{"day": day.isoformat(), "count": count} for day, count in counts]},
            "mark": {"type": "bar", "color": tint("ink-soft", 0.6), "width": max(2, int(0.6 * width / len(counts)))},
            "encoding": {"x": x, "y": {**y, "field": "count"}},
        },
        {
            "data": {
                "values": [
                    {"day": each.day.isoformat(), "text": each.text}
                    for each in moments
                    if first <= each.day.isoformat() <= last
                ]
            },
            "mark": {"type": "rule", "color": colour("accent"), "strokeWidth": 1.4},
            "encoding": {"x": x},
        },
    ]
    return chart(width, height, [layer for layer in layers if layer["data"]["values"]], alt, size=12)
