"""SDMX that validates: the structure against the schemas of SDMX 3.0, the figures against the structure."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest

from engine.tests.release.formats.typed import example, small
from ikp.errors import DataError, UsageError
from ikp.release import Unit
from ikp.release.formats import COLUMNS, Figures, figures_of
from ikp.release.formats.sdmx import as_sdmx_csv, as_sdmx_structure, flow_of, identifier

BOTH = [pytest.param(example(), id="example"), pytest.param(figures_of(small()), id="small")]


def read(figures: Figures) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(as_sdmx_csv(figures).decode())))


def structure(figures: Figures) -> Any:
    from pysdmx.io import read_sdmx

    # Validated against the XML schemas of SDMX 3.0, which pysdmx brings.
    return read_sdmx(BytesIO(as_sdmx_structure(figures)), validate=True).structures


@pytest.mark.extras
@pytest.mark.parametrize("figures", BOTH)
def test_the_figures_keep_to_the_structure(figures: Figures) -> None:
    found = {type(each).__name__: each for each in structure(figures)}
    lists = {
        each.short_urn: {code.id for code in each.items} for each in structure(figures) if hasattr(each, "sdmx_type")
    }
    parts = found["DataStructureDefinition"].components
    rows = read(figures)
    assert (
        {row["STRUCTURE_ID"] for row in rows} == {flow_of(figures)} == {found["Dataflow"].short_urn.partition("=")[2]}
    )
    assert {(row["STRUCTURE"], row["ACTION"]) for row in rows} == {("dataflow", "I")}
    assert set(rows[0]) == {"STRUCTURE", "STRUCTURE_ID", "ACTION", *(part.id for part in parts)}
    keys = [tuple(row[part.id] for part in parts.dimensions) for row in rows]
    assert len(set(keys)) == len(keys) == len(figures.rows)
    assert all(all(key) for key in keys)
    for part in parts:
        cells = {row[part.id] for row in rows} - {""}
        if part.local_codes is not None or part.local_enum_ref:
            name = part.local_codes.short_urn if part.local_codes is not None else part.local_enum_ref
            assert cells <= lists[name], part.id
        elif part.local_dtype is not None and part.local_dtype.value == "Double":
            assert [float(cell) for cell in cells]
    coded = [part for part in parts if part.local_codes is not None or part.local_enum_ref]
    assert {part.id for part in coded} == {"LEVEL", "READING", "REF_AREA", "NODE", "CATEGORY", "REASON", "VALUE_REASON"}


@pytest.mark.parametrize("figures", BOTH)
def test_the_figures_are_read_back_to_the_bit(figures: Figures) -> None:
    units, nodes = ({identifier(str(row[place])): row[place] for row in figures.rows} for place in (2, 5))
    names = {column.name: place for place, column in enumerate(COLUMNS)}
    for row, told in zip(figures.rows, read(figures), strict=True):
        assert (told["LEVEL"], told["READING"]) == row[:2]
        assert (units[told["REF_AREA"]], nodes[told["NODE"]]) == (row[2], row[5])
        numbers = {"OBS_VALUE": "score", "RANK": "rank", "COVERAGE": "coverage", "VALUE": "value"}
        for theirs, ours in numbers.items():
            assert (float(told[theirs]) if told[theirs] else None) == row[names[ours]]
        for ours in ("category", "category_label", "reason", "value_reason", "label"):
            assert told[ours.upper()] == row[names[ours]]


@pytest.mark.extras
def test_the_codes_of_the_release_stand_beside_those_of_sdmx() -> None:
    areas = next(each for each in structure(example()) if each.id.endswith("REF_AREA"))
    jambi = next(code for code in areas.items if code.id == "15_71")
    assert jambi.name == "Kota Jambi"
    assert [note.text for note in jambi.annotations if note.id == "CODE"] == ["15.71"]
    text = as_sdmx_structure(example()).decode()
    assert "SINTETIS" in text
    assert as_sdmx_structure(example()).decode() == text


def test_two_codes_that_become_one_are_refused() -> None:
    figures = figures_of(small(units=[Unit("9.1", "A", "province"), Unit("9_1", "B", "province")]))
    with pytest.raises(DataError, match=r"9\.1"):
        as_sdmx_csv(figures)


def test_without_pysdmx_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pysdmx.io", None)
    with pytest.raises(UsageError, match="pysdmx"):
        as_sdmx_structure(figures_of(small()))
