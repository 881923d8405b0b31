"""A table that people take away, what is said of it, and what can go wrong in asking for one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ikpweb.methodology.models import Edition
from ikpweb.portal.takeaway.columns import Column
from ikpweb.runs.engine import engine_version

__all__ = ["CERTAINTY", "LEVELS", "LICENCE", "BadChoiceError", "NotThereError", "Table", "about"]

Both = Mapping[str, str]

LEVELS: Mapping[str, str] = {"province": "provinsi", "regency": "kabupaten-kota"}

LICENCE: Both = {
    "id": "Susunan dan catatan dalam berkas ini termasuk proyek ikp dan berlisensi Apache-2.0. Angkanya adalah fakta "
    "yang tercetak di sumber yang disebut; lisensi data untuk angka itu sendiri tidak diketahui.",
    "en": "The compilation and its notes belong to the project ikp and are licensed under Apache-2.0. The figures are "
    "facts that are printed in the sources named; no data licence of the figures themselves is known.",
}
CERTAINTY: Mapping[str, Both] = {
    "published": {"id": "tercetak di sumber", "en": "printed in a source"},
    "derived": {
        "id": "tidak tercetak, tetapi mengikuti dari yang tercetak",
        "en": "not printed, but follows from print",
    },
    "assumed": {"id": "tidak diketahui dan diasumsikan", "en": "not known, and assumed"},
}
_MISSING: Both = {
    "id": "Sel kosong berarti belum terbit atau tidak berlaku, tidak pernah nol.",
    "en": "An empty cell means not published or not applicable, never zero.",
}
_GENERATED: Both = {
    "id": "Isi berkas hanya bergantung pada data dengan digest ini dan versi perangkat lunak; waktu tidak dicatat.",
    "en": "The file follows from the data of these digests and the version of the software alone; no time is recorded.",
}


class NotThereError(Exception):
    """There is no such table; the message says what there is."""


class BadChoiceError(Exception):
    """A choice in the address cannot be read; the message says which and what is allowed."""


@dataclass(frozen=True)
class Table:
    """Rows with what they mean.

    Parameters
    ----------
    stem : str
        Name of the file without its ending.
    title, description : mapping
        By language.
    columns : sequence of Column
    rows : sequence of mapping
    editions : sequence of Edition
        That the rows come from: their digests are the version.
    choice : mapping
        As it stands in the address.
    sources : sequence of str
    more : mapping
        Further items of the metadata.
    features : sequence of mapping
        For GeoJSON; empty where the rows have no place.
    """

    stem: str
    title: Both
    description: Both
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    editions: Sequence[Edition] = ()
    choice: Mapping[str, str] = field(default_factory=dict)
    sources: Iterable[str] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    features: Sequence[Mapping[str, Any]] = ()


def about(table: Table) -> dict[str, Any]:
    """Say what a table is: definition, unit of measure, sources, certainty, licence and version."""
    return {
        "name": table.stem,
        "title": table.title,
        "description": table.description,
        "choice": table.choice,
        "rows": len(table.rows),
        "missing": _MISSING,
        "certainty": CERTAINTY,
        "sources": sorted(set(table.sources)),
        "licence": LICENCE,
        "version": {
            "engine": engine_version,
            "digests": {edition.code: edition.digest for edition in table.editions},
            "generated": _GENERATED,
        },
        **table.more,
        "columns": [
            {
                "name": column.name,
                "heading": column.heading,
                "description": {"id": column.id, "en": column.en},
                **({"unit": column.unit} if column.unit else {}),
            }
            for column in table.columns
        ],
    }
