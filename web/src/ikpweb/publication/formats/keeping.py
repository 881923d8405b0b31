"""Where the forms of a release are kept, and that they are made once per digest."""

import gzip
import hashlib
import json
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ikpweb.maps.models import BoundaryLayer
from ikpweb.maps.selectors import layer_in_force
from ikpweb.publication import building
from ikpweb.publication.formats import engine
from ikpweb.publication.formats.engine import IkpError, Kept
from ikpweb.publication.mapped import layout_of
from ikpweb.publication.models import Release
from ikpweb.publication.reading import DamagedError, reading

__all__ = ["Place", "begin", "ensured", "known", "place_of", "shapes_of", "whole"]

logger = logging.getLogger(__name__)
#: One at a time in a process: a second reader waits for the files and does not make them again.
_MAKING = threading.Lock()


@dataclass(frozen=True)
class Place:
    """Where everything of a release lies on the disk; enough to make its forms without the database."""

    source: Path
    target: Path
    cells: engine.Cells


def folder_of(release: Release) -> Path:
    """Give the folder of the forms: beside the release, named by its digest."""
    folder = building.folder_of(release)
    return folder.with_name(f"{folder.name}.forms") / release.digest[:16]


def place_of(release: Release) -> Place:
    """Find the release, its forms, and where the hexagons of its units stand.

    Raises
    ------
    DamagedError
        When a file of the release was changed since the freeze.
    """
    cells = {level: layout_of(sheet).cells for level, sheet in reading(release).sheets.items()}
    return Place(building.folder_of(release), folder_of(release), cells)


def known(release: Release) -> Sequence[Kept]:
    """List the forms that are made; none where they are not yet."""
    try:
        listed = json.loads((folder_of(release) / engine.INDEX).read_bytes())
    except (OSError, ValueError):
        return []
    return [Kept(**each) for each in listed]


def ensured(release: Release) -> Sequence[Kept]:
    """List the forms, made now where they were not.

    Raises
    ------
    DamagedError
        When a file of the release was changed since the freeze.
    """
    return known(release) or _make(place_of(release))


def _make(place: Place) -> Sequence[Kept]:
    with _MAKING:
        try:
            return engine.made(place.source, place.target, place.cells)
        except IkpError as error:
            raise DamagedError(_named(error)) from error


def begin(release: Release) -> None:
    """Begin to make the forms beside what the process does, so that the first reader need not wait."""
    place = place_of(release)

    def make() -> None:
        try:
            _make(place)
        except (DamagedError, OSError):
            # Whoever asks for a form first makes them, and hears what is wrong.
            logger.warning("the forms of %s were not made", place.source.name, exc_info=True)

    threading.Thread(target=make, name=f"forms of {release.name}", daemon=True).start()


def whole(path: Path, kept: Kept) -> bool:
    """Tell whether a kept file is as it was made; looked at again whenever its time or size changes."""
    try:
        told = path.stat()
    except OSError:
        return False
    return told.st_size == kept.size and _digest(path, told.st_mtime_ns) == kept.digest


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _layer(release: Release, level: str) -> BoundaryLayer | None:
    sheet = reading(release).sheets.get(level)
    return None if sheet is None else layer_in_force(layout_of(sheet).name, release.computation.cycle.registry_date)


def levels_with_shapes(release: Release) -> list[str]:
    """List the levels for which boundaries are imported that were in force on the release's day."""
    return [level for level in reading(release).sheets if _layer(release, level) is not None]


def shapes_of(release: Release, level: str) -> tuple[Path, Kept] | None:
    """Give the GeoJSON of a level in imported boundaries, made once per release and boundaries; None without them.

    Raises
    ------
    DamagedError
        When a file of the release was changed since the freeze.
    """
    layer = _layer(release, level)
    if layer is None:
        return None
    target = folder_of(release) / layer.digest[:16] / f"{release.name}-{level}.geojson"
    if not target.exists():
        found = json.loads(gzip.decompress(layer.gzipped))["features"]
        shapes = {str(each["properties"]["code"]): each["geometry"] for each in found}
        kept = layer.boundary_set
        told = {"source": kept.source or kept.file_name, "licence": kept.licence, "shapes": layer.digest}
        try:
            engine.shaped(building.folder_of(release), target, level, shapes, {"boundaries": kept.name, **told})
        except IkpError as error:
            raise DamagedError(_named(error)) from error
    return target, Kept(target.name, engine.media_of("geojson"), target.stat().st_size, _digest_now(target))


def _digest_now(path: Path) -> str:
    return _digest(path, path.stat().st_mtime_ns)


def _named(error: IkpError) -> str:
    return ", ".join(str(each.params.get("name", each.code)) for each in error.problems)
