"""Names of units as people write them: one key for all spellings of one name.

A spelling differs in case, diacritics, spaces, hyphens and dots (*Tojo Una-Una*, *Tojo
Una Una*; *Gunungkidul*, *Gunung Kidul*), in the word for the kind (*Kab.*, *Kabupaten*)
and in whether a city of Jakarta says *Administrasi*. The kind is kept apart from the
name, because *Kab. Bandung* and *Kota Bandung* are different units.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property

from ikp.registry.unit import Unit

__all__ = ["Names", "spelled"]

_KINDS = {"kabupaten": "kabupaten", "kab": "kabupaten", "kota": "kota", "provinsi": "provinsi", "prov": "provinsi"}
_ADMINISTRATIVE = ("administrasi", "adm")
_LONG = (("daerahkhususibukota", "dki"), ("daerahistimewa", "di"))


def spelled(text: str) -> tuple[str | None, str]:
    """Take a name apart into its kind (None when it is not said) and the key of the bare name.

    Examples
    --------
    >>> spelled("Kab. Tojo Una-Una")
    ('kabupaten', 'tojounauna')
    >>> spelled("KOTA ADM. JAKARTA TIMUR")
    ('kota', 'jakartatimur')
    >>> spelled("Kotamobagu")
    (None, 'kotamobagu')
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = re.findall(r"[^\W_]+", plain)
    kind = _KINDS.get(words[0]) if words else None
    if kind:
        words = words[1:]
        if words and words[0] in _ADMINISTRATIVE:
            words = words[1:]
    key = "".join("kepulauan" if word == "kep" else word for word in words)
    for long, short in _LONG:
        if key.startswith(long):
            key = short + key.removeprefix(long)
    return kind, key


class Names:
    """Look up units by name.

    Parameters
    ----------
    units : iterable of Unit
        Their names and aliases are the names in print.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: Mapping[str, Unit] = {unit.code: unit for unit in units}
        self._bare: dict[str, list[str]] = {}
        for unit in self.units.values():
            for name in (unit.name, *unit.aliases):
                codes = self._bare.setdefault(spelled(name)[1], [])
                if unit.code not in codes:
                    codes.append(unit.code)

    def find(self, text: str) -> tuple[list[Unit], bool]:
        """Give the units that a name fits, and whether the name said its kind.

        A name whose kind does not fit is no find: *Kota Sleman* does not exist. Only where
        the word for the kind belongs to the name itself (*Kota Baru* for Kotabaru) is the
        whole name tried as a bare one.
        """
        kind, key = spelled(text)
        if kind is None:
            return [self.units[code] for code in self._bare.get(key, ())], False
        of_kind = [self.units[code] for code in self._bare.get(key, ()) if self.units[code].kind == kind]
        if of_kind:
            return of_kind, True
        return [self.units[code] for code in self._bare.get(kind + key, ())], True

    @cached_property
    def _pairs(self) -> Mapping[str, frozenset[str]]:
        return {key: _letter_pairs(key) for key in self._bare}

    def nearest(self, text: str, number: int = 3) -> list[Unit]:
        """Give the units whose names come nearest to a name that fits none; the best first.

        Shared pairs of letters pick a few names quickly; `difflib` then orders them. A
        ratio below 0.6 is no likeness (the customary bound of `difflib`). Units of the kind
        that was written come a little nearer.
        """
        kind, key = spelled(text)
        pairs = _letter_pairs(key)

        def overlap(name: str) -> float:
            return 2 * len(pairs & self._pairs[name]) / max(1, len(pairs) + len(self._pairs[name]))

        likely = sorted(self._pairs, key=overlap, reverse=True)[:12]
        found = []
        for name in likely:
            ratio = SequenceMatcher(None, key, name, autojunk=False).ratio()
            if ratio >= 0.6:
                found += [(-ratio - 0.1 * (self.units[code].kind == kind), code) for code in self._bare[name]]
        return [self.units[code] for code in dict.fromkeys(code for _, code in sorted(found))][:number]


def _letter_pairs(key: str) -> frozenset[str]:
    padded = f"^{key}$"
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))
