"""Every problem that ikp can find, by code, with its sentences in Indonesian and English.

A problem is a sentence for the person who must act: *what* is wrong, *where* it
stands, and *how* to mend it. The catalogue is split by the room that finds the
problem; ``CATALOGUE`` is the one list that holds them all, and the documentation
page of problems is checked against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from ikp.problems.chances import CHANCES
from ikp.problems.comparing import COMPARING
from ikp.problems.delays import DELAYS
from ikp.problems.editions import EDITIONS
from ikp.problems.exporting import EXPORTING
from ikp.problems.files import FILES
from ikp.problems.kind import Kind, Lang
from ikp.problems.machines import MACHINES
from ikp.problems.planning import PLANNING
from ikp.problems.projection import PROJECTION
from ikp.problems.reading import READING
from ikp.problems.releases import RELEASES
from ikp.problems.scanning import SCANNING
from ikp.problems.scores import SCORES
from ikp.problems.stations import STATIONS
from ikp.problems.streams import STREAMS
from ikp.problems.units import UNITS
from ikp.problems.usage import USAGE
from ikp.problems.validation import VALIDATION
from ikp.problems.values import VALUES
from ikp.problems.watching import WATCHING

__all__ = ["CATALOGUE", "Kind", "Lang", "Problem", "Severity"]

Severity = Literal["error", "warning"]

CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {
        **VALUES,
        **SCORES,
        **FILES,
        **UNITS,
        **EDITIONS,
        **USAGE,
        **COMPARING,
        **CHANCES,
        **MACHINES,
        **STATIONS,
        **STREAMS,
        **DELAYS,
        **PLANNING,
        **PROJECTION,
        **READING,
        **RELEASES,
        **EXPORTING,
        **SCANNING,
        **VALIDATION,
        **WATCHING,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place.

    Parameters
    ----------
    code : str
        A key of `CATALOGUE`.
    params : mapping
        What the sentence of the catalogue names in braces.
    file, line, column : str, int, str, optional
        Where it stands. ``line`` counts from 1 as an editor or a spreadsheet does;
        ``column`` is the column's heading.

    Raises
    ------
    KeyError
        If the code is not in the catalogue, or a sentence names a parameter that is missing.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    file: str | None = None
    line: int | None = None
    column: str | None = None

    def __post_init__(self) -> None:
        CATALOGUE[self.code].what["en"].format_map(self.params)

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    def what(self, lang: Lang = "en") -> str:
        """Say what is wrong."""
        return CATALOGUE[self.code].what[lang].format_map(self.params)

    def mend(self, lang: Lang = "en") -> str:
        """Say how to mend it."""
        return CATALOGUE[self.code].mend[lang].format_map(self.params)

    def where(self, lang: Lang = "en") -> str:
        """Say where it stands, or an empty string where there is no place to name."""
        words = {"en": ("line", "column"), "id": ("baris", "kolom")}[lang]
        parts = [self.file] if self.file else []
        if self.line is not None:
            parts.append(f"{words[0]} {self.line}")
        if self.column is not None:
            parts.append(f"{words[1]} {self.column}")
        return ", ".join(parts)

    def sentence(self, lang: Lang = "en") -> str:
        """Join place, what and how into one line."""
        where = self.where(lang)
        return f"{where + ': ' if where else ''}{self.what(lang)} {self.mend(lang)}"
