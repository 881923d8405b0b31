"""Collecting problems: all of them, up to a limit, with a count of the rest."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ikp.problems import CATALOGUE, Problem, Severity

__all__ = ["Fault", "Report"]

#: How many errors, and how many warnings, are listed.
LIMIT = 1000


class Fault(NamedTuple):
    """What is wrong with a cell, wherever it stands."""

    code: str
    params: Mapping[str, object] = {}


class Report:
    """The problems of one file.

    Errors and warnings are limited apart, so that a thousand warnings cannot hide an error.
    """

    def __init__(self, file: str, limit: int = LIMIT) -> None:
        self.file = file
        self.limit = limit
        self._listed: dict[Severity, list[Problem]] = {"error": [], "warning": []}
        self._found: dict[Severity, int] = {"error": 0, "warning": 0}

    def add(self, fault: Fault, line: int | None = None, column: str | None = None) -> None:
        """Note a problem at one place."""
        severity = CATALOGUE[fault.code].severity
        self._found[severity] += 1
        if len(self._listed[severity]) < self.limit:
            self._listed[severity].append(Problem(fault.code, fault.params, self.file, line, column))

    def add_rows(
        self, rows: NDArray[Any], lines: NDArray[np.int32], fault_of: Callable[[int], Fault], column: str | None
    ) -> None:
        """Note a problem of one severity at many rows; those beyond the limit are only counted."""
        if rows.size == 0:
            return
        severity = CATALOGUE[fault_of(rows[0]).code].severity
        listed = rows[: self.limit - len(self._listed[severity])]
        for row in listed:
            self.add(fault_of(row), int(lines[row]), column)
        self._found[severity] += rows.size - listed.size

    def include(self, problems: Iterable[Problem]) -> None:
        """Note problems that already know their place."""
        for each in problems:
            self.add(Fault(each.code, each.params), each.line, each.column)

    @property
    def has_errors(self) -> bool:
        return self._found["error"] > 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors and warnings in the order of their lines, then how many are not listed."""
        listed = [each for problems in self._listed.values() for each in problems]
        listed.sort(key=lambda each: each.line or 0)
        codes: dict[Severity, str] = {"error": "problems-more", "warning": "warnings-more"}
        for severity, code in codes.items():
            if more := self._found[severity] - len(self._listed[severity]):
                listed.append(Problem(code, {"count": more}, self.file))
        return tuple(listed)
