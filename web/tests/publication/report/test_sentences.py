"""The summary says what the figures say: worked by hand from the example release, with and without intervals."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation
from ikpweb.publication.report import engine
from ikpweb.publication.report.contents import unit
from ikpweb.publication.report.drawing import hexagons, layout_for, legend_of
from ikpweb.publication.report.priorities import DRIVERS, EACH, priorities
from ikpweb.publication.report.sentences import about_units, about_whole, drivers_of
from ikpweb.publication.report.words import joined, number

from web.tests.publication.report.reading import example


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def with_intervals() -> engine.Book:
    """Give the example with made-up intervals: 15.01 sure, 15.02 not."""
    level = example().levels["regency"]
    sure = engine.Interval(70.5, 80.25, 2, 5, {"sedang": 0.1, "tinggi": 0.9}, 0.1)
    odd = engine.Interval(40.0, 95.0, 1, 9, {"sedang": 0.45, "tinggi": 0.55}, 0.45)
    found = replace(level, intervals={"15.01": sure, "15.02": odd})
    return replace(example(), levels={**example().levels, "regency": found})


def test_a_unit_is_told_with_its_rank_its_neighbours_and_its_drivers() -> None:
    text = " ".join(about_units(example(), "15.02"))
    assert "Kabupaten Merangin berkategori tinggi: skornya 90,37" in text
    assert "peringkat 1 dari 28 kabupaten/kota" in text
    assert "Itu 50,41 di atas rata-rata 28 kabupaten/kota dalam rilis ini (39,95)" in text
    assert "di Jambi peringkatnya 1 dari 11" in text
    first = drivers_of(example().levels["regency"], "15.02", 1)[0]
    assert f"({number(first.points)})" in text
    assert "Seberapa pasti skor ini tidak dihitung" in text


def test_how_sure_it_is_is_said_where_it_was_computed() -> None:
    sure = " ".join(about_units(with_intervals(), "15.01"))
    assert "skornya antara 70,50 dan 80,25 dan peringkatnya antara 2 dan 5" in sure
    assert "Kategori tinggi muncul dalam 90% perhitungan itu." in sure
    unsure = " ".join(about_units(with_intervals(), "15.02"))
    assert "Kategorinya belum pasti: yang paling sering, tinggi, hanya muncul dalam 55% perhitungan itu." in unsure
    whole = " ".join(about_whole(with_intervals(), with_intervals().levels["regency"], ["15.01", "15.02", "15.03"]))
    assert "Dari 3 kabupaten/kota, 3 mendapat skor." in whole
    assert "Kategori 1 di antaranya belum pasti." in whole


def test_a_unit_without_a_score_says_why_and_is_still_reported() -> None:
    book = example()
    level = book.levels["regency"]
    nodes = level.standings["15.01"]
    none = engine.Standing(None, None, "", "", 0.4, "low_coverage")
    standings = {**level.standings, "15.01": {**nodes, level.root: none}}
    parts = {code: each for code, each in level.parts.items() if code != "15.01"}
    odd = replace(book, levels={**book.levels, "regency": replace(level, standings=standings, parts=parts)})
    text = " ".join(about_units(odd, "15.01"))
    assert "Kabupaten Kerinci tidak mendapat skor dalam rilis ini: terlalu banyak yang tidak diketahui." in text
    said = [block.get("text", "") for block in unit(odd, "15.01")]
    assert "Tidak ada yang menyumbang skor." in said


def test_the_map_marks_category_and_doubt_without_colour_alone() -> None:
    level = with_intervals().levels["regency"]
    grid = layout_for(level)
    assert grid is not None
    svg = hexagons(level, grid, only=["15.01", "15.02"], marked="15.01", labels={"15.01": "<01>"})
    assert svg.count("stroke-dasharray") == 1
    assert "&lt;01&gt;" in svg
    assert "▲ tinggi (2)" in legend_of(level, ["15.01", "15.02"])
    assert "di bawah 80% (1)" in legend_of(level, ["15.01", "15.02"])
    assert "tidak dihitung" in legend_of(example().levels["regency"], ["15.01"])
    assert layout_for(replace(level, units=(*level.units, "XX"))) is None


def test_priorities_follow_the_drivers_and_name_what_the_library_lacks() -> None:
    level = example().levels["regency"]
    parts = drivers_of(level, "15.02", 10)
    blocks = priorities(level, parts, ("regency",))
    heads = [block["text"] for block in blocks if block["kind"] == "heading" and block["level"] == 3]
    assert len(heads) == DRIVERS
    assert heads[0] == f"{level.nodes[parts[0].code].name('id')} ({number(parts[0].points)} poin)"
    lists = [block for block in blocks if block["kind"] == "list"]
    assert all(1 <= len(block["items"]) <= EACH for block in lists)
    titles = [title for block in lists for title in block["heads"]]
    assert len(titles) == len(set(titles))
    assert blocks[-1]["text"].startswith("ASUMSI.")
    nobody = priorities(level, parts, ("station",))
    assert any("tidak memuat tindakan lain bagi kantor ini" in block.get("text", "") for block in nobody)


def test_indicators_of_another_framework_have_no_priorities() -> None:
    level = example().levels["regency"]
    others = {code: replace(node, names={"id": "Lain"}) for code, node in level.nodes.items()}
    odd = replace(level, nodes=others)
    (_head, said) = priorities(odd, drivers_of(level, "15.02", 10), ("regency",))
    assert "tidak memuat indikator konstruksi ini" in said["text"]


def test_numbers_and_lists_are_written_as_people_read_them() -> None:
    assert (number(1234.5), number(-0.0001), number(None)) == ("1.234,50", "0,00", "–")
    assert [joined(list("abc")[:n]) for n in range(4)] == ["", "a", "a dan b", "a, b, dan c"]
