"""The table and the figure that `benchmarks.operating` writes into docs/explanation/alarms.md."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["figure", "table", "write_page"]

DOCS = Path(__file__).parent.parent / "docs" / "explanation"
BEGIN, END = "<!-- operating: made by python -m benchmarks.operating -->", "<!-- /operating -->"
#: Colours that are told apart also by people who see fewer of them; dashes help the eye.
_STYLES = {
    "z-score": ("#666666", "2 3"),
    "EARS C1": ("#e69f00", ""),
    "EARS C2": ("#e69f00", "7 3"),
    "EARS C3": ("#e69f00", "2 3"),
    "CUSUM": ("#cc79a7", ""),
    "Farrington flexible": ("#0072b2", "7 3"),
    "Farrington flexible by stage": ("#0072b2", ""),
    "shrunk": ("#009e73", ""),
}
_WIDTH, _HEIGHT, _LEFT, _TOP = 300, 210, 48, 30
_TITLES = {"as_set": "at a nominal level of 1 %", "at_rate": "at a real rate of 1 %"}


def table(kept: Mapping[str, Any]) -> str:
    """Give a table for each kind of world, in Markdown."""
    intro = (
        f"{kept['worlds']} made-up worlds of each kind (*SINTETIS*), seed {kept['seed']}, the last 26 weeks of each; a "
        f"nominal level of {100 * kept['level']:g} %. Found: an alarm within {kept['window']} weeks from the start. "
        "Size: expected cases in standard deviations of the quiet count; 0 is a window without an outbreak, which "
        "shows what chance alone finds. In brackets: weeks from the start to the first alarm, among those found.\n"
    )
    parts = [intro]
    for kind, rows in kept["kinds"].items():
        sizes = list(rows[0]["as_set"])
        for label, title in _TITLES.items():
            parts.append(f"**{kind.capitalize()}, {title}**\n")
            first = "false alarms (95 %)" if label == "as_set" else "real rate"
            parts.append(f"| method | {first} | silent | " + " | ".join(f"size {each}" for each in sizes) + " |")
            parts.append("|" + "---|" * (len(sizes) + 3))
            parts += [_row(row, label) for row in rows]
            parts.append("")
    return "\n".join(parts)


def _row(row: Mapping[str, Any], label: str) -> str:
    if label == "as_set":
        low, high = row["false_alarms_interval"]
        rate = f"{100 * row['false_alarms']:.2f} % ({100 * low:.2f}–{100 * high:.2f})"
    else:
        rate = f"{100 * row['real_rate']:.2f} %"
    cells = []
    for size, each in row[label].items():
        weeks = "" if each["weeks"] is None or size == "0" else f" ({each['weeks']:.1f})"
        cells.append(f"{100 * each['found']:.0f} %{weeks}")
    return f"| {row['method']} | {rate} | {100 * row['silent']:.0f} % | " + " | ".join(cells) + " |"


def figure(kept: Mapping[str, Any]) -> str:
    """Give the figure: share of outbreaks found by size, a panel for each kind of world and threshold."""
    kinds = list(kept["kinds"])
    width, height = 2 * (_WIDTH + _LEFT) + 20, len(kinds) * (_HEIGHT + 75) + 95
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="11">'
    )
    parts = [
        opening,
        '<title id="t">Share of planted outbreaks that each method finds, by size</title>',
        f'<desc id="d">{kept["worlds"]} made-up worlds (SINTETIS). The table of the page has the figures.</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for row, kind in enumerate(kinds):
        for column, label in enumerate(_TITLES):
            x, y = _LEFT + column * (_WIDTH + _LEFT), _TOP + row * (_HEIGHT + 75)
            parts += _panel(kept["kinds"][kind], label, f"{kind.capitalize()}, {_TITLES[label]}", x, y)
    parts += _legend(len(kinds) * (_HEIGHT + 75) + 25)
    return "\n".join([*parts, "</svg>", ""])


def _panel(rows: list[Any], label: str, title: str, x: int, y: int) -> list[str]:
    sizes = list(rows[0][label])
    step = _WIDTH / (len(sizes) - 1)
    parts = [f'<text x="{x}" y="{y - 10}" font-weight="600">{title}</text>']
    for tick in range(0, 101, 25):
        at = y + _HEIGHT * (1 - tick / 100)
        parts.append(f'<line x1="{x}" y1="{at:.1f}" x2="{x + _WIDTH}" y2="{at:.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x - 6}" y="{at + 4:.1f}" text-anchor="end">{tick} %</text>')
    for place, size in enumerate(sizes):
        parts.append(f'<text x="{x + place * step:.1f}" y="{y + _HEIGHT + 16}" text-anchor="middle">{size}</text>')
    parts.append(
        f'<text x="{x + _WIDTH / 2}" y="{y + _HEIGHT + 34}" text-anchor="middle">size, in standard deviations</text>'
    )
    for row in rows:
        colour, dashes = _STYLES[row["method"]]
        shares = [each["found"] for each in row[label].values()]
        points = [(x + place * step, y + _HEIGHT * (1 - share)) for place, share in enumerate(shares)]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="2.5" fill="{colour}"/>' for a, b in points]
    return parts


def _legend(y: int) -> list[str]:
    parts = []
    for place, (name, (colour, dashes)) in enumerate(_STYLES.items()):
        x, at = _LEFT + (place % 3) * 220, y + (place // 3) * 22
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(f'<line x1="{x}" y1="{at}" x2="{x + 28}" y2="{at}" stroke="{colour}" stroke-width="2"{dash}/>')
        parts.append(f'<text x="{x + 34}" y="{at + 4}">{name}</text>')
    return parts


def write_page(kept: Mapping[str, Any], docs: Path = DOCS) -> None:
    """Put the table between its marks on the page, and the figure beside it."""
    page = docs / "alarms.md"
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n\n{table(kept)}\n{END}{after}", encoding="utf-8")
    (docs / "alarms-found.svg").write_text(figure(kept), encoding="utf-8")
