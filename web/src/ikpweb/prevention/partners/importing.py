"""Reading a file of partners with their agreements: a row an agreement, or a partner without one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.kit.errors import FieldError
from ikpweb.prevention.keeping.fields import Field, bare, cleaned, plain
from ikpweb.prevention.keeping.sheets import Read, Table
from ikpweb.prevention.partners.sorts import AGREEMENTS, PARTNERS
from ikpweb.territory.models import Office

__all__ = ["COLUMNS", "OF_AGREEMENTS", "read_partners"]

#: The fields of an agreement that a file can say; renewal is a step on its page.
OF_AGREEMENTS: Mapping[str, Field] = {name: each for name, each in AGREEMENTS.fields.items() if name != "partner"}
COLUMNS: Mapping[str, Field] = {
    **PARTNERS.fields,
    **{name: replace(each, needed=False) for name, each in OF_AGREEMENTS.items()},
}
#: What else a column may be called.
_ALSO: Mapping[str, str] = {
    "nama": "name", "mitra": "name", "lembaga": "name", "partner": "name", "institution": "name",
    "jenis": "kind", "nomor_perjanjian": "number", "judul": "title", "perihal": "title", "subject": "title",
    "tanggal": "signed_on", "tanggal_tanda_tangan": "signed_on", "mulai": "valid_from", "sampai": "valid_to",
    "selesai": "valid_to", "daerah": "units", "wilayah": "units", "keterangan": "about",
}  # fmt: skip


def read_partners(data: bytes, name: str, office: Office) -> Read:
    """Read a file of an office.

    Raises
    ------
    SheetError
        If it cannot be read at all, or lacks a column that nothing can be done without.
    """
    table = Table(data, name, COLUMNS, _ALSO)
    partners: dict[str, tuple[int, dict[str, Any]]] = {}
    numbers: dict[str, int] = {}
    for line, given in table.rows():
        said, faults = cleaned(PARTNERS.fields, given, office)
        table.note(line, faults)
        partner = plain(said)
        first, before = partners.setdefault(bare(str(said.get("name", ""))), (line, partner))
        if {**before, "name": ""} != {**partner, "name": ""}:
            sentence = _("Mitra ini berbeda isinya pada baris %(row)s. Samakan, atau beri nama yang berbeda.")
            table.fault(line, "name", sentence % {"row": first})
        row: dict[str, Any] = {"line": line, "partner": partner, "agreement": None}
        if any(given.get(each) for each in OF_AGREEMENTS):
            row["agreement"] = _agreement(table, line, given, office)
            number = bare(str((row["agreement"] or {}).get("number", "")))
            if number and (earlier := numbers.setdefault(number, line)) != line:
                table.fault(line, "number", _("Nomor ini sudah ada pada baris %(row)s.") % {"row": earlier})
        table.read.rows.append(row)
    return table.done()


def _agreement(table: Table, line: int, given: Mapping[str, Any], office: Office) -> dict[str, Any] | None:
    content, faults = cleaned(OF_AGREEMENTS, given, office)
    found: list[FieldError] = faults or AGREEMENTS.check(content, office)
    table.note(line, found)
    return None if found else plain(content)
