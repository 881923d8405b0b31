"""Relations with their intervals, one above the other; and the units on top against the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from ikpweb.kit.charts.theme import Chart, Spec, chart, colour

__all__ = ["Pair", "Stem", "forest", "tops"]


@dataclass(frozen=True, slots=True)
class Stem:
    """A relation: its name, its value, its interval where there is one, and what is written beside it."""

    name: str
    value: float
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two shares: of the units on top, with its interval, and of the rest."""

    name: str
    top: float
    low: float
    high: float
    rest: float
    text: str


def forest(stems: Sequence[Stem], ends: tuple[str, str], alt: str, *, narrow: bool = False) -> Chart:
    """Draw a point with its interval per relation, from -1 to 1, around a line at *no relation*.

    What stands clear of the line is in colour and in full; what includes it is grey. A ring has no interval.

    Parameters
    ----------
    ends : (str, str)
        What lies to the left and to the right of the line.
    """
    told = [
        {
            "value": each.value,
            "low": each.low,
            "high": each.high,
            "text": each.text,
            "clear": each.low is not None and each.high is not None and not each.low <= 0 <= each.high,
            "known": each.low is not None,
        }
        for each in stems
    ]
    # Whole numbers only, so that no decimal sign has to change with the language.
    ticks = "datum.value == 0 ? '0' : datum.value == 1 ? '+1' : datum.value == -1 ? '−1' : ''"
    grid: Spec = {"values": [-1, -0.5, 0, 0.5, 1], "labelExpr": ticks, "title": None}
    x: Spec = {"type": "quantitative", "scale": {"domain": [-1, 1]}, "axis": grid}
    tone: Spec = {"condition": {"test": "datum.clear", "value": colour("tinggi")}, "value": "#66727e"}
    frame = _Rows([each.name for each in stems], narrow=narrow, head=1.3, beside=6)
    rows = [{**row, **place} for row, place in zip(told, frame.places, strict=True)]
    known = [row for row in rows if row["known"]]
    layers: list[Spec] = [
        {
            "data": {"values": [{"x": 0}]},
            "mark": {"type": "rule", "color": colour("ink"), "strokeDash": [4, 3]},
            "encoding": {"x": {**x, "field": "x"}},
        },
        *_words([{"x": side, "text": word} for side, word in zip((-1, 1), ends, strict=True)], x, frame),
        {
            "data": {"values": known},
            "mark": {"type": "rule", "strokeWidth": 3},
            "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": frame.y("line"), "color": tone},
        },
        {
            "data": {"values": known},
            "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
            "encoding": {"x": {**x, "field": "value"}, "y": frame.y("line"), "color": tone},
        },
        {
            "data": {"values": [row for row in rows if not row["known"]]},
            "mark": {"type": "point", "filled": False, "size": 80, "strokeWidth": 2, "color": "#66727e"},
            "encoding": {"x": {**x, "field": "value"}, "y": frame.y("line")},
        },
        *frame.named(rows, x, (-1, 1)),
    ]
    return chart(frame.width, frame.height, [each for each in layers if each["data"]["values"]], alt, size=frame.size)


def tops(pairs: Sequence[Pair], words: tuple[str, str], alt: str, *, narrow: bool = False) -> Chart:
    """Draw the share of the units on top, with its interval, and that of the rest, in per cent.

    Parameters
    ----------
    words : (str, str)
        Who the two marks are of: the units on top, and the rest.
    """
    frame = _Rows([each.name for each in pairs], narrow=narrow, head=1.5, beside=max(len(each.text) for each in pairs))
    rows = [
        {
            "top": 100 * each.top,
            "low": 100 * each.low,
            "high": 100 * each.high,
            "rest": 100 * each.rest,
            "text": each.text,
        }
        for each in pairs
    ]
    rows = [{**row, **place} for row, place in zip(rows, frame.places, strict=True)]
    grid: Spec = {"values": [0, 25, 50, 75, 100], "labelExpr": "datum.value + ' %'", "title": None}
    x: Spec = {"type": "quantitative", "scale": {"domain": [0, 100]}, "axis": grid}
    legend = [
        {"x": place, "text": word, "tone": tone, "shape": shape}
        for place, word, tone, shape in zip(
            (1, 50 if narrow else 30), words, (colour("tinggi"), colour("accent")), ("circle", "diamond"), strict=True
        )
    ]
    layers: list[Spec] = [
        *(
            {
                "data": {"values": [each]},
                "mark": mark,
                "encoding": {"x": {**x, "field": "x"}, "y": frame.at(0.5), "text": {"field": "text"}},
            }
            for each in legend
            for mark in (
                {
                    "type": "point",
                    "filled": True,
                    "opacity": 1,
                    "size": 90,
                    "color": each["tone"],
                    "shape": each["shape"],
                },
                {"type": "text", "align": "left", "dx": 11, "fontWeight": "bold", "color": each["tone"]},
            )
        ),
        {
            "data": {"values": rows},
            "mark": {"type": "rule", "strokeWidth": 3, "color": "#c99a93"},
            "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": frame.y("line")},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": colour("tinggi")},
            "encoding": {"x": {**x, "field": "top"}, "y": frame.y("line")},
        },
        {
            "data": {"values": rows},
            "mark": {
                "type": "point",
                "filled": True,
                "shape": "diamond",
                "size": 90,
                "opacity": 1,
                "color": colour("accent"),
            },
            "encoding": {"x": {**x, "field": "rest"}, "y": frame.y("line")},
        },
        *frame.named(rows, x, (0, 100)),
    ]
    return chart(frame.width, frame.height, layers, alt, size=frame.size)


class _Rows:
    """Rows that each have a name above their line; a long name takes two lines on a narrow drawing."""

    def __init__(self, names: Sequence[str], *, narrow: bool, head: float, beside: int) -> None:
        self.width, self.size = (360, 13) if narrow else (760, 14)
        # A letter is about half as wide as high; beside the name there is the figure.
        wrapped = [wrap(name, int(self.width / self.size * 2) - beside - 4) for name in names]
        self.places, at = [], head
        for lines in wrapped:
            at += len(lines)
            self.places.append({"name": "\n".join(lines), "first": at - len(lines) + 0.5, "line": at + 0.45})
            at += 1.05
        self.rows = at
        self.height = round(at * (self.size + 5)) + 34

    def y(self, field: str) -> Spec:
        return {"field": field, **self._scale()}

    def at(self, place: float) -> Spec:
        return {"datum": place, **self._scale()}

    def _scale(self) -> Spec:
        return {"type": "quantitative", "scale": {"domain": [self.rows, 0], "nice": False}, "axis": None}

    def named(self, rows: Sequence[Spec], x: Spec, ends: tuple[float, float]) -> list[Spec]:
        """Write the names at the left and the figures at the right, above each line, clear of the grid behind them."""
        layers: list[Spec] = []
        for align, end, field, weight in (("left", ends[0], "name", "normal"), ("right", ends[1], "text", "bold")):
            for halo in (True, False):
                mark: Spec = {
                    "type": "text",
                    "align": align,
                    "baseline": "middle",
                    "lineBreak": "\n",
                    "fontWeight": weight,
                    "lineHeight": self.size + 5,
                }
                if halo:
                    mark |= {
                        "stroke": colour("paper"),
                        "strokeWidth": 5,
                        "strokeJoin": "round",
                        "color": colour("paper"),
                    }
                encoding = {"x": {**x, "datum": end}, "y": self.y("first"), "text": {"field": field}}
                layers.append({"data": {"values": list(rows)}, "mark": mark, "encoding": encoding})
        return layers


def _words(words: Sequence[Spec], x: Spec, frame: _Rows) -> list[Spec]:
    return [
        {
            "data": {"values": [word]},
            "mark": {"type": "text", "align": align, "color": colour("ink-soft"), "fontSize": frame.size - 1},
            "encoding": {"x": {**x, "field": "x"}, "y": frame.at(0.5), "text": {"field": "text"}},
        }
        for word, align in zip(words, ("left", "right"), strict=True)
    ]
