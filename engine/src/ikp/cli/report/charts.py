"""The charts of the report: Vega-Lite specifications, drawn to SVG, in a wide and a narrow form.

How they are drawn stands in `ikp.cli.report.drawing`. A chart never speaks by
colour alone: categories have shapes and words, and every chart has a table beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ikp.cli.language import number, say
from ikp.cli.report.drawing import INK, NEUTRAL, QUIET, SEQUENCE, Drawing, Size, Spec, draw, names_axis
from ikp.cli.tables import CATEGORY_MARKS

__all__ = ["Bin", "Drawing", "coverage", "dimensions", "distribution", "heat", "ranking"]

_SHAPES = {"tinggi": "triangle-up", "sedang": "circle", "rendah": "triangle-down"}


@dataclass(frozen=True, slots=True)
class Bin:
    """A bar of a histogram: scores from `low` to below `high`, counted by category group."""

    low: float
    high: float
    counts: Mapping[str, int]


def ranking(rows: Sequence[Mapping[str, Any]], cutoffs: Sequence[float], limits: tuple[float, float]) -> Drawing:
    """Draw the scores in their order; rows have ``rank, name, score, group``."""
    data = [
        {
            "place": place,
            "label": f"{row['rank']:.0f}. {row['name']}",
            "score": row["score"],
            "group": row["group"],
            "text": number(row["score"]),
            "from": min(0.0, limits[0]),
        }
        for place, row in enumerate(rows)
    ]

    def spec(size: Size) -> Spec:
        x = _score("score", limits)
        y = names_axis("label", [row["label"] for row in data], 250 if size == "wide" else 128)
        return {
            "data": {"values": data},
            "width": 640 if size == "wide" else 170,
            "height": {"step": 19},
            "layer": [
                *_cut_lines(cutoffs),
                {
                    "mark": {"type": "rule", "strokeWidth": 2},
                    "encoding": {"y": y, "x": {**x, "field": "from"}, "x2": {"field": "score"}, "color": _colour()},
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                    "encoding": {"y": y, "x": x, "color": _colour(), "shape": _shape()},
                },
                # The first, in white and thick, keeps the line of a cut-off out of the number.
                *(
                    {
                        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 11, **ink},
                        "encoding": {"y": y, "x": x, "text": {"field": "text"}},
                    }
                    for ink in ({"color": "white", "stroke": "white", "strokeWidth": 4}, {"color": INK})
                ),
            ],
        }

    first, last = rows[0], rows[-1]
    return draw(
        spec,
        say(
            "chart.ranking.alt",
            count=len(rows),
            first=first["name"],
            high=number(first["score"]),
            last=last["name"],
            low=number(last["score"]),
        ),
    )


def distribution(bins: Sequence[Bin], cutoffs: Sequence[float]) -> Drawing:
    """Draw how many units have a score in each stretch of the scale."""
    data = []
    for each in bins:
        top = 0
        # The lowest category at the bottom.
        for group in sorted(each.counts, key=_group_order):
            count = each.counts[group]
            data.append({"low": each.low, "high": each.high, "group": group, "from": top, "to": top + count})
            top += count
    most = max(sum(each.counts.values()) for each in bins)

    def spec(size: Size) -> Spec:
        return {
            "data": {"values": data},
            "width": 800 if size == "wide" else 280,
            "height": 220 if size == "wide" else 180,
            "layer": [
                {
                    "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1},
                    "encoding": {
                        "x": _score("low", (bins[0].low, bins[-1].high)),
                        "x2": {"field": "high"},
                        "y": {
                            "field": "from",
                            "type": "quantitative",
                            "axis": _counts(most),
                        },
                        "y2": {"field": "to"},
                        "color": _colour(),
                    },
                },
                *_cut_lines(cutoffs),
            ],
        }

    total = sum(sum(each.counts.values()) for each in bins)
    cuts = " – ".join(number(cut) for cut in cutoffs) or "–"
    return draw(spec, say("chart.distribution.alt", count=total, cuts=cuts))


def dimensions(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], limits: tuple[float, float]) -> Drawing:
    """Draw the scores of all units in each dimension as a strip of strokes; rows have ``code, score``."""
    medians = [{"name": names[row["code"]], "median": row["median"]} for row in rows if "median" in row]
    data = [{"name": names[row["code"]], "score": row["score"]} for row in rows if "score" in row]

    def spec(size: Size) -> Spec:
        y = names_axis("name", list(names.values()), 220 if size == "wide" else 128)
        return {
            "width": 640 if size == "wide" else 175,
            "height": {"step": 40},
            "layer": [
                {
                    "data": {"values": data},
                    "mark": {"type": "tick", "thickness": 1.5, "opacity": 0.55, "color": SEQUENCE[4]},
                    "encoding": {"y": y, "x": _score("score", limits)},
                },
                {
                    "data": {"values": medians},
                    "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 90, "color": INK},
                    "encoding": {"y": y, "x": _score("median", limits)},
                },
            ],
        }

    listed = "; ".join(f"{each['name']} {number(each['median'])}" for each in medians)
    return draw(spec, say("chart.dimensions.alt", medians=listed))


def heat(
    rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], limits: tuple[float, float], count: int
) -> Drawing:
    """Draw units by dimensions as cells from light to dark; rows have ``unit, code, score``."""
    # Above this the cell is too dark for dark figures.
    dark = limits[0] + 0.7 * (limits[1] - limits[0])
    data = [
        {
            "unit": row["unit"],
            "code": row["code"],
            "name": names[row["code"]],
            "score": None if row["score"] != row["score"] else row["score"],
            "text": number(row["score"], 1),
            "ink": "white" if row["score"] > dark else INK,
        }
        for row in rows
    ]

    def spec(size: Size) -> Spec:
        y = names_axis("unit", list(dict.fromkeys(row["unit"] for row in data)), 250 if size == "wide" else 128)
        x = {
            "field": "name" if size == "wide" else "code",
            "type": "nominal",
            "sort": list(names.values()) if size == "wide" else list(names),
            "axis": {
                "title": None,
                "orient": "top",
                "labelAngle": 0,
                "labelLimit": 640 // max(1, len(names)),
                "ticks": False,
                "domain": False,
            },
        }
        cell = {"domain": list(limits), "range": SEQUENCE, "type": "linear", "clamp": True}
        return {
            "data": {"values": data},
            "width": 640 if size == "wide" else 200,
            "height": {"step": 19},
            "resolve": {"scale": {"color": "independent"}},
            "layer": [
                {
                    "mark": {"type": "rect", "stroke": "white", "invalid": "show"},
                    "encoding": {
                        "y": y,
                        "x": x,
                        "color": {
                            "condition": {"test": "!isValid(datum.score)", "value": "#f0f0f0"},
                            "field": "score",
                            "type": "quantitative",
                            "scale": cell,
                            "legend": None,
                        },
                    },
                },
                {
                    "mark": {"type": "text", "fontSize": 11},
                    "encoding": {
                        "y": y,
                        "x": x,
                        "text": {"field": "text"},
                        "color": {"field": "ink", "type": "nominal", "scale": None},
                    },
                },
            ],
        }

    return draw(spec, say("chart.heat.alt", count=count, names=", ".join(names.values())))


def coverage(counts: Sequence[tuple[str, int]]) -> Drawing:
    """Draw how many units are known to which share."""
    data = [{"share": share, "count": count} for share, count in counts]
    most = max(count for _, count in counts)

    def spec(size: Size) -> Spec:
        x = {"field": "share", "type": "nominal", "sort": [share for share, _ in counts]}
        angle = 0 if size == "wide" else -45
        return {
            "data": {"values": data},
            "width": 800 if size == "wide" else 280,
            "height": 150,
            "encoding": {
                "x": {**x, "axis": {"title": say("chart.coverage"), "labelAngle": angle}},
                "y": {
                    "field": "count",
                    "type": "quantitative",
                    "axis": _counts(most),
                },
            },
            "layer": [
                {"mark": {"type": "bar", "color": SEQUENCE[3]}},
                {
                    "mark": {"type": "text", "dy": -6, "fontSize": 11, "color": INK},
                    "encoding": {"text": {"field": "count", "type": "quantitative", "format": "d"}},
                },
            ],
        }

    listed = "; ".join(f"{share}: {count}" for share, count in counts if count)
    return draw(spec, say("chart.coverage.alt", counts=listed))


def _group_order(group: str) -> int:
    return -list(CATEGORY_MARKS).index(group) if group in CATEGORY_MARKS else 1


# --- pieces ------------------------------------------------------------------------------
def _score(field: str, limits: tuple[float, float]) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": list(limits), "nice": False, "zero": False},
        "axis": {"title": say("chart.score"), "tickCount": 6},
    }


def _counts(most: int) -> Spec:
    """Give an axis of whole numbers; where there are few, Vega would put a tick at one half."""
    axis: Spec = {"title": say("chart.units"), "tickMinStep": 1, "format": "d"}
    return axis | ({"values": list(range(most + 1))} if most < 5 else {})


def _colour() -> Spec:
    groups = list(CATEGORY_MARKS)
    return {
        "condition": {
            "test": f"indexof({groups}, datum.group) >= 0",
            "field": "group",
            "type": "nominal",
            "scale": {"domain": groups, "range": [CATEGORY_MARKS[group][1] for group in groups]},
            "legend": None,
        },
        "value": NEUTRAL,
    }


def _shape() -> Spec:
    groups = list(_SHAPES)
    return {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": [*groups, ""], "range": [*_SHAPES.values(), "circle"]},
        "legend": None,
    }


def _cut_lines(cutoffs: Sequence[float]) -> list[Spec]:
    """Draw dashed lines at the cut-offs, each with its value above the chart."""
    if not cutoffs:
        return []
    x = {"field": "cut", "type": "quantitative"}
    lines: list[Spec] = [
        {
            "data": {"values": [{"cut": cut} for cut in cutoffs]},
            "mark": {"type": "rule", "strokeDash": [5, 4], "color": QUIET},
            "encoding": {"x": x},
        }
    ]
    # Two that lie close turn away from each other.
    sides = ["right", "left"] if len(cutoffs) == 2 else ["center"] * len(cutoffs)
    texts: list[Spec] = [
        {
            "data": {"values": [{"cut": cut, "text": number(cut)}]},
            "mark": {"type": "text", "align": side, "baseline": "bottom", "dy": -4, "fontSize": 11, "color": INK},
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "text"}},
        }
        for cut, side in zip(cutoffs, sides, strict=True)
    ]
    return lines + texts
