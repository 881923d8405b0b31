"""Drawings of a report as SVG: a hexagon a unit, and scores with their intervals. Black and white print keeps them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django.utils.translation import gettext as _

from ikpweb.kit.categories import mark, scale, shape, strong
from ikpweb.kit.charts.theme import colour, tint
from ikpweb.maps.layout import SIZE, Layout, layout
from ikpweb.publication.report.engine import SURE, Level
from ikpweb.publication.report.words import category_word, number, percent, sign

__all__ = ["Range", "hexagons", "layout_for", "legend_of", "ranges", "share_of"]

_FONT = "Libertinus Serif"
#: Of a report: width of a line, and the widest hexagon, both in millimetres.
_PAGE, _WIDEST = 170.0, 17.0
_KNOWN = scale()
#: Of the chart: room for names, the scores, a line, and above and below them.
_NAMES, _PLOT, _LINE, _EDGE = 170.0, 400.0, 15.0, 16
#: Corners of the marks in a hexagon, and whether they are filled: the outlines are the lower categories'.
_MARKS: Final[Mapping[str, tuple[tuple[tuple[float, float], ...], bool]]] = {
    "triangle-down": (((0, 2.8), (3.4, -2.8), (-3.4, -2.8)), False),
    "triangle-left": (((-2.8, 0), (2.8, 3.4), (2.8, -3.4)), False),
    "diamond": (((0, -3.4), (3.4, 0), (0, 3.4), (-3.4, 0)), False),
    "cross": (
        tuple(
            (right * turn, down * turn)
            for turn in (1, -1)
            for right, down in ((-1.1, -3.3), (1.1, -3.3), (1.1, -1.1), (3.3, -1.1), (3.3, 1.1), (1.1, 1.1))
        ),
        True,
    ),
    "triangle-right": (((3.4, 0), (-2.6, 3.6), (-2.6, -3.6)), True),
    "triangle-up": (((0, -3.6), (3.6, 2.4), (-3.6, 2.4)), True),
}


@dataclass(frozen=True, slots=True)
class Range:
    """A line of a chart: a name, a score, and where it is known the ends of its interval."""

    name: str
    score: float
    low: float | None
    high: float | None
    category: str
    marked: bool = False


def layout_for(level: Level) -> Layout | None:
    """Give the shipped map that fits the units of a level; None where none has them all."""
    for name in {"regency": ("regency",), "province": ("province-34", "province")}.get(level.level, ()):
        grid = layout(name)
        if set(level.units) <= grid.cells.keys():
            return grid
    return None


def hexagons(
    level: Level, grid: Layout, *, only: Sequence[str] = (), marked: str = "", labels: Mapping[str, str] | None = None
) -> str:
    """Draw units as hexagons: colour and mark for the category, hatching where it is unsure.

    Parameters
    ----------
    only : sequence of str
        Draw the part of the map around these; what else is there stays pale. All, when empty.
    marked : str
        A unit with a thick edge.
    labels : mapping
        What is written into hexagons, by unit.
    """
    chosen, box = _part(grid, only)
    shapes = [
        _hexagon(level, code, grid.centre(code), pale=code not in chosen)
        for code in sorted(grid.cells)
        if _inside(grid.centre(code), box)
    ]
    if marked in grid.cells:
        x, y = grid.centre(marked)
        shapes.append(f'<path d="{_path(x, y, SIZE)}" fill="none" stroke="{colour("ink")}" stroke-width="2.2"/>')
    for code, text in (labels or {}).items():
        if code in chosen:
            x, y = grid.centre(code)
            dark = level.standings.get(code) and strong(level.index(code).category)
            ink = colour("paper") if dark else colour("ink")
            shapes.append(
                _text(x, y + (6.0 if _shown(level, code) else 2.0), text, size=5.2 if len(text) < 4 else 4.2, ink=ink)
            )
    left, top, width, height = box
    return _svg(width, height, shapes, (left, top))


def share_of(grid: Layout, only: Sequence[str], most: int) -> int:
    """Give the share of a line that a map takes, in percent: fewer units, a smaller map."""
    _chosen, (_left, _top, width, _height) = _part(grid, only)
    return min(most, round(100 * _WIDEST * width / (math.sqrt(3) * SIZE) / _PAGE))


def _part(grid: Layout, only: Sequence[str]) -> tuple[list[str], tuple[float, float, float, float]]:
    """Give the units that a map is of, and the box around them."""
    chosen = [code for code in only if code in grid.cells] or list(grid.cells)
    return chosen, _box([grid.centre(code) for code in chosen], margin=0.6 if only else 0.1)


def _hexagon(level: Level, code: str, at: tuple[float, float], *, pale: bool) -> str:
    x, y = at
    standing = level.index(code) if code in level.standings else None
    category = standing.category if standing else ""
    fill = (
        colour(category)
        if category in _KNOWN
        else colour("paper")
        if standing is None or standing.score is None
        else colour("wash")
    )
    if pale:
        return (
            f'<path d="{_path(x, y, SIZE - 0.5)}" fill="{colour("wash")}" stroke="{colour("line")}" stroke-width=".4"/>'
        )
    plain = fill in {colour("paper"), colour("wash")}
    edge = f'stroke="{colour("ink-soft" if plain else "paper")}" stroke-width=".6"'
    shapes = [f'<path d="{_path(x, y, SIZE - 0.5)}" fill="{fill}" {edge}/>']
    interval = level.intervals.get(code)
    if interval is not None and interval.unsure:
        shapes.append(_ring(x, y, category))
    shapes.append(_mark(x, y - 1.6, category))
    return "".join(shapes)


def _ring(x: float, y: float, category: str) -> str:
    """Draw a broken line inside of a hexagon: its category is unsure."""
    ink = colour("paper") if strong(category) else colour("ink")
    return (
        f'<path d="{_path(x, y, SIZE - 1.9)}" fill="none" stroke="{ink}" stroke-width=".8" stroke-dasharray="2 1.3"/>'
    )


def _shown(level: Level, code: str) -> bool:
    """Tell whether a mark stands in a hexagon, so that its label goes below."""
    return code in level.standings and bool(mark(level.index(code).category))


def _mark(x: float, y: float, category: str) -> str:
    """Draw the mark of a category around a point; a middle one has none."""
    if not mark(category):
        return ""
    corners, filled = _MARKS[shape(category)]
    points = "L".join(f"{x + right:.1f} {y + down:.1f}" for right, down in corners)
    if filled:
        return f'<path d="M{points}Z" fill="{colour("paper" if strong(category) else "ink")}"/>'
    return f'<path d="M{points}Z" fill="none" stroke="{colour("ink")}" stroke-width=".9"/>'


def legend_of(level: Level, units: Sequence[str]) -> str:
    """Say in words what the marks of a map mean, and of how many of its units."""
    counts = {category: sum(level.index(unit).category == category for unit in units) for category in level.counts}
    said = [f"{sign(category)}{category_word(category)} ({count})" for category, count in counts.items()]
    if missing := len(units) - sum(counts.values()):
        said.append(_("tanpa warna: tanpa kategori (%(n)s)") % {"n": missing})
    unsure = sum(unit in level.intervals and level.intervals[unit].unsure for unit in units)
    if level.intervals:
        told = {"sure": percent(SURE), "n": unsure}
        said.append(_("garis putus-putus: kategorinya belum pasti, peluangnya di bawah %(sure)s (%(n)s)") % told)
    else:
        said.append(_("seberapa pasti kategorinya tidak dihitung dalam rilis ini"))
    return "; ".join(said)


def ranges(rows: Sequence[Range], cutoffs: Sequence[float], categories: Sequence[str]) -> str:
    """Draw scores from 0 to 100 with their intervals, a line a unit, before the bands of the categories."""
    height = _LINE * len(rows) + 2 * _EDGE + 2
    shapes = [*_bands(cutoffs, categories, height), *_axis(height)]
    for i, row in enumerate(rows):
        shapes += _range(row, _EDGE + _LINE * (i + 0.5) + 1)
    return _svg(_NAMES + _PLOT + 12, height, shapes, (0.0, 0.0))


def _at(score: float) -> float:
    return _NAMES + _PLOT * min(max(score, 0.0), 100.0) / 100


def _bands(cutoffs: Sequence[float], categories: Sequence[str], height: float) -> Iterator[str]:
    ends = [0.0, *cutoffs, 100.0]
    if len(categories) != len(ends) - 1:
        return
    for category, low, high in zip(categories, ends[:-1], ends[1:], strict=True):
        left, wide = _at(low), max(_at(high) - _at(low), 0.0)
        ground = tint(category, 0.22) if category in _KNOWN else colour("wash")
        yield f'<rect x="{left:.1f}" y="{_EDGE}" width="{wide:.1f}" height="{height - 2 * _EDGE:.1f}" fill="{ground}"/>'
        if wide > 34:
            yield _text(left + wide / 2, 11, category_word(category), size=9.5, ink=colour("ink-soft"))


def _axis(height: float) -> Iterator[str]:
    for score in (0, 25, 50, 75, 100):
        line = f"M{_at(score):.1f} {_EDGE}V{height - _EDGE:.1f}"
        yield f'<path d="{line}" stroke="{colour("paper")}" stroke-width=".7"/>'
        yield _text(_at(score), height - 4, number(score, 0), size=9.5, ink=colour("ink-soft"))


def _range(row: Range, y: float) -> Iterator[str]:
    """Draw one line of the chart: name, interval, score."""
    ink, bold = colour("ink"), ' font-weight="bold"' if row.marked else ""
    yield _text(_NAMES - 7, y + 3.4, row.name, size=10.5, ink=ink, anchor="end", more=bold)
    if row.low is not None and row.high is not None:
        line, thick = f"M{_at(row.low):.1f} {y:.1f}H{_at(row.high):.1f}", 2.6 if row.marked else 1.5
        yield f'<path d="{line}" stroke="{ink}" stroke-width="{thick}" stroke-linecap="round"/>'
    fill, radius = colour(row.category) if row.category in _KNOWN else colour("paper"), 4.6 if row.marked else 3.4
    yield f'<circle cx="{_at(row.score):.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{ink}"/>'


# --- shapes -----------------------------------------------------------------------------
def _path(x: float, y: float, radius: float) -> str:
    corners = [(x + radius * math.sin(k * math.pi / 3), y - radius * math.cos(k * math.pi / 3)) for k in range(6)]
    return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "Z"


def _box(points: Sequence[tuple[float, float]], *, margin: float) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    edge = SIZE * (1 + 1.8 * margin)
    return min(xs) - edge, min(ys) - edge, max(xs) - min(xs) + 2 * edge, max(ys) - min(ys) + 2 * edge


def _inside(at: tuple[float, float], box: tuple[float, float, float, float]) -> bool:
    x, y = at
    left, top, width, height = box
    return left + SIZE * 0.8 <= x <= left + width - SIZE * 0.8 and top + SIZE * 0.8 <= y <= top + height - SIZE * 0.8


def _text(x: float, y: float, text: str, *, size: float, ink: str, anchor: str = "middle", more: str = "") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{_FONT}" font-size="{size}" fill="{ink}" '
        f'text-anchor="{anchor}"{more}>{escape(text)}</text>'
    )


def _svg(width: float, height: float, shapes: Sequence[str], corner: tuple[float, float]) -> str:
    left, top = corner
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}" '
        f'width="{width:.1f}" height="{height:.1f}">{"".join(shapes)}</svg>'
    )
