"""Bad files, one by one, and the page of the documentation that shows what a user reads of them.

The page is made by ``python -m engine.tests.io.bad_input`` in the root of the repository,
and `test_data` checks that it is current.
"""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ikp.computing import compute
from ikp.errors import IkpError
from ikp.framework import Framework, Node
from ikp.io import read_data, read_framework, read_recipe
from ikp.problems import Problem
from ikp.registry import Registry, Unit
from ikp.table import IndicatorTable

PAGE = Path(__file__).resolve().parents[3] / "docs/reference/bad-input.md"

FRAMEWORK = Framework(
    [
        Node("IX", names={"en": "Index", "id": "Indeks"}),
        Node("SP", "IX", names={"en": "Context", "id": "Konteks"}),
        Node("KT", "IX", names={"en": "Contest", "id": "Kontestasi"}),
        Node("I01", "SP", names={"en": "Violence", "id": "Kekerasan"}),
        Node("I02", "SP", names={"en": "Disaster", "id": "Bencana"}),
        Node("I03", "KT", names={"en": "Money politics", "id": "Politik uang"}),
    ]
)
REGISTRY = Registry(
    [
        Unit("11", "Aceh", "province", "provinsi", bps="11"),
        Unit("11.01", "Kabupaten Aceh Selatan", "regency", "kabupaten", "11", bps="1103"),
        Unit("11.09", "Kabupaten Simeulue", "regency", "kabupaten", "11", bps="1101"),
        Unit("11.10", "Kabupaten Aceh Singkil", "regency", "kabupaten", "11", bps="1102"),
        Unit("32.04", "Kabupaten Bandung", "regency", "kabupaten", "32", bps="3204"),
        Unit("32.73", "Kota Bandung", "regency", "kota", "32", bps="3273"),
    ]
)


@dataclass(frozen=True)
class Case:
    """A bad file: how it is made, what is found in it, and what the page shows of it."""

    title: str
    name: str
    content: bytes | Callable[[], bytes] | None
    codes: Sequence[str]
    shown: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    read: Callable[[Path, dict[str, Any]], Sequence[Problem]] | None = None

    def write(self, folder: Path) -> Path:
        """Make the file; a case without content has none."""
        path = folder / self.name
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        elif self.content:
            path.write_bytes(self.content())
        return path

    def problems(self, folder: Path) -> Sequence[Problem]:
        """Read the file and give what was found."""
        path = self.write(folder)
        try:
            return (self.read or _data)(path, self.options)
        except IkpError as error:
            return error.problems

    @property
    def needs_extras(self) -> bool:
        return self.name.endswith((".xlsx", ".parquet"))

    @property
    def excerpt(self) -> str:
        """What the page shows of the file: its text, or words about it."""
        if self.shown or not isinstance(self.content, bytes):
            return self.shown
        return "```text\n" + self.content.decode().rstrip("\n") + "\n```"


def _data(path: Path, options: dict[str, Any]) -> Sequence[Problem]:
    return read_data(path, FRAMEWORK, **options).problems


def _framework(path: Path, _: dict[str, Any]) -> Sequence[Problem]:
    read_framework(path)
    return ()


def _recipe(path: Path, _: dict[str, Any]) -> Sequence[Problem]:
    recipe = read_recipe(path)
    units, codes = ["A", "B"], FRAMEWORK.indicators
    table = IndicatorTable(units, codes, [[1.0, 2.0, 3.0], [3.0, 1.0, 2.0]])
    return compute(table, FRAMEWORK.with_weights({"SP": 0.5, "KT": 0.4}), recipe).problems


def csv(text: str) -> bytes:
    return text.encode()


def book(rows: Sequence[Sequence[object]], change: Callable[[Any], None] | None = None) -> Callable[[], bytes]:
    """Make a workbook with one sheet."""

    def made() -> bytes:
        import openpyxl

        out = BytesIO()
        workbook = openpyxl.Workbook()
        sheet: Any = workbook.active
        for row in rows:
            sheet.append(row)
        if change:
            change(sheet)
        workbook.save(out)
        return out.getvalue()

    return made


def with_value(rows: Sequence[Sequence[object]], cell: bytes, replacement: bytes) -> Callable[[], bytes]:
    """Make a workbook and change its sheet's XML, as a spreadsheet program would have written it."""

    def made() -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(book(rows)())) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                target.writestr(name, data.replace(cell, replacement) if name.endswith("sheet1.xml") else data)
        return out.getvalue()

    return made


EVENTS = "unit,indicator,date,count,grade\n"
TABLE = "unit,I01,I02,I03\n"
_SHEET: list[list[object]] = [["unit", "I01", "I02", "I03"], ["A", 1, 2, 3], ["B", 4, 5, 6]]

CASES: dict[str, list[Case]] = {
    "The file": [
        Case("An empty file", "empty.csv", b"", ["file-empty"], "Nothing stands in the file."),
        Case("Headings and no rows", "headings.csv", csv(TABLE), ["file-no-rows"]),
        Case("No such file", "missing.csv", None, ["file-missing"], "The file does not exist."),
        Case("A folder", ".", None, ["file-folder"], "A folder is named instead of a file."),
        Case("Another kind of file", "data.docx", b"PK", ["file-kind"], "The name ends in `.docx`."),
        Case(
            "UTF-16",
            "utf16.csv",
            (TABLE + "A,1,2,3\n").encode("utf-16"),
            ["file-encoding"],
            "Saved as “Unicode text”.",
        ),
        Case(
            "Windows-1252",
            "windows.csv",
            (TABLE + "Maluku,1,2,3\nSão Tomé,1,2,3\n").encode("cp1252"),
            ["file-encoding"],
            "Saved as CSV by a spreadsheet program that does not use UTF-8; line 3 holds `São Tomé`.",
        ),
        Case("A broken workbook", "broken.xlsx", b"PK\x03\x04 and no more", ["file-damaged"], "A download broke off."),
        Case(
            "A workbook with a password",
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
            ["file-locked"],
            "The workbook asks for a password when it is opened.",
        ),
        Case(
            "An old workbook",
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            ["file-old-excel"],
            "The name ends in `.xls`.",
        ),
        Case("A broken Parquet file", "broken.parquet", b"PAR1 and no more", ["file-damaged"], "A download broke off."),
        Case("A quotation mark left open", "quote.csv", csv(TABLE + '"A,1,2,3\nB,1,2,3\n'), ["csv-broken"]),
        Case(
            "A sheet that is not there",
            "sheet.xlsx",
            book(_SHEET),
            ["file-sheet"],
            "`--sheet Januari` in a workbook that has only `Sheet`.",
            {"sheet": "Januari"},
        ),
    ],
    "Headings and rows": [
        Case("None of the three shapes", "shape.csv", csv("kab,nilai\nA,1\n"), ["shape-unknown"]),
        Case(
            "A column is missing",
            "column.csv",
            csv("unit,indicator,date,count\nA,I01,2021-01-01,2\n"),
            ["heading-missing"],
        ),
        Case(
            "An unknown indicator in the headings",
            "unknown.csv",
            csv("unit,I01,I02,I3\nA,1,2,3\n"),
            ["table-indicators", "heading-unknown"],
        ),
        Case("A dimension is missing", "cut.csv", csv("unit,SP\nA,55.5\n"), ["framework-cut"]),
        Case("A heading twice", "twice.csv", csv("unit,I01,I02,I03,I03\nA,1,2,3,4\n"), ["heading-duplicate"]),
        Case("A column without a heading", "bare.csv", csv("unit,I01,I02,I03,\nA,1,2,3,4\n"), ["heading-empty"]),
        Case(
            "A column that is not used", "note.csv", csv("unit,I01,I02,I03,catatan\nA,1,2,3,baru\n"), ["heading-unused"]
        ),
        Case("Too many or too few cells", "cells.csv", csv(TABLE + "A,1,2,3,4\nB,1,2\n"), ["row-cells", "row-cells"]),
        Case(
            "Merged headings",
            "merged.xlsx",
            book([["IKP", None, None, None], *_SHEET], lambda sheet: sheet.merge_cells("A1:D1")),
            ["cells-merged", "shape-unknown"],
            "A title stands above the headings, in the merged cells A1 to D1.",
        ),
    ],
    "Units": [
        Case(
            "A unit twice",
            "double.csv",
            csv(TABLE + "32.04,1,2,3\nKab. Bandung,1,2,3\n"),
            ["unit-duplicate"],
            options={"registry": REGISTRY},
        ),
        Case(
            "An unknown unit",
            "unit.csv",
            csv(TABLE + "Kota Bandug,1,2,3\n"),
            ["unit-unknown"],
            options={"registry": REGISTRY},
        ),
        Case(
            "A doubtful unit",
            "doubtful.csv",
            csv(TABLE + "Bandung,1,2,3\n"),
            ["unit-doubtful"],
            options={"registry": REGISTRY},
        ),
        Case(
            "A lost zero", "zero.csv", csv(TABLE + "11.1,1,2,3\n"), ["unit-lost-zero"], options={"registry": REGISTRY}
        ),
        Case(
            "A lost zero, without a registry",
            "number.xlsx",
            book([_SHEET[0], [11.1, 1, 2, 3]]),
            ["unit-number"],
            "The cell of the unit holds the number 11.1 and not the text 11.10.",
        ),
        Case(
            "Four digits without a dot",
            "digits.csv",
            csv(TABLE + "1101,1,2,3\n"),
            ["unit-list-doubtful"],
            options={"registry": REGISTRY},
        ),
        Case("No unit", "none.csv", csv(TABLE + ",1,2,3\n"), ["unit-empty"]),
    ],
    "Numbers": [
        Case("Decimal commas", "comma.csv", csv('unit,SP,KT\nA,"88,95","70,1"\n'), ["number-decimal-comma"] * 2),
        Case(
            "Points and commas mixed",
            "mixed.csv",
            csv("unit;SP;KT\nA;88,95;70,1\nB;88.95;3\n"),
            ["number-decimal-mixed"],
        ),
        Case("Thousands dots", "thousands.csv", csv(EVENTS + "A,I01,2021-01-01,1.234,2\n"), ["number-thousands"]),
        Case(
            "Thousands dots between semicolons",
            "semicolons.csv",
            csv("unit;SP;KT\nA;1.234;70\nB;2.345;985\n"),
            ["number-point-unclear"] * 2,
        ),
        Case(
            "What may be thousands",
            "doubt.csv",
            csv(TABLE + "A,1.234,2,3\nB,985,2,3\n"),
            ["number-thousands-doubt"],
        ),
        Case(
            "NaN and infinities",
            "nan.csv",
            csv(TABLE + "A,NaN,inf,#N/A\n"),
            ["number-nan", "number-infinite", "formula-error"],
        ),
        Case("A word", "word.csv", csv(TABLE + "A,banyak,2,3\n"), ["number-text"]),
        Case("Negative counts", "negative.csv", csv(EVENTS + "A,I01,2021-01-01,-3,2\n"), ["count-negative"]),
        Case("Half an event", "half.csv", csv(EVENTS + "A,I01,2021-01-01,1.5,2\n"), ["count-fraction"]),
        Case(
            "A formula with an error",
            "formula.xlsx",
            with_value(_SHEET, b'<c r="B2" t="n"><v>1</v></c>', b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
            ["formula-error"],
            "The cell B2 holds `=1/0`.",
        ),
        Case(
            "A formula that was never computed",
            "uncached.xlsx",
            book([_SHEET[0], ["A", "=1+1", 2, 3]]),
            ["formula-uncached"],
            "A program wrote `=1+1` into B2; no spreadsheet program has opened and saved the file since.",
        ),
    ],
    "Events": [
        Case("An unknown indicator", "indicator.csv", csv(EVENTS + "A,I10,2021-01-01,1,2\n"), ["code-unknown"]),
        Case("A grade off the scale", "grade.csv", csv(EVENTS + "A,I01,2021-01-01,1,5\n"), ["grade-scale"]),
        Case(
            "No grade, no count",
            "lacking.csv",
            csv(EVENTS + "A,I01,2021-01-01,1,\nA,I02,2021-01-01,,2\n"),
            ["grade-empty", "count-empty"],
        ),
        Case("A date as a serial number", "serial.csv", csv(EVENTS + "A,I01,45000,1,2\n"), ["date-serial"]),
        Case("An impossible date", "impossible.csv", csv(EVENTS + "A,I01,02/14/2021,1,2\n"), ["date-impossible"]),
        Case("No date", "written.csv", csv(EVENTS + "A,I01,pemungutan suara,1,2\n"), ["date-format"]),
        Case(
            "A date outside the period",
            "outside.csv",
            csv(EVENTS + "A,I01,2031-01-01,1,2\n"),
            ["date-outside"],
            options={"period": (date(2014, 1, 1), date(2022, 12, 31))},
        ),
        Case(
            "Events that were declared nil",
            "nil.csv",
            csv("unit,indicator,date,count,grade,declaration\nA,I01,,,,nihil\nA,I01,2021-01-01,2,3,\n"),
            ["declaration-contradicted"],
        ),
        Case(
            "A row that declares and counts",
            "both.csv",
            csv("unit,indicator,date,count,grade,declaration\nA,I01,,2,3,nihil\n"),
            ["declaration-count"],
        ),
        Case(
            "An unknown declaration",
            "declaration.csv",
            csv("unit,indicator,date,count,grade,declaration\nA,I01,,,,aman\n"),
            ["declaration-unknown"],
        ),
        Case(
            "Real and made-up data in one file",
            "label.csv",
            csv("unit,indicator,date,count,grade,label\nA,I01,2021-01-01,2,3,SINTETIS\nB,I01,2021-01-01,2,3,\n"),
            ["label-mixed"],
        ),
    ],
    "Frameworks and recipes": [
        Case(
            "A framework with a circle",
            "F.csv",
            csv("code,parent\nIX,\nA,B\nB,A\n"),
            ["framework-cycle"],
            read=_framework,
        ),
        Case(
            "A column that no framework has",
            "F.csv",
            csv("code,parent,wieght\nIX,,\nA,IX,1\n"),
            ["heading-unknown"],
            read=_framework,
        ),
        Case(
            "Weights that do not sum",
            "R.toml",
            csv('step = [{kind = "normalise"}, {kind = "weight", total = 1.0}, {kind = "aggregate"}]\n'),
            ["weights-sum"] * 2,
            "A recipe asks that the weights sum to 1 (`total = 1.0`); the framework's do not.",
            read=_recipe,
        ),
        Case(
            "A setting that no recipe has",
            "R.toml",
            csv('[[step]]\nkind = "aggregate"\nmetod = "geometric"\n'),
            ["recipe-key"],
            read=_recipe,
        ),
        Case("Broken TOML", "R.toml", csv("[[step]]\nkind = normalise\n"), ["file-syntax"], read=_recipe),
    ],
}


def page() -> str:
    """Make the page: every case with its file and what a user reads, in both languages."""
    parts = [_HEAD]
    with TemporaryDirectory() as name:
        folder = Path(name)
        for room, cases in CASES.items():
            parts.append(f"## {room}\n")
            for case in cases:
                parts.append(f"### {case.title}\n")
                parts.append(case.excerpt + "\n")
                for found in case.problems(folder):
                    sentences = [found.sentence("en"), found.sentence("id")]
                    shown = [sentence.replace(f"{folder}/", "").replace(str(folder), "data") for sentence in sentences]
                    parts.append(f"> `{found.code}` {shown[0]}\n>\n> {shown[1]}\n")
    return "\n".join(parts)


_HEAD = """# Bad input

What `ikp` says of files that it cannot use as they are. All problems of a file are found at
once, up to 1,000 errors and 1,000 warnings with a count of the rest, each with file, line
and column and with how to mend it. Errors stop the work; warnings do not. This page is made
from the tests: every file below is written, read, and answered with these sentences.

Lines are counted as an editor or a spreadsheet counts them, the heading line included;
Parquet has no heading line, and its rows are counted from 1.

A long file is no bad file: ten million events are read as a stream, and memory stays bounded
by the different cells and some thirty bytes a row.
"""

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
