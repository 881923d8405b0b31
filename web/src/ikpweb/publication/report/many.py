"""Many reports at once: on all cores, into a folder, and only those that do not lie there whole."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings

from ikpweb.kit.processes import begin
from ikpweb.publication.report.engine import Book, opened
from ikpweb.publication.report.keeping import file_of, finished, put, whole
from ikpweb.publication.report.making import Asked

__all__ = ["Source", "lacking", "make_all", "place_in"]

#: Fewer reports than these are made here: starting processes would take longer.
_FEW = 6


@dataclass(frozen=True, slots=True)
class Source:
    """Where a release is read from, a folder or a zip, and the digest that it must have.

    `store` is where the platform keeps the reports of the release: what lies there is taken, and what is made is
    put there, so that a signed report is the same file everywhere. None for a release that is not the platform's.
    """

    place: Path
    digest: str
    store: Path | None = None

    def book(self) -> Book:
        return opened(self.place, self.digest)


def place_in(folder: Path, book: Book, given: Asked, language: str) -> Path:
    """Give the file of a report in a folder."""
    return folder / f"{book.name}-{file_of(given, language)}"


def lacking(folder: Path, book: Book, wanted: Sequence[Asked], language: str) -> list[Asked]:
    """Give the reports that do not lie whole in a folder: what an interrupted run still has to make."""
    return [given for given in wanted if not whole(place_in(folder, book, given, language))]


def make_all(
    source: Source, wanted: Sequence[Asked], language: str, folder: Path, *, workers: int | None = None
) -> Iterator[Asked]:
    """Make reports, and give each when it lies in the folder; their order is not that of the names.

    Parameters
    ----------
    workers : int, optional
        Processes; as many as the machine has cores, unless told.
    """
    count = min(workers or os.cpu_count() or 1, len(wanted))
    if count < 2 or len(wanted) < _FEW:
        for given in wanted:
            yield _make(source, given, language, folder)
        return
    # Not forked: this process may have threads, and a copied lock of one of them would hold for ever.
    with ProcessPoolExecutor(count, get_context("spawn"), begin, (settings.SETTINGS_MODULE,)) as pool:
        asked = [pool.submit(_make, source, given, language, folder) for given in wanted]
        try:
            for each in as_completed(asked):
                yield each.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _make(source: Source, given: Asked, language: str, folder: Path) -> Asked:
    book = source.book()
    place = place_in(folder, book, given, language)
    if source.store is None:
        put(place, finished(book, given, language))
        return given
    held = source.store / file_of(given, language)
    if not whole(held):
        put(held, finished(book, given, language))
    put(place, held.read_bytes())
    return given
