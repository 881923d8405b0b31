"""How the ranks of units moved between two editions."""

from collections.abc import Sequence
from dataclasses import dataclass

from ikpweb.kit.charts.theme import Chart, Spec, chart, colour

__all__ = ["Shift", "shifts"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit and its ranks among the units with a score in both editions."""

    name: str
    before: int
    after: int


def shifts(rows: Sequence[Shift], titles: tuple[str, str], alt: str, *, narrow: bool = False) -> Chart:
    """Draw a line per unit from its rank before to its rank after; large moves stand out."""
    width, step = (360, 20) if narrow else (760, 21)
    size = 11 if narrow else 13
    height = step * len(rows) + 50
    # Equal ranks share no line: names would cover each other.
    left = {row.name: i for i, row in enumerate(sorted(rows, key=lambda r: (r.before, r.after, r.name)))}
    right = {row.name: i for i, row in enumerate(sorted(rows, key=lambda r: (r.after, r.before, r.name)))}
    large = max(3, round(len(rows) / 4))
    told = []
    for row in rows:
        moved = row.before - row.after
        look = "same" if abs(moved) < large else "up" if moved > 0 else "down"
        both = {"name": row.name, "look": look}
        told.append({**both, "side": 0, "y": left[row.name], "label": f"{row.name}  {row.before}"})
        told.append({**both, "side": 1, "y": right[row.name], "label": f"{row.after}  {row.name}"})
    # Room for the longest name on either side; what is left is for the lines.
    names = min(max(len(row.name) for row in rows) + 4, 34) * size * 0.5
    reach = names / max(width - 2 * names, 60)
    x: Spec = {"field": "side", "type": "quantitative", "scale": {"domain": [-reach, 1 + reach]}, "axis": None}
    y: Spec = {"field": "y", "type": "quantitative", "scale": {"domain": [len(rows) - 0.4, -1.3]}, "axis": None}
    looks = ["up", "down", "same"]
    tone: Spec = {
        "field": "look",
        "scale": {"domain": looks, "range": [colour("tinggi"), colour("accent"), "#8794a0"]},
        "legend": None,
    }
    layers: list[Spec] = [
        {
            "data": {"values": told},
            "mark": {"type": "line"},
            "encoding": {
                "x": x,
                "y": y,
                "detail": {"field": "name"},
                "color": tone,
                "strokeWidth": {"condition": {"test": "datum.look == 'same'", "value": 1}, "value": 2.2},
                "strokeDash": {
                    "field": "look",
                    "scale": {"domain": looks, "range": [[1, 0], [6, 3], [1, 0]]},
                    "legend": None,
                },
            },
        },
        {
            "data": {"values": told},
            "mark": {"type": "point", "filled": True, "size": 36, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": tone},
        },
    ]
    for side, align, dx in ((0, "right", -9), (1, "left", 9)):
        here = [row for row in told if row["side"] == side]
        layers.append(
            {
                "data": {"values": here},
                "mark": {"type": "text", "align": align, "dx": dx, "fontSize": size},
                "encoding": {
                    "x": x,
                    "y": y,
                    "text": {"field": "label"},
                    "color": {
                        "condition": [
                            {"test": f"datum.look == '{look}'", "value": colour(token)}
                            for look, token in (("up", "tinggi"), ("down", "accent"))
                        ],
                        "value": colour("ink"),
                    },
                },
            }
        )
        layers.append(
            {
                "data": {"values": [{"side": side, "y": -1, "label": titles[side]}]},
                "mark": {"type": "text", "align": align, "dx": dx, "fontSize": size, "fontWeight": "bold"},
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            }
        )
    return chart(width, height, layers, alt, size=size)
