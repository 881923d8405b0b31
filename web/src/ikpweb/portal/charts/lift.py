"""How many of those who had something are found among the k units on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import Chart, Spec, chart, colour

__all__ = ["Step", "lift"]


@dataclass(frozen=True, slots=True)
class Step:
    """The k units on top: how many had the outcome, how many would by chance, and between what chance lies."""

    k: int
    hits: int
    chance: float
    low: float
    high: float


def lift(steps: Sequence[Step], words: tuple[str, str], title: str, alt: str, *, narrow: bool = False) -> Chart:
    """Draw the units found as steps over a band of what k units at random find in 95 cases of a hundred.

    Parameters
    ----------
    words : (str, str)
        For the steps, and for the band.
    title : str
        Of the axis of k.
    """
    width, height = (360, 280) if narrow else (760, 320)
    start = {"k": 0, "hits": 0, "chance": 0.0, "low": 0.0, "high": 0.0}
    told = [
        start,
        *({"k": s.k, "hits": s.hits, "chance": s.chance, "low": s.low, "high": s.high} for s in steps),
    ]
    last = told[-1]
    told.append({**last, "k": last["k"] + 0.5})  # so that the last step is seen
    most = max(max(row["hits"], row["high"]) for row in told)
    x: Spec = {
        "field": "k",
        "type": "quantitative",
        "scale": {"domain": [0, steps[-1].k + 0.5], "nice": False},
        "axis": {"title": title, "grid": False, "tickMinStep": 1},
    }
    scale: Spec = {"domain": [0, most * 1.12]}
    axis: Spec = {"title": None, "tickMinStep": 1, "format": "d"}
    y: Spec = {"type": "quantitative", "scale": scale, "axis": axis}
    layers: list[Spec] = [
        {
            "data": {"values": told},
            "mark": {"type": "area", "interpolate": "step-after", "color": "#dfe5ea"},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": told},
            "mark": {"type": "line", "color": "#66727e", "strokeDash": [5, 4]},
            "encoding": {"x": x, "y": {**y, "field": "chance"}},
        },
        {
            "data": {"values": told},
            "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5, "color": colour("tinggi")},
            "encoding": {"x": x, "y": {**y, "field": "hits"}},
        },
        *(
            {
                "data": {"values": [{**last, "text": text, "at": place}]},
                "mark": {"type": "text", "align": "right", "dx": -4, "dy": dy, "color": tone, "fontWeight": weight},
                "encoding": {"x": x, "y": {**y, "field": "at"}, "text": {"field": "text"}},
            }
            for text, place, dy, tone, weight in (
                (words[0], last["hits"], -9, colour("tinggi"), "bold"),
                (words[1], last["chance"], -9, colour("ink-soft"), "normal"),
            )
        ),
    ]
    return chart(width, height, layers, alt)
