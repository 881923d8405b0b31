"""Counts of evidence beside the drivers of a unit: as published, and where they are too few, that they are."""

import csv
import io

from django.utils import translation
from ikpweb.publication.report import engine
from ikpweb.publication.report.sections import drivers

from engine.tests.release.making import EXAMPLE
from ikp.release import Bundle, open_bundle
from web.tests.publication.report.reading import example

UNIT = "15.71"


def counted(*rows: tuple[str, str, str, str, str]) -> engine.Book:
    """Give the example release with counts of evidence."""
    bundle, out = open_bundle(EXAMPLE), io.StringIO()
    csv.writer(out).writerows([("unit", "node", "events", "files", "reason"), *rows])
    return engine.book_of(Bundle(bundle.place, {**bundle.files, "evidence.csv": out.getvalue().encode()}))


def test_events_and_files_stand_beside_each_driver_and_too_few_are_a_dash_that_is_explained() -> None:
    first, second, third = (part.code for part in example().levels["regency"].parts[UNIT][:3])
    book = counted(
        (UNIT, first, "1234", "7", ""), (UNIT, second, "", "", "fewer than 3"), ("15.72", third, "9", "9", "")
    )
    level = book.levels["regency"]
    with translation.override("id"):
        blocks = drivers(book, level, level.parts[UNIT][:3], UNIT)
        (table,) = [each for each in blocks if each["kind"] == "table"]
        assert table["head"][-1] == "Kejadian / berkas"
        assert [row[-1] for row in table["rows"]] == ["1.234 / 7", "– / –", "– / –"]
        assert len(table["widths"]) == len(table["head"]) == len(table["rows"][0])
        assert len(table["head"]) - 1 in table["right"]
        assert "terlalu sedikit" in blocks[-1]["text"]
        # Nothing of the column where a release counts none of the unit, nor of means of many units.
        for of, unit in ((example(), UNIT), (book, "15.01"), (book, "")):
            told = drivers(of, level, level.parts[UNIT][:3], unit)
            assert "Kejadian / berkas" not in next(each for each in told if each["kind"] == "table")["head"]
            assert "terlalu sedikit" not in str(told)
