"""From a specification to SVG and PNG: once per content, kept in a folder that all workers share."""

import json
import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from ikpweb.kit.charts.drawing import VEGA_LITE, png, svg
from ikpweb.kit.charts.theme import Chart

__all__ = ["FORMS", "POLICY", "digest", "kept", "render"]

FORMS = ("svg", "png")
#: A drawing styles its own text; opened by itself it may do that and nothing else.
POLICY = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"]}
_SCALE = 2.0
#: Pictures that are kept; a reader can ask for many comparisons, the folder must not grow with them.
_KEPT = 6000


def digest(chart: Chart, form: str) -> str:
    """Name a picture by all that makes it."""
    told = json.dumps([chart.spec, VEGA_LITE, _SCALE, form], sort_keys=True, ensure_ascii=False)
    return sha256(told.encode()).hexdigest()[:32]


def render(chart: Chart, form: str) -> bytes:
    """Give the picture, from the folder if it has been drawn before.

    Parameters
    ----------
    form : {'svg', 'png'}
    """
    return kept(f"{digest(chart, form)}.{form}", lambda: _draw(chart, form))


def kept(name: str, draw: Callable[[], bytes]) -> bytes:
    """Give a picture from the folder if it has been drawn before; `name` must name all that makes it."""
    folder = Path(settings.ENVIRONMENT.home) / "charts"
    path = folder / name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        drawn = draw()
        _keep(folder, path, drawn)
        return drawn


def _draw(chart: Chart, form: str) -> bytes:
    drawn = svg(chart.spec)
    return drawn.encode() if form == "svg" else png(drawn, scale=_SCALE)


def _keep(folder: Path, path: Path, drawn: bytes) -> None:
    """Write so that another worker reads the whole picture or none; a full disk costs time, not the page."""
    try:
        folder.mkdir(exist_ok=True)
        if sum(1 for _ in folder.iterdir()) >= _KEPT:
            for old in sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime)[: _KEPT // 2]:
                old.unlink(missing_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(drawn)
        Path(name).replace(path)
    except OSError:
        return
