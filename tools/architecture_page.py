"""Draw `docs/explanation/rooms.svg`: the rooms of engine and platform, from the contracts that import-linter keeps.

What a room is for is the first sentence of its package. A room without one, or a contract without a room, fails.
"""

import ast
import tomllib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

__all__ = ["layers", "picture", "purpose"]

ROOT = Path(__file__).resolve().parents[1]
_SOURCES = {"ikp": ROOT / "engine/src/ikp", "ikpweb": ROOT / "web/src/ikpweb"}
_TITLES = {"ikp": "engine: package ikp", "ikpweb": "platform: package ikp-web"}
_WIDTH, _ROW, _GAP, _TOP = 560, 44, 12, 56
_MOST = 84  # letters of a line


def layers(container: str) -> list[list[str]]:
    """Give the rooms of a package from the door to the cellar; those that stand side by side together."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    found = next(each for each in contracts if each["type"] == "layers" and each["containers"] == [container])
    return [[room.strip() for room in layer.split("|")] for layer in found["layers"]]


def purpose(container: str, room: str) -> str:
    """Give the first sentence of a room's docstring."""
    place = _SOURCES[container] / room
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    said = " ".join(text.split("\n\n", maxsplit=1)[0].split()).translate({ord("`"): None, ord("*"): None})
    if not said:
        message = f"{path.relative_to(ROOT)} says nothing about itself"
        raise ValueError(message)
    return said


def picture() -> str:
    """Write the picture."""
    columns = {name: layers(name) for name in _SOURCES}
    rows = max(sum(len(layer) for layer in column) for column in columns.values())
    height = _TOP + rows * (_ROW + _GAP) + 40
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _WIDTH + 60} {height}" '
        'font-family="sans-serif" font-size="12" role="img" aria-labelledby="title">'
    )
    parts = [
        head,
        "<!-- Made from pyproject.toml and the packages by `make pages`. -->",
        '<title id="title">The rooms of engine and platform: each may use those below it</title>',
        f'<rect width="{2 * _WIDTH + 60}" height="{height}" fill="#ffffff"/>',
    ]
    for place, (name, column) in enumerate(columns.items()):
        parts += _column(20 + place * (_WIDTH + 20), name, column)
    parts.append(
        f'<text x="20" y="{height - 14}" fill="#444">A room may use those below it and none above, and none beside it '
        "in the same frame. Of the platform, only engine.py of a room uses the engine.</text>"
    )
    return "\n".join([*parts, "</svg>", ""])


def _column(left: int, name: str, column: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f'<text x="{left}" y="32" font-size="16" font-weight="bold" fill="#123">{escape(_TITLES[name])}</text>'
    top = _TOP
    for layer in column:
        height = len(layer) * (_ROW + _GAP) - _GAP
        if len(layer) > 1:
            yield (
                f'<rect x="{left - 5}" y="{top - 4}" width="{_WIDTH + 2}" height="{height + 8}" fill="none" '
                'stroke="#00695c" stroke-dasharray="4 3"/>'
            )
        for room in layer:
            yield f'<rect x="{left}" y="{top}" width="{_WIDTH - 8}" height="{_ROW}" rx="4" fill="#e0f2f1"/>'
            yield f'<text x="{left + 10}" y="{top + 18}" font-weight="bold" fill="#004d40">{escape(room)}</text>'
            yield f'<text x="{left + 10}" y="{top + 35}" fill="#333">{escape(_short(purpose(name, room)))}</text>'
            top += _ROW + _GAP


def _short(text: str) -> str:
    """Cut a sentence where it grows too long for its box, at a word."""
    return text if len(text) <= _MOST else text[:_MOST].rsplit(" ", maxsplit=1)[0].rstrip(",;:") + " …"
