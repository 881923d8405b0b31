"""A unit over the editions: its score against the bounds and the mean that held each time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import CATEGORIES, SHAPES, Chart, Spec, band, chart, colour

__all__ = ["Moment", "timeline"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One edition: ``names`` are the lines under its column; texts are numbers as the page's language writes them."""

    names: Sequence[str]
    total: float | None
    text: str
    category: str
    cutoffs: Sequence[float]
    mean: float | None
    mean_text: str


def timeline(
    moments: Sequence[Moment], alt: str, *, unknown: str, words: Mapping[str, str], narrow: bool = False
) -> Chart:
    """Draw columns of category bands with a mark for the score, a stroke for the mean.

    No line joins the marks: the editions' scores stand on different scales. ``words`` name
    the categories, ``unknown`` stands in columns without bounds.
    """
    width, height, size = (360, 360, 12) if narrow else (760, 340, 14)
    # On a narrow column the last word of the name gets a line of its own.
    order = ["\n".join([*each.names[0].rsplit(" ", 1), *each.names[1:]] if narrow else each.names) for each in moments]
    where: Spec = {
        "field": "edition",
        "type": "ordinal",
        "sort": order,
        "scale": {"paddingInner": 0.18, "paddingOuter": 0.05},
        "axis": {
            "title": None,
            "labelAngle": 0,
            "labelExpr": "split(datum.label, '\\n')",
            "labelLineHeight": size + 4,
            "labelLimit": 0,
        },
    }
    scale: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": None, "values": [0, 20, 40, 60, 80, 100]},
    }
    bands, blank, means, marks = [], [], [], []
    for name, each in zip(order, moments, strict=True):
        ends = [0.0, *each.cutoffs, 100.0]
        if len(each.cutoffs) == len(CATEGORIES) - 1:
            bands += [
                {"edition": name, "low": low, "high": high, "category": category, "said": words[category]}
                for category, low, high in zip(CATEGORIES, ends, ends[1:], strict=False)
            ]
        else:
            blank.append({"edition": name, "low": 0, "high": 100, "said": unknown})
        above = each.total is None or each.mean is None or each.total >= each.mean
        if each.mean is not None:
            said = each.mean_text.rsplit(" ", 1)[-1] if narrow else each.mean_text
            close = each.total is not None and abs(each.total - each.mean) < 4
            means.append({"edition": name, "value": each.mean, "said": said, "above": above, "close": close})
        if each.total is not None:
            marks.append(
                {"edition": name, "value": each.total, "said": each.text, "category": each.category, "above": above}
            )
    ink, soft = colour("ink"), colour("ink-soft")
    layers: list[Spec] = [
        {
            "data": {"values": bands},
            "mark": {"type": "bar", "width": {"band": 1}},
            "encoding": {
                "x": where,
                "y": {**scale, "field": "low"},
                "y2": {"field": "high"},
                "color": {
                    "field": "category",
                    "scale": {"domain": list(CATEGORIES), "range": [band(name) for name in CATEGORIES]},
                    "legend": None,
                },
            },
        },
        {
            "data": {"values": blank},
            "mark": {
                "type": "bar",
                "width": {"band": 1},
                "fill": colour("paper"),
                "stroke": colour("line"),
                "strokeDash": [4, 3],
            },
            "encoding": {"x": where, "y": {**scale, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": blank},
            "mark": {
                "type": "text",
                "baseline": "top",
                "dy": 6,
                "fontSize": size - 2,
                "color": soft,
                "lineBreak": "\n",
            },
            "encoding": {"x": where, "y": {**scale, "field": "high"}, "text": {"field": "said"}},
        },
        {
            "data": {"values": bands[: len(CATEGORIES)]},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "bottom",
                "dx": 4,
                "dy": -3,
                "fontSize": size - 2,
                "color": soft,
            },
            "encoding": {"x": {**where, "bandPosition": 0}, "y": {**scale, "field": "low"}, "text": {"field": "said"}},
        },
        {
            "data": {"values": means},
            "mark": {"type": "tick", "thickness": 2, "width": {"band": 1}, "color": soft},
            "encoding": {"x": where, "y": {**scale, "field": "value"}},
        },
    ]
    # The score and the mean are written on either side, or they would cover each other where they are close.
    for above in (True, False):
        told = [row for row in marks if row["above"] == above]
        layers.append(_said(told, where, scale, size=size + 3, tone=ink, away=-10 if above else 10, weight="bold"))
        for close in (True, False):
            told = [row for row in means if (row["above"], row["close"]) == (above, close)]
            away = 11 if close else 4
            layers.append(_said(told, where, scale, size=size - 2, tone=soft, away=away if above else -away))
    shapes = ["", *CATEGORIES]
    layers.append(
        {
            "data": {"values": marks},
            "mark": {"type": "point", "filled": True, "size": 190, "stroke": ink, "strokeWidth": 1.4, "opacity": 1},
            "encoding": {
                "x": where,
                "y": {**scale, "field": "value"},
                "shape": {
                    "field": "category",
                    "scale": {"domain": shapes, "range": [SHAPES[name] for name in shapes]},
                    "legend": None,
                },
                "fill": {
                    "field": "category",
                    "scale": {"domain": shapes, "range": [soft, *(colour(n) for n in CATEGORIES)]},
                    "legend": None,
                },
            },
        }
    )
    chosen = [layer for layer in layers if layer["data"]["values"]]
    return chart(width, height, chosen, alt, size=size)


def _said(rows: list[Spec], x: Spec, y: Spec, *, size: int, tone: str, away: int, weight: str = "normal") -> Spec:
    """Write texts above (``away`` below zero) or below their values."""
    side = "bottom" if away < 0 else "top"
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "baseline": side, "dy": away, "fontSize": size, "fontWeight": weight, "color": tone},
        "encoding": {"x": x, "y": {**y, "field": "value"}, "text": {"field": "said"}},
    }
