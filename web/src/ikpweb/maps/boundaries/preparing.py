"""From a file to layers that can be kept: all the slow work, before the database is touched."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ikpweb.maps.boundaries.checking import Report, check
from ikpweb.maps.boundaries.drawing import Drawn, draw_all
from ikpweb.maps.boundaries.joining import PRESETS, join
from ikpweb.maps.boundaries.limits import LIMITS, Limits, Progress, silent
from ikpweb.maps.boundaries.reading import read
from ikpweb.territory.models import Unit

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True)
class Prepared:
    """A file that fits, and its layers by level; without layers it was only checked."""

    file_name: str
    digest: str
    preset: str
    report: Report
    layers: Mapping[str, Drawn]


def prepare(
    path: Path,
    units: Mapping[str, Unit],
    preset: str,
    code_field: str = "",
    *,
    partial: bool = False,
    draw: bool = True,
    limits: Limits = LIMITS,
    progress: Progress = silent,
) -> Prepared:
    """Read, join, check and draw a file.

    Raises
    ------
    BoundaryProblem
        With a sentence, for everything that keeps the file from being imported.
    """
    wanted = (code_field,) if code_field else PRESETS[preset].fields if preset in PRESETS else ()
    content = read(path, wanted, limits=limits, progress=progress)
    joined = join(content.shapes, units, preset, code_field)
    areas, report = check(joined, units, len(content.shapes), partial=partial, progress=progress)
    report.notes += content.notes
    layers = draw_all(areas, units, progress) if draw else {}
    return Prepared(path.name, content.digest, preset, report, layers)
