"""What the forms ask of the engine: the files of a release, verified, in every form; nothing of the database."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ikp.errors import IkpError
from ikp.io import atomic_file
from ikp.release import Bundle, open_bundle, write_zip
from ikp.release.formats import (
    CONTEXT,
    FORMS,
    Asked,
    Distribution,
    Figures,
    Form,
    as_dcat,
    export,
    read_verified,
    record,
)

__all__ = ["CONTEXT", "Distribution", "IkpError", "Kept", "about_of", "dcat", "made", "media_of", "record_of", "shaped"]

INDEX = "index.json"
_ZIP = "application/zip"
#: Forms that are the same for every reader and every day, each with the language of its words.
_PLAIN = (("csv", "id"), ("xlsx", "id"), ("xlsx", "en"), ("json", "id"), ("parquet", "id"))
_SDMX = (("sdmx-csv", "id"), ("sdmx-structure", "id"))

Cells = Mapping[str, Mapping[str, tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept: its name, media type, size and SHA-256."""

    name: str
    media: str
    size: int
    digest: str


def made(source: Path, target: Path, cells: Cells) -> list[Kept]:
    """Make the forms of a release, each written whole or not at all; the list of them comes last.

    Two who do it at the same time write the same bytes.

    Parameters
    ----------
    source : path
        The folder of the release; it is verified first.
    target : path
        The folder of the forms.
    cells : mapping
        Level to unit to where its hexagon stands.

    Raises
    ------
    IkpError
        When the release is not as it was signed, or cannot be written.
    """
    figures = read_verified(open_bundle(source))
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    listed = [_keep(target, name, form.media, body) for name, form, body in _bodies(figures, cells)]
    files = {each.name: (target / each.name).read_bytes() for each in listed}
    whole = f"{figures.name}-data.zip"
    write_zip(target / whole, f"{figures.name}-data", files)
    listed.append(_kept(target / whole, _ZIP))
    with atomic_file(target / INDEX) as file:
        file.write(json.dumps([asdict(each) for each in listed], indent=1).encode())
    return listed


def _bodies(figures: Figures, cells: Cells) -> Iterator[tuple[str, Form, bytes]]:
    for name, lang in (*_PLAIN, *_SDMX):
        form = FORMS[name]
        middle = ".en" if lang == "en" else ""
        asked = Asked(lang="en" if lang == "en" else "id")
        yield f"{figures.name}{middle}{form.suffix}", form, export(figures, name, asked)
    form = FORMS["hexagons"]
    for level, places in cells.items():
        if level in figures.frameworks:
            body = export(figures, "hexagons", Asked(level=level, cells=places))
            yield f"{figures.name}-{level}{form.suffix}", form, body


def shaped(source: Path, target: Path, level: str, shapes: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """Write the GeoJSON of a level in boundaries that were imported.

    Raises
    ------
    IkpError
        When the release is not as it was signed, or no boundary is of one of its units.
    """
    figures = read_verified(open_bundle(source))
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with atomic_file(target) as file:
        file.write(export(figures, "geojson", Asked(level=level, shapes=shapes, told=told)))


def media_of(form: str) -> str:
    """Give the media type of a form."""
    return FORMS[form].media


def _keep(target: Path, name: str, media: str, body: bytes) -> Kept:
    with atomic_file(target / name) as file:
        file.write(body)
    return Kept(name, media, len(body), hashlib.sha256(body).hexdigest())


def _kept(path: Path, media: str) -> Kept:
    body = path.read_bytes()
    return Kept(path.name, media, len(body), hashlib.sha256(body).hexdigest())


def about_of(files: Mapping[str, bytes]) -> Figures:
    """Read what a release says of itself, without its figures; `files` need *release.json* and *CHANGES.md* alone."""
    bundle = Bundle("", files)
    told = json.loads(bundle["release.json"])
    return Figures(told, bundle.digest, {}, {}, (), {}, "", bundle["CHANGES.md"].decode())


def dcat(figures: Figures, address: str, distributions: list[Distribution]) -> bytes:
    """Write the record of a release for catalogues."""
    return as_dcat(figures, address, distributions)


def record_of(figures: Figures, address: str, distributions: list[Distribution]) -> dict[str, Any]:
    """Give that record as a part of a catalogue."""
    return record(figures, address, distributions)
