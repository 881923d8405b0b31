"""Entries of the form “code – name”, as the drop-downs of a template offer them."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from ikp.framework import Framework
from ikp.io.cells import as_text
from ikp.io.report import Fault
from ikp.io.source import Cell

__all__ = ["CodeBook", "labelled", "parted"]

_DASH = " – "


def labelled(code: str, name: str) -> str:
    """Join a code and a name into one entry."""
    return f"{code}{_DASH}{name}" if name and name != code else code


def parted(text: str) -> tuple[str, str]:
    """Part an entry into code and name; the name is empty when there is none."""
    head, dash, name = text.partition(_DASH)
    return (head.strip(), name.strip()) if dash and " " not in head.strip() else (text, "")


class CodeBook:
    """Finds the codes of a framework in cells and headings.

    A cell may hold the code (in any case, where that names one code only), the name in one
    of the framework's languages, or “code – name”.
    """

    def __init__(self, framework: Framework, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        self._names = {code: [_folded(name) for name in framework[code].names.values()] for code in self.codes}
        self._found: dict[str, str | None] = {}
        for code in self.codes:
            for text in {_folded(code), *self._names[code]}:
                # A text that stands for two codes stands for neither.
                self._found[text] = None if text in self._found else code
        self._found |= {code: code for code in self.codes}
        self._shown: Mapping[str, str] = {code: framework[code].name() for code in self.codes}

    def find(self, text: str) -> str | None:
        """Give the code that a text stands for, or None."""
        head, name = parted(text)
        code = self._found.get(text) or self._found.get(_folded(text))
        if code is None and name:
            code = self._found.get(head) or self._found.get(_folded(head))
        return code

    def read(self, cell: Cell) -> str | Fault:
        """Read a cell that must hold a code."""
        text = as_text(cell)
        if not text:
            return Fault("code-empty")
        code = self.find(text)
        if code is None:
            return Fault("code-unknown", {"cell": text, "nearest": ", ".join(self.nearest(text))})
        name = parted(text)[1]
        if name and _folded(text) not in self._found and _folded(name) not in self._names[code]:
            return Fault("label-differs", {"code": code, "name": self._shown[code], "found": name})
        return code

    def nearest(self, text: str, cutoff: float = 0.0) -> list[str]:
        """Give the codes that come nearest to a text, by code or by name."""
        known = {key: code for key, code in self._found.items() if code}
        close = get_close_matches(_folded(text), list(known), 6, cutoff)
        return list(dict.fromkeys(known[key] for key in close))[:3]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
