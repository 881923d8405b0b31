import numpy as np
import pytest

from engine.tests.io.bad_input import REGISTRY
from ikp.io.column import Column
from ikp.io.report import Report
from ikp.io.source import Cell
from ikp.io.unitcolumn import Units, read_units
from ikp.registry import Registry


def read(
    cells: list[Cell], registry: Registry | None = None, heading: str = "unit"
) -> tuple[Units, list[tuple[str, int | None]]]:
    column = Column(heading)
    column.add(cells)
    report = Report("d.csv")
    lines = np.arange(2, 2 + len(cells), dtype=np.int32)
    units = read_units(column, lines, report, registry=registry)
    return units, [(each.code, each.line) for each in report.problems]


def test_without_a_registry_texts_are_units() -> None:
    units, problems = read(["North", " South ", "North", 7, 8.0])
    assert units.codes == ("North", "South", "7", "8")
    assert units.index.tolist() == [0, 1, 0, 2, 3]
    assert problems == []
    assert [said.code for said in units.said] == ["units-text"]


def test_entries_of_a_list_are_parted_where_all_are_such() -> None:
    units, _ = read(["N1 – North", "S1 – South"])
    assert units.codes == ("N1", "S1")
    assert units.names == {"N1": "North", "S1": "South"}
    assert read(["Guinea – Bissau", "Togo"])[0].codes == ("Guinea – Bissau", "Togo")


def test_with_a_registry_codes_and_names_may_be_mixed() -> None:
    units, problems = read(["32.04", "Kota Bandung", "kab. bandung", "32.73 – Kota Bandung"], REGISTRY)
    assert units.codes == ("32.04", "32.73")
    assert units.index.tolist() == [0, 1, 0, 1]
    assert units.names == {"32.04": "Kab. Bandung", "32.73": "Kota Bandung"}
    assert problems == []
    assert units.said[-1].params == {"count": 3, "total": 5}


def test_the_heading_tells_the_list() -> None:
    units, problems = read(["1101"], REGISTRY, "kode_bps")
    assert units.codes == ("11.09",)
    assert problems == []
    assert "BPS" in units.said[0].sentence()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "unit-empty"),
        (None, "unit-empty"),
        ("Bandung", "unit-doubtful"),
        ("Kota Bandug", "unit-unknown"),
        ("11.1", "unit-lost-zero"),
        (11.1, "unit-lost-zero"),
        ("1101", "unit-list-doubtful"),
        ("32.04 – Kota Bandung", "label-differs"),
    ],
)
def test_what_is_no_unit(cell: Cell, code: str) -> None:
    units, problems = read(["32.04", cell, cell], REGISTRY)
    assert problems == [(code, 3), (code, 4)]
    assert units.index.tolist() == [0, -1, -1]


def test_a_number_with_decimals_is_never_a_unit_of_its_own() -> None:
    units, problems = read(["North", 11.1])
    assert problems == [("unit-number", 3)]
    assert units.index.tolist() == [0, -1]


def test_names_in_the_file_are_for_units_without_one() -> None:
    units, _ = read(["A", "B", "A", "C"])
    names = Column("name")
    names.add(["", "Bali", "Aceh", " "])
    assert units.named(names) == {"A": "Aceh", "B": "Bali"}
    assert units.named(None) == {}
    known, _ = read(["32.04"], REGISTRY)
    other = Column("name")
    other.add(["Regency"])
    assert known.named(other) == {"32.04": "Kab. Bandung"}
