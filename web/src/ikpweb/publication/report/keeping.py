"""Reports on the disk: each is made once, kept by digest and language, and taken from there from then on.

What is half written has no name yet. Of two who make the same report at once, the first one's file stays
and both give it out, so that even a signed report, which is never twice the same, is one file for everybody.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from ikpweb.publication import building
from ikpweb.publication.models import Release
from ikpweb.publication.report.engine import Book, opened
from ikpweb.publication.report.making import LANGUAGES, Asked, report_of
from ikpweb.publication.report.signing import signer

__all__ = [
    "EDITION",
    "book_of_release",
    "file_of",
    "finished",
    "kept",
    "made_in",
    "place_of",
    "put",
    "store_of",
    "whole",
]

#: Counted up when the reports of the same release are to say something else; older files are left behind.
EDITION = 1


def book_of_release(release: Release) -> Book:
    """Read the frozen folder of a release.

    Raises
    ------
    DamagedError
        Where a file is not as it was frozen.
    """
    return opened(building.folder_of(release), release.digest)


def place_of(release: Release, given: Asked, language: str) -> Path:
    """Give the place of a report: beside the releases, by what makes it."""
    return store_of(release) / file_of(given, language)


def store_of(release: Release) -> Path:
    """Give the folder of the reports of a release; it is the platform's alone, as its time may not have come."""
    folder = building.releases_folder().with_name("reports") / f"{release.digest}-{EDITION}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def file_of(given: Asked, language: str) -> str:
    """Name the file of a report."""
    return f"{given.name}.{language}.pdf"


def made_in(release: Release, given: Asked) -> tuple[str, ...]:
    """Give the languages that a report is made in already, and lies whole."""
    return tuple(language for language in LANGUAGES if whole(place_of(release, given, language)))


def kept(release: Release, given: Asked, language: str) -> bytes:
    """Give a report from its place, after making it when it is not there yet.

    Raises
    ------
    DamagedError
        Where a file of the release is not as it was frozen.
    """
    place = place_of(release, given, language)
    if not whole(place):
        put(place, finished(book_of_release(release), given, language))
    return place.read_bytes()


def finished(book: Book, given: Asked, language: str) -> bytes:
    """Make a report, and sign it where a signer is set up."""
    pdf, seal = report_of(book, given, language), signer()
    return pdf if seal is None else seal.sign(pdf)


def whole(place: Path) -> bool:
    """Tell whether a whole PDF lies at a place."""
    try:
        with place.open("rb") as file:
            if file.read(5) != b"%PDF-":
                return False
            file.seek(-64, os.SEEK_END)
            return file.read().rstrip().endswith(b"%%EOF")
    except OSError:
        return False


def put(place: Path, pdf: bytes) -> None:
    """Write a file whole or not at all; one that is whole already stays."""
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        if place.exists() and not whole(place):
            part.replace(place)  # what stood there was broken from outside
        else:
            with suppress(FileExistsError):
                os.link(part, place)  # refuses where another was first
    finally:
        part.unlink(missing_ok=True)
