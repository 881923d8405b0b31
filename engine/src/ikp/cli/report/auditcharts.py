"""The charts of an audit: correlations as a heat map, eigenvalues beside noise, importance beside weight, and more."""

from collections.abc import Mapping, Sequence
from typing import Any

from ikp.cli.language import number, say, word
from ikp.cli.report.drawing import INK, NEUTRAL, QUIET, SEQUENCE, Drawing, Size, Spec, draw, names_axis
from ikp.cli.tables import CATEGORY_MARKS

__all__ = ["bars", "classes", "heat", "scree", "weights"]

Row = Mapping[str, Any]
#: From −1 to 1, safe for every kind of colour vision; white is no correlation.
_DIVERGING = ["#7f3b08", "#d98634", "#fdd9ae", "#ffffff", "#b9d7ea", "#4a94c8", "#0b3c68"]
#: Up to so many nodes the cells carry their figures.
_WRITTEN = 20
_COMPONENTS = 15


def heat(codes: Sequence[str], names: Mapping[str, str], cells: Sequence[Row]) -> Drawing:
    """Draw correlations of nodes with each other; cells have ``a, b, value`` for both orders of a pair."""
    written = len(codes) <= _WRITTEN
    data = [
        {
            "a": each["a"],
            "b": each["b"],
            "value": None if each["value"] != each["value"] else each["value"],
            "text": number(each["value"], 1) if written else "",
            "ink": "white" if abs(each["value"]) > 0.65 else INK,
        }
        for each in cells
    ]

    def spec(size: Size) -> Spec:
        step = (34 if written else 10.5) if size == "wide" else max(3.6, min(34, 250 / len(codes)))
        labels = written or size == "wide"
        axis = {
            "title": None,
            "labels": labels,
            "labelFontSize": 11 if written and size == "wide" else 8,
            "labelAngle": 0 if written and size == "wide" else -90,
            "labelOverlap": False,
            "ticks": False,
            "domain": False,
        }
        order = list(codes)
        shown = written and size == "wide"
        layers: list[Spec] = [
            {
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 1 if written else 0.3, "invalid": "show"},
                "encoding": {
                    "color": {
                        "condition": {"test": "!isValid(datum.value)", "value": "#d8dee4"},
                        "field": "value",
                        "type": "quantitative",
                        "scale": {"domain": [-1, 1], "range": _DIVERGING, "type": "linear", "clamp": True},
                        "legend": {
                            "title": None,
                            "orient": "bottom",
                            "gradientLength": 200,
                            "values": [-1, -0.5, 0, 0.5, 1],
                            "format": ".1f",
                        },
                    }
                },
            }
        ]
        if shown:
            layers.append(
                {
                    "mark": {"type": "text", "fontSize": 10},
                    "encoding": {
                        "text": {"field": "text"},
                        "color": {"field": "ink", "type": "nominal", "scale": None},
                    },
                }
            )
        return {
            "data": {"values": data},
            "width": {"step": step},
            "height": {"step": step},
            "encoding": {
                "x": {"field": "a", "type": "nominal", "sort": order, "axis": {**axis, "orient": "top"}},
                "y": {"field": "b", "type": "nominal", "sort": order, "axis": {**axis, "labelAngle": 0}},
            },
            "resolve": {"scale": {"color": "independent"}},
            "layer": layers,
        }

    listed = ", ".join(names[code] for code in codes[:8]) + (", …" if len(codes) > 8 else "")
    return draw(spec, say("auditchart.heat.alt", count=len(codes), names=listed))


def scree(rows: Sequence[Row], name: str) -> Drawing:
    """Draw eigenvalues beside those of noise; rows have ``component, eigenvalue, noise_mean, noise_high, kept``."""
    shown = list(rows[:_COMPONENTS])
    kept = sum(row["kept"] for row in rows)
    values = [
        {"component": row["component"], "value": float(row["eigenvalue"]), "kept": bool(row["kept"])} for row in shown
    ]
    noise = [{"component": row["component"], "value": float(row["noise_high"])} for row in shown]

    def spec(size: Size) -> Spec:
        x = {
            "field": "component",
            "type": "quantitative",
            "scale": {"nice": False, "domain": [0.6, len(shown) + 0.4]},
            "axis": {
                "title": say("auditchart.component"),
                "values": [row["component"] for row in shown],
                "grid": False,
            },
        }
        y = {"field": "value", "type": "quantitative", "axis": {"title": say("auditchart.eigenvalue"), "grid": True}}
        return {
            "width": 640 if size == "wide" else 250,
            "height": 220 if size == "wide" else 170,
            "layer": [
                {
                    "data": {"values": noise},
                    "mark": {"type": "line", "strokeDash": [5, 4], "color": QUIET, "strokeWidth": 2},
                    "encoding": {"x": x, "y": y},
                },
                {
                    "data": {"values": values},
                    "mark": {"type": "line", "color": SEQUENCE[4], "strokeWidth": 1.5},
                    "encoding": {"x": x, "y": y},
                },
                {
                    "data": {"values": values},
                    "mark": {"type": "point", "filled": True, "size": 75, "opacity": 1, "stroke": SEQUENCE[4]},
                    "encoding": {
                        "x": x,
                        "y": y,
                        # Filled: more than noise. The shape says it as well as the colour.
                        "shape": {"condition": {"test": "datum.kept", "value": "circle"}, "value": "diamond"},
                        "color": {"condition": {"test": "datum.kept", "value": SEQUENCE[4]}, "value": "white"},
                    },
                },
            ],
        }

    return draw(spec, say("auditchart.scree.alt", name=name, kept=kept, first=number(values[0]["value"])))


def weights(rows: Sequence[Row]) -> Drawing:
    """Draw importance as bars and the weight that was meant as a stroke; rows have ``name, weight, importance``."""
    data = [
        {"name": row["name"], "weight": float(row["weight"]), "importance": float(row["importance"])}
        for row in rows
        if row["importance"] == row["importance"]
    ]

    def spec(size: Size) -> Spec:
        y = names_axis("name", [row["name"] for row in data], 250 if size == "wide" else 128)
        axis = {"title": say("auditchart.share"), "format": "%", "tickCount": 5}
        return {
            "data": {"values": data},
            "width": 560 if size == "wide" else 150,
            "height": {"step": 26},
            "encoding": {"y": y},
            "layer": [
                {
                    "mark": {"type": "bar", "color": SEQUENCE[3], "height": 14},
                    "encoding": {"x": {"field": "importance", "type": "quantitative", "axis": axis}},
                },
                {
                    "mark": {"type": "tick", "thickness": 3, "size": 22, "color": INK},
                    "encoding": {"x": {"field": "weight", "type": "quantitative"}},
                },
            ],
        }

    listed = "; ".join(f"{row['name']} {number(100 * row['importance'], 0)} %" for row in data)
    return draw(spec, say("auditchart.weights.alt", shares=listed))


def bars(rows: Sequence[Row], title: str) -> Drawing:
    """Draw one number per node; rows have ``name, value``."""
    data = [{"name": row["name"], "value": float(row["value"]), "text": number(row["value"])} for row in rows]

    def spec(size: Size) -> Spec:
        y = names_axis("name", [row["name"] for row in data], 250 if size == "wide" else 128)
        x = {"field": "value", "type": "quantitative", "axis": {"title": title, "tickCount": 5}}
        return {
            "data": {"values": data},
            "width": 560 if size == "wide" else 130,
            "height": {"step": 20},
            "encoding": {"y": y, "x": x},
            "layer": [
                {"mark": {"type": "bar", "color": SEQUENCE[3], "height": 12}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11, "color": INK},
                    "encoding": {"text": {"field": "text"}},
                },
            ],
        }

    listed = "; ".join(f"{row['name']} {row['text']}" for row in data[:5])
    return draw(spec, say("auditchart.bars.alt", title=title, values=listed))


def classes(rows: Sequence[Row]) -> Drawing:
    """Draw units by category as parts of a whole; rows have ``name, category, count, share``."""
    labels = list(dict.fromkeys(row["category"] for row in rows))
    order = {label: place for place, label in enumerate(labels)}
    # A category of somebody's own has no colour of its own: greys, and its word in the bar.
    colours = [CATEGORY_MARKS.get(label, ("", NEUTRAL))[1] for label in labels]
    data = []
    for name in dict.fromkeys(row["name"] for row in rows):
        start = 0.0
        for row in (row for row in rows if row["name"] == name):
            share = float(row["share"] or 0.0)
            text = f"{word('category', row['category'])} {row['count']}" if share > 0.12 else ""
            data.append(
                {
                    "name": name,
                    "category": row["category"],
                    "place": order[row["category"]],
                    "from": start,
                    "to": start + share,
                    "middle": start + share / 2,
                    "text": text,
                    "short": str(row["count"]) if text else "",
                    "ink": "white" if row["category"] == "rendah" else INK,
                }
            )
            start += share

    def spec(size: Size) -> Spec:
        y = names_axis("name", list(dict.fromkeys(row["name"] for row in data)), 250 if size == "wide" else 128)
        axis = {"title": say("auditchart.units"), "format": "%", "tickCount": 5}
        scale = {"domain": [0, 1], "nice": False}
        return {
            "data": {"values": data},
            "width": 560 if size == "wide" else 150,
            "height": {"step": 30},
            "encoding": {"y": y},
            "resolve": {"scale": {"color": "independent"}},
            "layer": [
                {
                    "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1.5, "height": 22},
                    "encoding": {
                        "x": {"field": "from", "type": "quantitative", "axis": axis, "scale": scale},
                        "x2": {"field": "to"},
                        "color": {
                            "field": "category",
                            "type": "nominal",
                            "scale": {"domain": labels, "range": colours},
                            "legend": None,
                        },
                    },
                },
                {
                    "mark": {"type": "text", "fontSize": 11, "fontWeight": "bold"},
                    "encoding": {
                        "x": {"field": "middle", "type": "quantitative"},
                        "color": {"field": "ink", "type": "nominal", "scale": None},
                        "text": {"field": "text" if size == "wide" else "short"},
                    },
                },
            ],
        }

    listed = "; ".join(f"{row['name']}: {row['text']}" for row in data if row["text"])
    return draw(spec, say("auditchart.classes.alt", counts=listed))
