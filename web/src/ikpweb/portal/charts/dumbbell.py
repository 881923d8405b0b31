"""Units before and after: two points and the way between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import Chart, Spec, chart, colour

__all__ = ["Bell", "dumbbell"]


@dataclass(frozen=True, slots=True)
class Bell:
    """A unit with its score before and after, and what is written beside it."""

    name: str
    before: float
    after: float
    text: str


def dumbbell(rows: Sequence[Bell], titles: tuple[str, str], alt: str, *, narrow: bool = False) -> Chart:
    """Draw a row per unit: a ring before, a point after; what rose is in colour, what fell in another, and dashed.

    Parameters
    ----------
    titles : (str, str)
        What stands for before and after.
    """
    width, size = (360, 11) if narrow else (760, 13)
    told = [
        {
            "i": str(i),
            "name": row.name,
            "before": row.before,
            "after": row.after,
            "text": row.text,
            "look": "up" if row.after > row.before else "down",
        }
        for i, row in enumerate(rows)
    ]
    names = [row["name"] for row in told]
    limit = 130 if narrow else 260
    # The axis names rows by their number: two regencies may share a name.
    label = f"{names!r}[toNumber(datum.value)]".replace("'", '"')
    y: Spec = {
        "field": "i",
        "type": "ordinal",
        "sort": [row["i"] for row in told],
        "axis": {"title": None, "labelLimit": limit, "labelExpr": label, "labelPadding": 12},
    }
    ends = [value for row in rows for value in (row.before, row.after)]
    room = max(max(ends) - min(ends), 1.0) * 0.3
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [max(0.0, min(ends) - room / 4), min(100.0, max(ends) + room)], "zero": False},
        "axis": {"title": f"○ {titles[0]}   ● {titles[1]}", "tickCount": 5},
    }
    tone: Spec = {
        "field": "look",
        "scale": {"domain": ["up", "down"], "range": [colour("tinggi"), colour("accent")]},
        "legend": None,
    }
    dash: Spec = {"field": "look", "scale": {"domain": ["up", "down"], "range": [[1, 0], [6, 3]]}, "legend": None}
    data: Spec = {"values": told}
    layers: list[Spec] = [
        {
            "data": data,
            "mark": {"type": "rule", "strokeWidth": 2},
            "encoding": {
                "y": y,
                "x": {**x, "field": "before"},
                "x2": {"field": "after"},
                "color": tone,
                "strokeDash": dash,
            },
        },
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "size": 70, "color": colour("paper"), "opacity": 1}
            | {"stroke": colour("ink-soft"), "strokeWidth": 1.6},
            "encoding": {"y": y, "x": {**x, "field": "before"}},
        },
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"y": y, "x": {**x, "field": "after"}, "color": tone},
        },
        {
            "data": {"values": [{**row, "right": max(row["before"], row["after"])} for row in told]},
            "mark": {"type": "text", "align": "left", "dx": 9, "fontSize": size},
            "encoding": {"y": y, "x": {**x, "field": "right"}, "text": {"field": "text"}},
        },
    ]
    return chart(width, 24 * len(rows) + 60, layers, alt, size=size)
