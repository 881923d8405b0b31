"""Reading a report back: its words page by page."""

import re
from functools import cache
from hashlib import sha256
from typing import Any

import pypdfium2
from django.utils import timezone
from ikpweb.publication import building
from ikpweb.publication.models import Release
from ikpweb.publication.report import engine
from ikpweb.publication.report.making import asked, report_of
from ikpweb.runs.models import Computation

from engine.tests.release.making import EXAMPLE
from ikp.release import open_bundle, write_folder
from web.tests.collecting import opened
from web.tests.factories import member

__all__ = ["example", "made", "pages", "released", "words"]


@cache
def example() -> engine.Book:
    """Give the example release: made-up data of three provinces, without intervals."""
    return engine.book_of(open_bundle(EXAMPLE))


@cache
def made(name: str, language: str = "id") -> bytes:
    """Give a report of the example release, made once for all tests."""
    given = asked(name, example())
    assert given is not None
    return report_of(example(), given, language)


def released(**other: Any) -> Release:
    """Put the example release on the platform, as if it had been frozen here."""
    cycle, bundle = opened(), open_bundle(EXAMPLE)
    person = member("publisher", "0").person
    release = Release.objects.create(
        code="contoh-sintetis",
        version=1,
        edition=cycle.edition,
        computation=Computation.objects.create(cycle=cycle, input_digest="", engine_version=""),
        title_id="Contoh rilis",
        title_en="Example release",
        changes="Rilis pertama.",
        state=Release.State.FROZEN,
        drafted_by=person,
        frozen_by=person,
        frozen_at=timezone.now(),
        digest=bundle.digest,
        files={name: [len(body), sha256(body).hexdigest()] for name, body in bundle.files.items()},
        synthetic=True,
        **other,
    )
    building.releases_folder().mkdir(parents=True)
    write_folder(building.folder_of(release), bundle.files)
    return release


def pages(pdf: bytes) -> list[str]:
    """Give the words of each page; line breaks and hyphens of typesetting are no part of them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def words(pdf: bytes) -> str:
    return " ".join(pages(pdf))
