"""What a screen reader needs of a report, looked for in the structure of the PDF (ISO 14289-1, PDF/UA-1)."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

__all__ = ["faults"]

#: The flag of an annotation that nobody sees (ISO 32000-1, table 165).
_HIDDEN = 2
_HEADINGS = {f"/H{level}": level for level in range(1, 7)}


def faults(pdf: bytes, language: str) -> list[str]:
    """Find what a screen reader would stumble over, a sentence for each fault."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            *_document(document, language),
            *_headings(document),
            *_figures(document),
            *_tables(document),
            *_fonts(document),
            *_fields(document),
        ]


def _document(document: Any, language: str) -> Iterator[str]:
    root = document.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "The document is not marked as tagged."
    if not str(root.get("/Lang", "")).startswith(language):
        yield f"Its language is {root.get('/Lang')}, not {language}."
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "Readers are not told to show its title."
    with document.open_metadata() as told:
        if told.get("pdfuaid:part") != "1":
            yield "It does not say that it is PDF/UA-1."
        if not told.get("dc:title"):
            yield "It has no title."
    if "/StructTreeRoot" not in root:
        yield "It has no structure."


def _elements(document: Any, kind: str = "") -> Iterator[Any]:
    """Give the elements of the structure in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        if isinstance(element, pikepdf.Array):
            for each in element:
                yield from walk(each)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            if "/K" in element:
                yield from walk(element.K)

    found = walk(document.Root.StructTreeRoot.K)
    return (each for each in found if not kind or kind == each.S)


def _headings(document: Any) -> Iterator[str]:
    before = 0
    for element in _elements(document):
        level = _HEADINGS.get(str(element.S))
        if level is not None and level > before + 1:
            yield f"A heading of level {level} follows one of level {before}."
        before = level or before
    if before == 0:
        yield "It has no headings."


def _figures(document: Any) -> Iterator[str]:
    for figure in _elements(document, "/Figure"):
        if len(str(figure.get("/Alt", "")).split()) < 3:
            yield f"A picture has no words that stand in for it: {figure.get('/Alt', '')!s}."


def _tables(document: Any) -> Iterator[str]:
    for table in _elements(document, "/Table"):
        rows = [each for each in _below(table) if each.S == "/TR"]
        cells = [[each for each in _below(row) if each.S in ("/TH", "/TD")] for row in rows]
        if not cells or any(each.S != "/TH" for each in cells[0]):
            yield "A table has no row of headings."
        if len({len(row) for row in cells}) > 1:
            yield f"A table has rows of different lengths: {Counter(len(row) for row in cells)}."
        for each in cells[0] if cells else []:
            if not any("/Scope" in told for told in _attributes(each)):
                yield "A heading of a table does not say whether it is of a column or of a row."


def _below(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for each in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            if each.S in ("/THead", "/TBody", "/TFoot"):
                yield from _below(each)


def _attributes(element: Any) -> list[Any]:
    told = element.get("/A", [])
    return list(told) if isinstance(told, pikepdf.Array) else [told]


def _fonts(document: Any) -> Iterator[str]:
    fonts = {
        font.objgen: font for page in document.pages for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    for font in fonts.values():
        if "/ToUnicode" not in font:
            yield f"The letters of {font.BaseFont} cannot be read out."
        kept = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(kept.get("/FontDescriptor", {}).keys()):
            yield f"The font {font.BaseFont} does not lie in the file."


def _fields(document: Any) -> Iterator[str]:
    """Look at fields of forms, of which a signature is one: named, and out of sight where no structure holds them."""
    for field in document.Root.get("/AcroForm", {}).get("/Fields", []):
        if not str(field.get("/TU", "")):
            yield f"The field {field.get('/T')} has no name for readers."
        if not int(field.get("/F", 0)) & _HIDDEN:
            yield f"The field {field.get('/T')} is seen, but in no structure."
