import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikp.errors import DataError
from ikp.io import csvfile
from ikp.io.csvfile import CsvSource
from ikp.io.report import Report


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "d.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(path: Path, report: Report | None = None) -> list[tuple[int, tuple[str, ...]]]:
    source = CsvSource(path)
    report = Report("d.csv") if report is None else report
    return [
        (line, tuple(map(str, cells)))
        for chunk in source.chunks(report)
        for line, cells in zip(chunk.lines.tolist(), zip(*chunk.columns, strict=True), strict=True)
    ]


PLAIN = [(2, ("A", "1")), (3, ("B", "2"))]


@pytest.mark.parametrize(
    ("content", "separator"),
    [
        ("unit,I01\nA,1\nB,2\n", ","),
        ("unit;I01\nA;1\nB;2", ";"),
        ("unit\tI01\nA\t1\nB\t2\n", "\t"),
        ("\ufeffunit,I01\r\nA,1\r\nB,2\r\n", ","),
        ('unit,I01\nA,"1"\n"B",2\n', ","),
        ("unit,I01\nA,1\nB,2,,\n", ","),
    ],
)
def test_forms_of_the_same_rows(tmp_path: Path, content: str, separator: str) -> None:
    path = write(tmp_path, content)
    source = CsvSource(path)
    assert source.separator == separator
    assert source.headings == ("unit", "I01")
    assert source.comma_allowed == (separator != ",")
    assert bool(source.said) == (separator != ",")
    assert rows(path) == PLAIN


def test_a_line_that_names_the_separator(tmp_path: Path) -> None:
    path = write(tmp_path, "sep=;\nunit;I01,x\nA;1,5\n")
    assert CsvSource(path).headings == ("unit", "I01,x")
    assert rows(path) == [(3, ("A", "1,5"))]


def test_a_heading_with_separators_in_quotes(tmp_path: Path) -> None:
    assert CsvSource(write(tmp_path, '"a,b,c";d\n1;2\n')).headings == ("a,b,c", "d")


def test_lines_are_those_of_an_editor(tmp_path: Path) -> None:
    path = write(tmp_path, '\nunit,note\n\nA,"two\nlines"\n,\nB,x\n')
    assert CsvSource(path).heading_line == 2
    assert rows(path) == [(4, ("A", "two\nlines")), (7, ("B", "x"))]


def test_rows_with_other_numbers_of_cells_are_named(tmp_path: Path) -> None:
    report = Report("d.csv")
    assert rows(write(tmp_path, "unit,I01\nA\nB,2\nC,3,4\n"), report) == [(3, ("B", "2"))]
    assert [(each.code, each.line, each.params["found"]) for each in report.problems] == [
        ("row-cells", 2, 1),
        ("row-cells", 4, 3),
    ]


def test_cells_that_only_add_up_are_not_taken_for_rows(tmp_path: Path) -> None:
    # Two rows of 1 and 3 cells hold as many cells as two rows of 2.
    report = Report("d.csv")
    assert rows(write(tmp_path, "unit,I01\nA\nB,2,C\nD,4\n"), report) == [(4, ("D", "4"))]
    assert len(report.problems) == 2


def test_what_stands_before_a_broken_row_is_read(tmp_path: Path) -> None:
    report = Report("d.csv")
    assert rows(write(tmp_path, 'unit,I01\nA,1\n"B,2\nC,3\n'), report) == [(2, ("A", "1"))]
    assert [(each.code, each.line) for each in report.problems] == [("csv-broken", 3)]


def test_bytes_that_are_not_utf8_are_placed(tmp_path: Path) -> None:
    filler = "x" * 50 + ",1\n"
    head = ("unit,I01\n" + filler * 9000).encode()
    report = Report("d.csv")
    rows(write(tmp_path, head + b"S\xe3o,1\n"), report)
    (found,) = report.problems
    assert (found.code, found.line) == ("file-encoding", 9002)
    assert found.params["offset"] == len(head) + 2


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataError, match="The file is empty"):
        CsvSource(write(tmp_path, content))


def test_utf16_is_recognised_with_and_without_its_mark(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        with pytest.raises(DataError, match="looks like UTF-16"):
            CsvSource(write(tmp_path, "unit,I01\nA,1\n".encode(encoding)))


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    path = write(tmp_path, "unit,I01\n" + "A,1\n" * 100_000)
    seen: list[tuple[int, int]] = []
    for _ in CsvSource(path).chunks(Report("d.csv"), progress=lambda done, total: seen.append((done, total))):
        pass
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[-1] == (path.stat().st_size,) * 2


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    table=st.lists(
        st.lists(CELL, min_size=3, max_size=3).filter(lambda row: "".join(row).strip()), min_size=1, max_size=30
    ),
    separator=st.sampled_from([",", ";", "\t"]),
    block=st.integers(1, 60),
)
def test_any_table_is_read_as_the_csv_module_reads_it(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], separator: str, block: int
) -> None:
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerows([["a", "b", "c"], *table])
    path = write(tmp_path_factory.mktemp("csv"), out.getvalue())
    expected, line = [], 2
    for row in table:
        expected.append((line, tuple(row)))
        line += 1 + sum(cell.count("\n") for cell in row)
    # Blocks of a few bytes, so that rows and quoted cells run over their ends.
    usual, csvfile._BLOCK = csvfile._BLOCK, block
    try:
        assert rows(path) == expected
    finally:
        csvfile._BLOCK = usual
