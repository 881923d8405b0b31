"""Reading a report back: its words page by page."""

import re
from functools import cache

import pypdfium2
from ikpweb.publication.report import engine

from engine.tests.release.making import EXAMPLE
from ikp.release import open_bundle

__all__ = ["example", "pages", "words"]


@cache
def example() -> engine.Book:
    """Give the example release: made-up data of three provinces, without intervals."""
    return engine.book_of(open_bundle(EXAMPLE))


def pages(pdf: bytes) -> list[str]:
    """Give the words of each page; line breaks and hyphens of typesetting are no part of them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def words(pdf: bytes) -> str:
    return " ".join(pages(pdf))
