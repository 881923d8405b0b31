"""Which tables there are, what each is asked with, and the files that it becomes."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.audit.selectors import public_state
from ikpweb.kit.formats import CONTENT_TYPES, to_csv, to_document, to_geojson, to_json, to_xlsx
from ikpweb.kit.memory import remembered
from ikpweb.portal.takeaway.asked import one_of
from ikpweb.portal.takeaway.cametrue import of_facts, of_findings, of_rates, of_tops
from ikpweb.portal.takeaway.comparison import of_comparison
from ikpweb.portal.takeaway.reference import of_editions, of_figures, of_framework, of_units
from ikpweb.portal.takeaway.scores import of_board, of_several, of_unit
from ikpweb.portal.takeaway.table import NotThereError, Table, about
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["CATALOGUE", "FORMS", "MOST", "File", "file", "table"]

#: Units that stand side by side.
MOST = 4

FORMS = ("csv", "xlsx", "json", "metadata.json", "geojson")
_PLAIN = FORMS[:-1]
#: A choice that is longer than any edition, name or code is nobody's.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: how it is made, which choices it reads, in which forms it comes."""

    build: Callable[[Mapping[str, str]], Table]
    choices: Sequence[str] = ()
    forms: Sequence[str] = _PLAIN


CATALOGUE: Mapping[str, Kind] = {
    "skor": Kind(of_board, ("edisi", "tingkat", "bacaan", "provinsi", "kategori", "cari", "urut", "bentuk"), FORMS),
    "angka": Kind(of_figures, ("edisi", "tingkat")),
    "indikator": Kind(of_framework, ("edisi",)),
    "perbandingan": Kind(of_comparison, ("a", "b", "tingkat")),
    "edisi": Kind(of_editions),
    "wilayah": Kind(of_units, ("tingkat",), FORMS),
    "validasi": Kind(of_findings),
    "validasi-teratas": Kind(of_tops),
    "validasi-kategori": Kind(of_rates),
    "kejadian": Kind(of_facts),
}


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent."""

    name: str
    content_type: str
    content: bytes
    etag: str


def file(what: str, form: str, asked: Mapping[str, str]) -> File:
    """Give a table as a file.

    Parameters
    ----------
    what : str
        A name of the catalogue, or ``daerah-`` and the code of a unit, or of up to `MOST` joined by ``_``.
    form : str
        One of `FORMS`.
    asked : mapping
        The query of the address. Names that this table does not know are ignored.

    Raises
    ------
    NotThereError
        For an unknown table, form, edition or unit.
    BadChoiceError
        For a choice that cannot be read.
    """
    kind = _kind(what)
    if form not in kind.forms:
        raise NotThereError(
            _("%(what)s tidak tersedia sebagai %(form)s. Yang ada: %(forms)s.")
            % {"what": what, "form": form, "forms": ", ".join(kind.forms)}
        )
    indonesian = form == "csv" and one_of(asked, "format", ("", "id"), "") == "id"
    return _file(what, form, _choice(kind, asked), indonesian)


def table(what: str, asked: Mapping[str, str]) -> Table:
    """Give a table of the catalogue; raises as `file` does."""
    return _table(what, _choice(_kind(what), asked))


def _kind(what: str) -> Kind:
    if what in CATALOGUE:
        return CATALOGUE[what]
    together = _together(what.removeprefix("daerah-")) if what.startswith("daerah-") else []
    if len(together) == 1:
        return Kind(lambda _asked: of_unit(together[0]))
    if together:
        return Kind(lambda _asked: of_several(together))
    known = ", ".join([*CATALOGUE, "daerah-15", "daerah-15.71", "daerah-15_31"])
    raise NotThereError(_("Tidak ada berkas dengan nama ini. Yang ada: %(known)s.") % {"known": known})


def _together(codes: str) -> Sequence[Unit]:
    """Give the units of codes that are joined by underscores, as many as can be compared; none if one is unknown."""
    asked = list(dict.fromkeys(codes.split("_")))
    found = [units()[code] for code in asked if code in units()]
    return found if len(found) == len(asked) <= MOST else []


def _choice(kind: Kind, asked: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(asked[name])[:_LONGEST]) for name in kind.choices if asked.get(name))


@remembered(public_state, size=128)
def _table(what: str, choice: tuple[tuple[str, str], ...]) -> Table:
    return _kind(what).build(dict(choice))


@remembered(public_state, size=128)
def _file(what: str, form: str, choice: tuple[tuple[str, str], ...], indonesian: bool) -> File:
    content = _write(_table(what, choice), form, indonesian=indonesian)
    name = f"{_table(what, choice).stem}.{form}"
    return File(name, CONTENT_TYPES[form], content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def _write(made: Table, form: str, *, indonesian: bool) -> bytes:
    names = [column.name for column in made.columns]
    write: Mapping[str, Callable[[], bytes]] = {
        "csv": partial(
            to_csv,
            names,
            made.rows,
            indonesian=indonesian,
            headings=[column.heading for column in made.columns] if indonesian else None,
        ),
        "xlsx": partial(to_xlsx, names, made.rows, _brief(made), _lines(made)),
        "json": partial(to_json, names, made.rows, about(made)),
        "metadata.json": lambda: to_document(about(made)),
        "geojson": partial(to_geojson, made.features, about(made)),
    }
    return write[form]()


def _brief(made: Table) -> dict[str, Any]:
    """The metadata of a workbook, without the columns: they stand below as lines of their own."""
    return {key: value for key, value in about(made).items() if key not in {"columns", "published"}}


def _lines(made: Table) -> Sequence[Sequence[str]]:
    return [(column.name, column.id, column.en, column.unit) for column in made.columns]
