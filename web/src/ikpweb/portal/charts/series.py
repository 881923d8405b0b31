"""A series of weekly reports: what came, what is probably still to come, and the bound of the usual."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import Chart, Spec, chart, colour, tint

__all__ = ["Week", "series"]


@dataclass(frozen=True, slots=True)
class Week:
    """One week; a figure that cannot be said is None. ``name`` is its Monday as the page writes it."""

    name: str
    observed: float | None
    nowcast: float | None = None
    low: float | None = None
    high: float | None = None
    upper: float | None = None
    alarm: bool = False


def series(weeks: Sequence[Week], alt: str, *, narrow: bool = False) -> Chart:
    """Draw a column per week, on it what is probably still to come with its interval, and the bound as a step line.

    The legend stands beside the picture as text, where it can be read aloud.
    """
    width, height, size = (360, 260, 12) if narrow else (760, 320, 13)
    told: list[Spec] = [
        {
            "i": i,
            "name": week.name,
            "observed": week.observed,
            "coming": week.nowcast if week.nowcast is not None and week.nowcast > (week.observed or 0) else None,
            "low": week.low,
            "high": week.high,
            "upper": week.upper,
            "alarm": week.alarm,
        }
        for i, week in enumerate(weeks)
    ]
    most = max([week_most(week) for week in weeks] or [1.0])
    every = max(1, len(weeks) // (4 if narrow else 8))
    labels = [place for place in range(len(told)) if (len(told) - 1 - place) % every == 0]
    names = " : ".join(f"datum.value == {row['i']} ? '{row['name']}'" for row in told) + " : ''"
    x: Spec = {
        "field": "i",
        "type": "quantitative",
        "scale": {"domain": [-0.6, len(told) - 0.4], "nice": False},
        "axis": {"title": None, "values": labels, "labelExpr": names, "grid": False, "labelAngle": 0},
    }
    y: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, most * 1.08]},
        "axis": {"title": None, "tickCount": 5, "tickMinStep": 1},
    }
    bar = max(1.5, 0.75 * (width - 40) / max(len(told), 1))
    soft = tint("accent", 0.35)
    marked: Spec = {
        "condition": {"test": "datum.alarm", "value": colour("tinggi")},
        "value": colour("accent"),
    }
    layers: list[Spec] = [
        _layer(told, {"type": "bar", "width": bar, "color": soft}, x, {**y, "field": "coming"}),
        _layer(told, {"type": "bar", "width": bar}, x, {**y, "field": "observed"}),
        _layer(
            [row for row in told if row["coming"] is not None and row["high"] is not None],
            {"type": "rule", "strokeWidth": 1.5, "color": colour("ink-soft")},
            x,
            {**y, "field": "low"},
            {"field": "high"},
        ),
        _layer(
            [row for row in told if row["upper"] is not None],
            {"type": "line", "interpolate": "step", "strokeWidth": 1.6, "strokeDash": [4, 3], "color": colour("ink")},
            x,
            {**y, "field": "upper"},
        ),
    ]
    layers[1]["encoding"]["color"] = marked
    shown = [layer for layer in layers if layer["data"]["values"]]
    return chart(width, height, shown, alt, size=size)


def week_most(week: Week) -> float:
    """Give the highest figure of a week; one where there is none."""
    return max(each or 1.0 for each in (week.observed, week.nowcast, week.high, week.upper, 1.0))


def _layer(rows: list[Spec], mark: Spec, x: Spec, y: Spec, end: Spec | None = None) -> Spec:
    encoding: Spec = {"x": x, "y": y, **({"y2": end} if end else {})}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}
