"""Every kind of report is read by a screen reader: our own look at its structure, and pdfua's."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from ikpweb.publication.report.making import LANGUAGES

from web.tests.publication.report.accessible import faults
from web.tests.publication.report.reading import made

KINDS = ("nasional", "pers", "provinsi-15", "daerah-15.02")


@pytest.mark.parametrize("name", KINDS)
def test_no_fault_is_found_in_any_kind_of_report(name: str, tmp_path: Path) -> None:
    for language in LANGUAGES:
        pdf = made(name, language)
        assert faults(pdf, language) == []
        place = tmp_path / f"{language}.pdf"
        place.write_bytes(pdf)
        assert [str(each) for each in pdfua.validate(place).findings] == []


def _without_words(document: Any) -> None:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
            del each["/Alt"]


def _without_heads(document: Any) -> None:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH":
            each["/S"] = pikepdf.Name.TD


def _without_language(document: Any) -> None:
    del document.Root["/Lang"]


def _without_structure(document: Any) -> None:
    document.Root.MarkInfo.Marked = False


def _with_a_gap(document: Any) -> None:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/H2":
            each["/S"] = pikepdf.Name.H4


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without_words, "no words that stand in"),
        (_without_heads, "no row of headings"),
        (_without_language, "language"),
        (_without_structure, "not marked as tagged"),
        (_with_a_gap, "level 4 follows one of level 1"),
    ],
)
def test_what_is_spoilt_is_found(spoil: Any, told: str) -> None:
    with pikepdf.open(BytesIO(made("pers", "id"))) as document:
        spoil(document)
        out = BytesIO()
        document.save(out)
    assert any(told in fault for fault in faults(out.getvalue(), "id"))
