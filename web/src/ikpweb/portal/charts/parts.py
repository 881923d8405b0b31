"""The dimensions of a unit: score, national mean, and what each brings to the total."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import Chart, Spec, chart, colour

__all__ = ["Bar", "bars"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is of, how long, what is written beside it; None is drawn as not published.

    A heading has a name only, and stands above the bars that follow it.
    """

    name: str
    value: float | None = None
    text: str = ""
    mean: float | None = None
    heading: bool = False


def bars(rows: Sequence[Bar], alt: str, *, narrow: bool = False) -> Chart:
    """Draw bars from 0 to 100, each under its own name, with a stroke for the mean."""
    size = 13 if narrow else 14
    width, step = (360, 52) if narrow else (760, 48)
    height = step * len(rows) + 26
    order = [str(i) for i in range(len(rows))]
    told = [
        {
            "i": str(i),
            "name": row.name,
            "value": row.value or 0,
            "text": row.text,
            "mean": row.mean,
            "known": row.value is not None,
            "heading": row.heading,
        }
        for i, row in enumerate(rows)
    ]
    y: Spec = {
        "field": "i",
        "type": "ordinal",
        "sort": order,
        "axis": None,
        "scale": {"paddingInner": 0.62, "paddingOuter": 0.31},
    }
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": None, "values": [0, 25, 50, 75, 100], "grid": False},
    }
    layers: list[Spec] = [
        {
            "data": {"values": [row for row in told if not row["heading"]]},
            "mark": {"type": "bar", "color": colour("accent-wash")},
            "encoding": {"y": y, "x": {**x, "datum": 0}, "x2": {"datum": 100}},
        },
        {
            "data": {"values": [row for row in told if row["known"]]},
            "mark": {"type": "bar", "color": colour("accent")},
            "encoding": {"y": y, "x": {**x, "field": "value"}},
        },
        {
            "data": {"values": [row for row in told if row["mean"] is not None]},
            "mark": {"type": "tick", "thickness": 3, "color": colour("ink"), "height": {"band": 1.3}},
            "encoding": {"y": y, "x": {**x, "field": "mean"}},
        },
    ]
    for field, align, x_at, weight, heading in (
        ("name", "left", 0, "normal", False),
        ("text", "right", 100, "bold", False),
        ("name", "left", 0, "bold", True),
    ):
        layers.append(
            {
                "data": {"values": [row for row in told if row["heading"] == heading]},
                "mark": {
                    "type": "text",
                    "align": align,
                    "baseline": "bottom",
                    "dy": 8 if heading else -11,
                    "fontSize": size + 2 if heading else size,
                    "fontWeight": weight,
                },
                "encoding": {"y": y, "x": {**x, "datum": x_at}, "text": {"field": field}},
            }
        )
    return chart(width, height, [layer for layer in layers if layer["data"]["values"]], alt, size=size - 1)
