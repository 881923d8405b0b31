"""Read a column of units as people write them: codes of either list, names, mixed.

Nothing is guessed. A cell either names one unit for certain or becomes a problem that
names the units it may mean. The traps, all of them seen in real tables:

- Four digits without a dot: Kemendagri 11.01 is Aceh Selatan, BPS 1101 is Simeulue; of
  the 479 numbers that stand in both lists, 164 mean different units. The province codes
  91 and 94 differ as well. Which list is meant is told by the option, by the heading, or
  by codes of the column that only one list has.
- Only Kemendagri codes are written with a dot. That a dotted code stands in a column says
  nothing certain about its undotted codes, which may have been pasted from elsewhere.
- A spreadsheet that takes 11.10 for a number writes 11.1.
- *Bandung* is a regency and a city, *Jambi* a province and a city.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ikp.errors import problem
from ikp.problems import Lang, Problem
from ikp.registry.names import Names
from ikp.registry.unit import Level, Unit

__all__ = ["Cells", "CodeList", "Resolution", "resolve"]

Cells: TypeAlias = "Sequence[object] | NDArray[Any]"
CodeList = Literal["auto", "kemendagri", "bps", "name"]
ReadAs = Literal["kemendagri", "bps", "agreeing", "doubtful", "none"]
Because = Literal["option", "heading", "column", ""]

#: Different unreadable texts that get a sentence of their own; the rest is counted.
MOST_PROBLEMS = 1000

# A number that a program wrote with decimals (1571.0) is still the number 1571.
_WHOLE = re.compile(r"(\d{2}|\d{4})(?:\.0+)?")
_DOTTED = re.compile(r"\d{2}\.\d{2}")
_SHORTENED = re.compile(r"(\d{2})\.(\d)")
_NUMERIC = re.compile(r"[\d.]+")

_SAID: Mapping[tuple[str, str], Mapping[Lang, str]] = {
    ("kemendagri", "option"): {
        "en": "Codes without a dot are read from the Kemendagri list, as asked.",
        "id": "Kode tanpa titik dibaca menurut daftar Kemendagri, sesuai permintaan.",
    },
    ("kemendagri", "heading"): {
        "en": "Codes are read from the Kemendagri list, as the heading {column} says.",
        "id": "Kode dibaca menurut daftar Kemendagri, sesuai judul kolom {column}.",
    },
    ("kemendagri", "column"): {
        "en": "Codes without a dot are read from the Kemendagri list: {example} exists only there.",
        "id": "Kode tanpa titik dibaca menurut daftar Kemendagri: {example} hanya ada di sana.",
    },
    ("bps", "option"): {
        "en": "Codes are read from the BPS list, as asked.",
        "id": "Kode dibaca menurut daftar BPS, sesuai permintaan.",
    },
    ("bps", "heading"): {
        "en": "Codes are read from the BPS list, as the heading {column} says.",
        "id": "Kode dibaca menurut daftar BPS, sesuai judul kolom {column}.",
    },
    ("bps", "column"): {
        "en": "Codes without a dot are read from the BPS list: {example} exists only there.",
        "id": "Kode tanpa titik dibaca menurut daftar BPS: {example} hanya ada di sana.",
    },
    ("agreeing", ""): {
        "en": "Codes without a dot mean the same units in the Kemendagri and the BPS list.",
        "id": "Kode tanpa titik berarti daerah yang sama dalam daftar Kemendagri dan BPS.",
    },
}


@dataclass(frozen=True, eq=False)
class Resolution:
    """How a column of n cells was read.

    Parameters
    ----------
    units : tuple of str
        The codes that occur, in the order of their first cell.
    index : array of int, shape (n,)
        Place of each cell's unit in `units`; -1 where the cell is a problem.
    problems : tuple of Problem
        One per different text that is no unit, without a place in a file.
    problem_index : array of int, shape (n,)
        Place of each cell's problem in `problems`; -1 where the cell was read.
    read_as, because, example, column : str
        Which list undotted codes were read from, what told so, and the code that told it.
    """

    units: tuple[str, ...]
    index: NDArray[np.intp]
    problems: tuple[Problem, ...]
    problem_index: NDArray[np.intp]
    read_as: ReadAs = "none"
    because: Because = ""
    example: str = ""
    column: str = ""

    @cached_property
    def codes(self) -> NDArray[np.object_]:
        """The unit of each cell, shape (n,); empty where the cell is a problem."""
        return np.array([*self.units, ""], dtype=object)[self.index]

    def said(self, lang: Lang = "en") -> str:
        """Say how undotted codes were read; empty where there were none, or none could be."""
        sentence = _SAID.get((self.read_as, self.because))
        return sentence[lang].format(example=self.example, column=self.column) if sentence else ""


def resolve(
    units: Sequence[Unit],
    names: Names,
    cells: Cells,
    *,
    level: Level | None = None,
    codes: CodeList = "auto",
    column_name: str = "unit",
) -> Resolution:
    """Read a column of units.

    Only the different texts are looked at; a column of ten million cells costs a few
    seconds. Calling it with the different texts alone gives the same reading.

    Parameters
    ----------
    units : sequence of Unit
        The registry of the day; what does not stand in it is unknown.
    names : Names
        Of the same units.
    cells : sequence, shape (n,)
        As text: a number has already lost its zeros.
    level : {'province', 'regency'}, optional
        What the column holds. Left out, both are accepted, and a bare name that a
        province shares with a city is the province if all other cells are provinces.
    codes : {'auto', 'kemendagri', 'bps', 'name'}
        The list of the codes. With ``auto`` the heading, then the whole column decides.
    column_name : str
        The heading; ``kode_bps`` says BPS.

    Returns
    -------
    Resolution
    """
    texts = {cell: _text(cell) for cell in dict.fromkeys(cells)}
    different = dict.fromkeys(texts.values())
    reader = _Reader(units, names, different, level=level, codes=codes, column_name=column_name)
    readings = _settle_levels({text: reader.read(text) for text in different})

    unit_at: dict[str, int] = {}
    problems: list[Problem] = []
    further = 0
    place_of: dict[str, tuple[int, int]] = {}
    for text, found in readings.items():
        if len(found) == 1:
            place_of[text] = unit_at.setdefault(found[0].code, len(unit_at)), -1
        elif len(problems) < MOST_PROBLEMS:
            place_of[text] = -1, len(problems)
            problems.append(reader.explain(text, found))
        else:
            place_of[text] = -1, MOST_PROBLEMS
            further += 1
    if further:
        problems.append(problem("unit-more", count=further))

    where = {cell: place for place, cell in enumerate(texts)}
    cell_at = np.fromiter(map(where.__getitem__, cells), dtype=np.intp, count=len(cells))
    places = np.array([place_of[text] for text in texts.values()], dtype=np.intp).reshape(-1, 2)
    return Resolution(
        tuple(unit_at),
        places[cell_at, 0],
        tuple(problems),
        places[cell_at, 1],
        reader.read_as,
        reader.because,
        reader.example,
        column_name,
    )


def _text(cell: object) -> str:
    missing = cell is None or (isinstance(cell, float) and isnan(cell))
    return "" if missing else str(cell).strip()


def _settle_levels(readings: Mapping[str, list[Unit]]) -> dict[str, list[Unit]]:
    """Take *Jambi* for the province where every certain cell is one; a row of regencies settles nothing.

    Among regencies, a bare *Jambi* may be the subtotal of the province as well as the city.
    """
    certain = {found[0].level for found in readings.values() if len(found) == 1}
    if certain != {"province"}:
        return dict(readings)
    settled = {}
    for text, found in readings.items():
        provinces = [unit for unit in found if unit.level == "province"]
        settled[text] = provinces if len(provinces) == 1 else found
    return settled


class _Reader:
    """Reads single texts, once the whole column has told which list its codes come from."""

    def __init__(
        self,
        units: Sequence[Unit],
        names: Names,
        texts: Collection[str],
        *,
        level: Level | None,
        codes: CodeList,
        column_name: str,
    ) -> None:
        self.names = names
        self.level = level
        self.kemendagri = {unit.code.replace(".", ""): unit for unit in units}
        self.bps = {unit.bps: unit for unit in units if unit.bps}
        self.codes = codes
        self.because: Because = ""
        self.example = ""
        self.only: dict[str, str] = {}
        self.read_as: ReadAs = self._choose_list(texts, column_name) if codes != "name" else "none"

    def _choose_list(self, texts: Collection[str], column_name: str) -> ReadAs:
        """Decide from option, heading and column which list codes without a dot come from."""
        if self.codes in ("kemendagri", "bps"):
            self.because = "option"
            return "bps" if self.codes == "bps" else "kemendagri"
        heading = column_name.casefold()
        if "bps" in heading or "mendagri" in heading:
            self.because = "heading"
            return "bps" if "bps" in heading else "kemendagri"
        whole = [code for text in texts if (code := _whole(text))]
        known = [code for code in whole if code in self.kemendagri or code in self.bps]
        for code in known:
            if code not in self.bps:
                self.only.setdefault("kemendagri", code)
            elif code not in self.kemendagri:
                self.only.setdefault("bps", code)
        if "bps" in self.only and (dotted := next(filter(_is_dotted, texts), None)):
            self.only.setdefault("kemendagri", dotted)
        if len(self.only) == 1:
            self.because = "column"
            [(chosen, self.example)] = self.only.items()
            return "bps" if chosen == "bps" else "kemendagri"
        if all(self._agree(code) for code in known):
            return "agreeing" if known else "none"
        return "doubtful"

    def _agree(self, code: str) -> bool:
        return self.kemendagri.get(code) is self.bps.get(code)

    def read(self, text: str) -> list[Unit]:
        """Give the units that a text may mean: one when it is certain, none or several when it is not."""
        found = self._by_code(text) if _is_code(text) else self._by_name(text)
        return [unit for unit in found if self.level in (None, unit.level)] if len(found) == 1 else found

    def _by_code(self, text: str) -> list[Unit]:
        dotted = _is_dotted(text)
        digits = _digits(text) if dotted else _whole(text)
        if self.codes == "name" or digits is None:
            return []
        unsure = self.read_as == ("bps" if dotted else "doubtful")
        table = self.bps if self.read_as == "bps" else self.kemendagri
        return [table[digits]] if digits in table and not (unsure and not self._agree(digits)) else []

    def _by_name(self, text: str) -> list[Unit]:
        found, kind_said = self.names.find(text)
        if self.level is None or kind_said:
            return found
        # Among regencies a bare "Jambi" may be the row of the province as well as the city: not certain.
        of_level = [unit for unit in found if unit.level == self.level]
        return found if self.level == "regency" and len(found) > 1 else of_level or found

    def explain(self, text: str, found: Sequence[Unit]) -> Problem:
        """Say why a text was not read, with the units it may mean."""
        if not text:
            return problem("unit-empty")
        if len(found) > 1:
            return problem("unit-doubtful", cell=text, candidates=[unit.label for unit in found])
        code = _is_code(text) and self.codes != "name"
        elsewhere = self._by_code(text) if code else self._by_name(text)
        if elsewhere and self.level:
            return problem("unit-level", cell=text, unit=elsewhere[0].label, level=self.level)
        return self._explain_code(text) if code else self._unknown(text, self.names.nearest(text))

    def _explain_code(self, text: str) -> Problem:
        digits = _digits(text)
        if _whole(text) is None and (shortened := _SHORTENED.fullmatch(_pointed(text))):
            head, tail = shortened.groups()
            table = self.bps if self.read_as == "bps" else self.kemendagri
            may_be = [table[code].label for code in (f"{head}{tail}0", f"{head}0{tail}") if code in table]
            if may_be:
                return problem("unit-lost-zero", cell=text, candidates=may_be)
        kemendagri, bps = self.kemendagri.get(digits), self.bps.get(digits)
        if self.read_as == "doubtful" and self.only and (kemendagri or bps):
            only_kemendagri, only_bps = self.only["kemendagri"], self.only["bps"]
            return problem("unit-list-mixed", cell=text, only_kemendagri=only_kemendagri, only_bps=only_bps)
        if kemendagri and bps and kemendagri is not bps and self.read_as in ("doubtful", "bps"):
            code = "unit-list-doubtful" if self.read_as == "doubtful" else "unit-list-dotted"
            return problem(code, cell=text, kemendagri=kemendagri.label, bps=bps.label)
        return self._unknown(text, self._nearest_codes(digits))

    def _nearest_codes(self, digits: str) -> list[Unit]:
        """Give the unit of the other list, or those of the same list whose numbers come nearest."""
        chosen, other = (self.bps, self.kemendagri) if self.read_as == "bps" else (self.kemendagri, self.bps)
        if digits in other and digits not in chosen:
            return [other[digits]]
        if digits[:4] in chosen and len(digits) > 4:
            return [chosen[digits[:4]]]
        alike = [code for code in chosen if len(digits) == len(code) and code[:2] == digits[:2]]
        return [chosen[code] for code in sorted(alike, key=lambda code: abs(int(code) - int(digits)))[:3]]

    @staticmethod
    def _unknown(text: str, nearest: Sequence[Unit]) -> Problem:
        if not nearest:
            return problem("unit-unlike", cell=text)
        return problem("unit-unknown", cell=text, nearest=[unit.label for unit in nearest])


def _pointed(text: str) -> str:
    """Read a decimal comma (11,10) as the dot of a code."""
    return text.replace(",", ".")


def _digits(text: str) -> str:
    """Give the digits of a code; of a number, without its decimals."""
    return _whole(text) or re.sub(r"\D", "", text)


def _whole(text: str) -> str | None:
    """Give a code without a dot, or None."""
    match = _WHOLE.fullmatch(_pointed(text))
    return match[1] if match and not _is_dotted(text) else None


def _is_dotted(text: str) -> bool:
    return bool(_DOTTED.fullmatch(_pointed(text)))


def _is_code(text: str) -> bool:
    return bool(_NUMERIC.fullmatch(_pointed(text)))
