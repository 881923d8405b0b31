"""Where a unit stands among all published scores of an edition."""

from collections.abc import Mapping, Sequence

from ikpweb.kit.charts.theme import CATEGORIES, Chart, Spec, band, chart, colour

__all__ = ["spread"]


def spread(
    scores: Sequence[tuple[float, str]],
    here: tuple[float, str],
    cutoffs: Sequence[float],
    alt: str,
    *,
    words: Mapping[str, str],
    narrow: bool = False,
) -> Chart:
    """Draw a dot per unit at its score, stacked where they would touch; the unit in question in ink, with its name.

    Parameters
    ----------
    scores : sequence of (score, category)
        Of the other units.
    here : (score, label)
        The unit in question.
    cutoffs : sequence of float
        Of the categories, or none where they are not known.
    words : mapping
        Names of the categories.
    """
    width, radius = (360, 3.4) if narrow else (760, 5.0)
    told = _stacked([(here[0], "here"), *sorted(scores)], 2.1 * radius / (width - 12) * 100)
    top = max(row["level"] for row in told)
    levels = max(top, 2) + 5.2
    height = round(2.2 * radius * (levels + 0.7) + 30)
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": None, "grid": False, "values": [0, 20, 40, 60, 80, 100]},
    }
    y: Spec = {"type": "quantitative", "scale": {"domain": [-0.7, levels]}, "axis": None}
    ends = [0.0, *cutoffs, 100.0]
    bands = (
        [
            {"low": low, "high": high, "middle": (low + high) / 2, "category": name, "top": levels, "said": words[name]}
            for name, low, high in zip(CATEGORIES, ends, ends[1:], strict=False)
        ]
        if len(cutoffs) == len(CATEGORIES) - 1
        else []
    )
    label = {"x": here[0], "from": 0, "to": levels - 2.4, "label": here[1]}
    names = ["here", "", *CATEGORIES]
    tones = [colour("ink"), colour("ink-soft"), *(colour(name) for name in CATEGORIES)]
    layers: list[Spec] = [
        {
            "data": {"values": bands},
            "mark": {"type": "rect"},
            "encoding": {
                "x": {**x, "field": "low"},
                "x2": {"field": "high"},
                "color": {
                    "field": "category",
                    "scale": {"domain": list(CATEGORIES), "range": [band(n) for n in CATEGORIES]},
                    "legend": None,
                },
            },
        },
        {
            "data": {"values": bands},
            "mark": {"type": "text", "baseline": "top", "dy": 3, "fontSize": 12, "color": colour("ink-soft")},
            "encoding": {"x": {**x, "field": "middle"}, "y": {**y, "field": "top"}, "text": {"field": "said"}},
        },
        {
            "data": {"values": [label]},
            "mark": {"type": "rule", "color": colour("ink")},
            "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "from"}, "y2": {"field": "to"}},
        },
        {
            "data": {"values": told},
            "mark": {
                "type": "point",
                "filled": True,
                "size": (2 * radius) ** 2,
                "stroke": colour("ink-soft"),
                "strokeWidth": 0.6,
                "opacity": 1,
            },
            "encoding": {
                "x": {**x, "field": "x"},
                "y": {**y, "field": "level"},
                "fill": {"field": "category", "scale": {"domain": names, "range": tones}, "legend": None},
            },
        },
        {
            "data": {"values": [label]},
            "mark": {
                "type": "text",
                "fontWeight": "bold",
                "fontSize": 14,
                "baseline": "middle",
                "align": "left" if here[0] < 50 else "right",
                "dx": 5 if here[0] < 50 else -5,
                "dy": 4,
            },
            "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "to"}, "text": {"field": "label"}},
        },
    ]
    return chart(width, height, [layer for layer in layers if layer["data"]["values"]], alt, size=13)


def _stacked(scores: Sequence[tuple[float, str]], room: float) -> list[Spec]:
    """Put each dot on the lowest level on which it touches no other."""
    placed: list[Spec] = []
    taken: list[list[float]] = []
    for value, category in scores:
        level = 0
        while level < len(taken) and any(abs(value - other) < room for other in taken[level]):
            level += 1
        if level == len(taken):
            taken.append([])
        taken[level].append(value)
        placed.append({"x": value, "level": level, "category": category})
    return placed
