"""Reading CSV with the standard library: fast where the file is plain, exact where it is not."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

import numpy as np

from ikp.errors import DataError
from ikp.io.paths import Readable, encoding_problem, open_binary, shown
from ikp.io.report import Fault, Report
from ikp.io.said import Said
from ikp.io.source import Chunk, Progress
from ikp.problems import Problem

__all__ = ["CsvSource"]

#: Small enough that the texts of a block stay in the processor's cache.
_BLOCK = 1 << 17
_ROWS = 4096
_SEPARATORS = {
    ",": {"en": "commas", "id": "koma"},
    ";": {"en": "semicolons", "id": "titik koma"},
    "\t": {"en": "tabs", "id": "tab"},
}


class CsvSource:
    """A CSV file in UTF-8, its columns separated by commas, semicolons or tabs.

    The heading line decides the separator. A first line ``sep=;``, which spreadsheets
    write, is taken at its word. Rows without any text are passed over.

    Raises
    ------
    UsageError
        If the file cannot be opened.
    DataError
        If it is empty, not UTF-8, or has no headings.
    """

    faults: Sequence[tuple[Fault, int | None]] = ()

    def __init__(self, path: Readable) -> None:
        self.path = path
        self.file = shown(path)
        with open_binary(path) as file:
            self.size = file.seek(0, io.SEEK_END)
            file.seek(0)
            lines = _Lines(file, self.file)
            first = next((line for line in lines if line.strip()), None)
            if first is None:
                raise DataError(Problem("file-empty", {}, file=self.file))
            given = first[4:5].strip("\n") if first.startswith("sep=") else ""
            if given:
                first = next(lines, "")
            self.separator = given or _sniff(first)
            self.heading_line = lines.line
            headings = next(_rows(chain([first], lines), self.separator, lines.line - 1, self.file))[1]
            self.headings = tuple(heading.strip() for heading in headings)
            self._start, self._line = lines.offset, lines.line
        self.comma_allowed = self.separator != ","
        self.semicolons = self.separator == ";"
        name = _SEPARATORS.get(self.separator, repr(self.separator))
        self.said: tuple[Said, ...] = () if self.separator == "," else (Said("separator", {"name": name}),)

    def chunks(
        self,
        report: Report,
        text: frozenset[int] = frozenset(),  # noqa: ARG002 - all cells of a CSV are text
        progress: Progress | None = None,
    ) -> Iterator[Chunk]:
        """Stream the rows below the headings; what cannot be read goes to `report`."""
        try:
            with open_binary(self.path) as file:
                for chunk in self._stream(file, report):
                    yield chunk
                    if progress:
                        progress(file.tell(), self.size)
        except DataError as error:
            report.include(error.problems)

    def _stream(self, file: BinaryIO, report: Report) -> Iterator[Chunk]:
        file.seek(self._start)
        lines = _Lines(file, self.file, self._start, self._line)
        for block, line in lines.blocks():
            quoted = '"' in block
            chunk = self._quoted(block, line) if quoted else self._plain(block, line)
            if chunk:
                yield chunk
            elif quoted:
                # A quoted cell may run over the end of the block: from here on the rows are read one by one.
                rest = _rows(chain(_split(block), lines), self.separator, line, self.file)
                yield from self._mended(rest, report)
                return
            else:
                yield from self._mended(_rows(_split(block), self.separator, line, self.file), report)

    def _plain(self, block: str, line: int) -> Chunk | None:
        """Cut a block without quotes in one go; None if its rows differ in length or one is empty."""
        width = len(self.headings)
        marks = np.frombuffer(block.encode(), dtype=np.uint8)
        ends = np.flatnonzero(marks == ord("\n"))
        parts = np.flatnonzero(marks == ord(self.separator))
        if not block.endswith("\n"):
            ends = np.append(ends, marks.size)
        if parts.size != ends.size * (width - 1):
            return None
        grid = parts.reshape(ends.size, width - 1)
        starts = np.concatenate([[-1], ends[:-1]])
        if np.any(ends - starts <= width) or (
            width > 1 and (np.any(grid[:, 0] < starts) or np.any(grid[:, -1] > ends))
        ):
            return None
        flat = block.removesuffix("\n").replace("\n", self.separator).split(self.separator)
        lines = np.arange(line + 1, line + 1 + ends.size, dtype=np.int32)
        return Chunk(lines, [flat[j::width] for j in range(width)])

    def _quoted(self, block: str, line: int) -> Chunk | None:
        """Read a block at once if its rows are whole, of one line each and of the same length; else None."""
        lines = _split(block)
        try:
            rows = list(csv.reader(lines, delimiter=self.separator, strict=True))
        except csv.Error:
            return None
        if len(rows) != len(lines) or set(map(len, rows)) != {len(self.headings)} or not all(map(any, rows)):
            return None
        return _chunk(range(line + 1, line + 1 + len(rows)), rows)

    def _mended(self, rows: Iterable[tuple[int, list[str]]], report: Report) -> Iterator[Chunk]:
        """Pass over empty rows, report those with a wrong number of cells, and gather the others."""
        lines: list[int] = []
        kept: list[list[str]] = []
        try:
            for line, row in rows:
                if (cells := self._whole(row, line, report)) is None:
                    continue
                lines.append(line)
                kept.append(cells)
                if len(kept) == _ROWS:
                    yield _chunk(lines, kept)
                    lines, kept = [], []
        except DataError as error:  # what was read until here is given all the same
            report.include(error.problems)
        if kept:
            yield _chunk(lines, kept)

    def _whole(self, row: list[str], line: int, report: Report) -> list[str] | None:
        width = len(self.headings)
        if not any(row) or not "".join(row).strip():
            return None
        # Separators at the end of a line carry nothing.
        if len(row) == width or (len(row) > width and not any(row[width:])):
            return row[:width]
        report.add(Fault("row-cells", {"found": len(row), "expected": width, "separator": repr(self.separator)}), line)
        return None


def _chunk(lines: Sequence[int], rows: list[list[str]]) -> Chunk:
    return Chunk(np.array(lines, dtype=np.int32), list(zip(*rows, strict=True)))


class _Lines:
    """The lines of a UTF-8 file, one by one or in blocks, that know where they stand."""

    def __init__(self, file: BinaryIO, name: str, offset: int = 0, line: int = 0) -> None:
        self._file = file
        self._name = name
        self.offset = offset
        self.line = line

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if data := self._file.readline():
            return self._decode(data, 1)
        raise StopIteration

    def blocks(self) -> Iterator[tuple[str, int]]:
        """Give blocks of whole lines, each with the number of lines before it."""
        while data := self._file.read(_BLOCK) + self._file.readline():
            before = self.line
            yield self._decode(data, data.count(b"\n")), before

    def _decode(self, data: bytes, lines: int) -> str:
        try:
            text = data.decode("utf-8-sig" if self.offset == 0 else "utf-8")
        except UnicodeDecodeError as error:
            problem = encoding_problem(data, error.start, self._name, line=self.line, offset=self.offset)
            raise DataError(problem) from None
        if "\x00" in text:
            place = data.index(b"\x00")
            raise DataError(encoding_problem(data, place, self._name, line=self.line, offset=self.offset))
        self.offset += len(data)
        self.line += lines
        return text.replace("\r\n", "\n") if "\r" in text else text


def _rows(lines: Iterable[str], separator: str, before: int, file: str) -> Iterator[tuple[int, list[str]]]:
    """Give rows with the line that each begins in; `before` lines stand before the first."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = before + 1
    try:
        for row in reader:
            yield line, row
            line = before + reader.line_num + 1
    except csv.Error as error:
        raise DataError(Problem("csv-broken", {"detail": error}, file=file, line=line)) from None


def _split(block: str) -> list[str]:
    """Part a block at line feeds only: `str.splitlines` would part at characters that texts may hold."""
    return [line + "\n" for line in block.removesuffix("\n").split("\n")]


def _sniff(heading: str) -> str:
    """Take the separator that parts the heading line most often outside quotation marks."""
    bare = "".join(heading.split('"')[::2])
    return max(_SEPARATORS, key=bare.count)
