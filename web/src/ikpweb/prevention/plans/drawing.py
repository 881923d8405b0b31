"""What a plan brings: by item, by budget, and to the score of each unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import Chart, Spec, chart, colour

__all__ = ["Gain", "Point", "Shift", "frontier", "gains", "shifts"]

_GREY = "#66727e"
#: Letters of a name that fit above a bar.
_LONGEST = {False: 62, True: 46}


@dataclass(frozen=True, slots=True)
class Gain:
    """An item: its name, its points, and how they are written."""

    name: str
    points: float
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A budget with what two plans reach; ``asked`` is the one that was asked for."""

    budget: float
    text: str
    points: float
    plain: float
    asked: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """The score of a unit before and after, and the interval of the score before where there is one."""

    name: str
    before: float
    after: float
    low: float | None
    high: float | None


def _short(name: str, *, narrow: bool) -> str:
    most = _LONGEST[narrow]
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _rows(count: int) -> Spec:
    """Give the encoding of rows that each have their name above."""
    return {
        "field": "i",
        "type": "ordinal",
        "sort": [str(i) for i in range(count)],
        "axis": None,
        "scale": {"paddingInner": 0.66, "paddingOuter": 0.4},
    }


def gains(rows: Sequence[Gain], alt: str, *, narrow: bool = False) -> Chart:
    """Draw a bar per item, each under its own name."""
    width, size = (360, 12) if narrow else (480, 13)
    most = max((row.points for row in rows), default=1.0) or 1.0
    told = [
        {"i": str(i), "name": _short(row.name, narrow=narrow), "points": row.points, "text": row.text}
        for i, row in enumerate(rows)
    ]
    y = _rows(len(rows))
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, most * 1.18]}, "axis": None}
    texts: list[Spec] = [
        {
            "data": {"values": told},
            "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -8, "fontSize": size},
            "encoding": {"y": y, "x": {**x, "datum": 0}, "text": {"field": "name"}},
        },
        {
            "data": {"values": told},
            "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": size, "fontWeight": "bold"},
            "encoding": {"y": y, "x": {**x, "field": "points"}, "text": {"field": "text"}},
        },
    ]
    bar: Spec = {
        "data": {"values": told},
        "mark": {"type": "bar", "color": colour("accent")},
        "encoding": {"y": y, "x": {**x, "field": "points"}, "x2": {"datum": 0}},
    }
    return chart(width, max(90, 40 * len(rows) + 12), [bar, *texts], alt, size=size)


def frontier(points: Sequence[Point], words: tuple[str, str], title: str, alt: str, *, narrow: bool = False) -> Chart:
    """Draw what each budget reaches, by the plan and by the plain one; the budget that was asked for is marked.

    Parameters
    ----------
    words : (str, str)
        What the two lines are.
    title : str
        Of the axis of budgets, which is in millions.
    """
    width, height = (360, 300) if narrow else (480, 340)
    told = [
        {"budget": each.budget / 1e6, "points": each.points, "plain": each.plain, "asked": each.asked}
        for each in sorted(points, key=lambda each: each.budget)
    ]
    most = max((max(row["points"], row["plain"]) for row in told), default=1.0) or 1.0
    x: Spec = {
        "field": "budget",
        "type": "quantitative",
        "scale": {"domainMin": 0, "nice": False},
        "axis": {"title": title, "grid": False, "tickCount": 5, "format": "d" if told[-1]["budget"] >= 10 else "~g"},
    }
    y: Spec = {"type": "quantitative", "scale": {"domain": [0, most * 1.34]}, "axis": {"title": None, "tickCount": 4}}
    layers: list[Spec] = []
    for field, tone, dash in (("plain", _GREY, [5, 4]), ("points", colour("accent"), [1, 0])):
        layers += [
            {
                "data": {"values": told},
                "mark": {"type": "line", "color": tone, "strokeDash": dash, "strokeWidth": 2.5},
                "encoding": {"x": x, "y": {**y, "field": field}},
            },
            {
                "data": {"values": told},
                "mark": {"type": "point", "filled": True, "opacity": 1, "color": tone, "size": 50},
                "encoding": {"x": x, "y": {**y, "field": field}},
            },
        ]
    layers.append(
        {
            "data": {"values": [row for row in told if row["asked"]]},
            "mark": {"type": "point", "shape": "circle", "size": 260, "strokeWidth": 2, "color": colour("ink")},
            "encoding": {"x": x, "y": {**y, "field": "points"}},
        }
    )
    for text, tone, weight, at in ((words[0], colour("accent"), "bold", 1.3), (words[1], _GREY, "normal", 1.2)):
        layers.append(
            {
                "data": {"values": [{"text": text, "budget": 0, "at": most * at}]},
                "mark": {"type": "text", "align": "left", "dx": 6, "color": tone, "fontWeight": weight},
                "encoding": {"x": x, "y": {**y, "field": "at"}, "text": {"field": "text"}},
            }
        )
    return chart(width, height, layers, alt)


def shifts(rows: Sequence[Shift], words: tuple[str, str], alt: str, *, narrow: bool = False) -> Chart:
    """Draw the score of each unit before and after, over the interval of the score; the shift keeps its width.

    Parameters
    ----------
    words : (str, str)
        What the two marks are.
    """
    width, size = (360, 12) if narrow else (760, 13)
    told = [
        {
            "i": str(i + 1),
            "name": row.name,
            "before": row.before,
            "after": row.after,
            "low": row.low,
            "high": row.high,
            "low_after": None if row.low is None else row.low - (row.before - row.after),
            "high_after": None if row.high is None else row.high - (row.before - row.after),
        }
        for i, row in enumerate(rows)
    ]
    y = _rows(len(rows) + 1)
    edges = [value for row in told for value in (row["before"], row["after"], row["low_after"], row["high"])]
    known = [float(value) for value in edges if isinstance(value, (int, float))]
    least, most = max(0.0, min(known, default=0.0) - 4), min(100.0, max(known, default=100.0) + 4)
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [least, most], "nice": False},
        "axis": {"title": None, "tickCount": 5, "grid": True},
    }
    sure = [row for row in told if row["low"] is not None]
    marks = (("before", _GREY, "circle"), ("after", colour("accent"), "diamond"))
    layers: list[Spec] = [
        {
            "data": {"values": sure},
            "mark": {"type": "rule", "strokeWidth": 2, "color": tone, "opacity": 0.45, "yOffset": offset},
            "encoding": {"y": y, "x": {**x, "field": low}, "x2": {"field": high}},
        }
        for low, high, tone, offset in (
            ("low", "high", _GREY, -3),
            ("low_after", "high_after", colour("accent"), 3),
        )
    ]
    layers.append(
        {
            "data": {"values": told},
            "mark": {"type": "rule", "strokeWidth": 4, "color": colour("accent-wash")},
            "encoding": {"y": y, "x": {**x, "field": "after"}, "x2": {"field": "before"}},
        }
    )
    layers += [
        {
            "data": {"values": told},
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 85, "color": tone, "shape": shape},
            "encoding": {"y": y, "x": {**x, "field": field}},
        }
        for field, tone, shape in marks
    ]
    layers.append(
        {
            "data": {"values": told},
            "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -8, "fontSize": size},
            "encoding": {"y": y, "x": {**x, "datum": least}, "text": {"field": "name"}},
        }
    )
    for place, (word, (_field, tone, shape)) in enumerate(zip(words, marks, strict=True)):
        at = least + (most - least) * (0.02 + place * (0.34 if narrow else 0.2))
        legend = [{"i": "0", "at": at, "text": word}]
        layers += [
            {
                "data": {"values": legend},
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 85, "color": tone, "shape": shape},
                "encoding": {"y": y, "x": {**x, "field": "at"}},
            },
            {
                "data": {"values": legend},
                "mark": {"type": "text", "align": "left", "dx": 10, "color": tone, "fontSize": size},
                "encoding": {"y": y, "x": {**x, "field": "at"}, "text": {"field": "text"}},
            },
        ]
    return chart(width, max(120, 40 * (len(rows) + 1) + 30), layers, alt, size=size)
