"""The list of registered stations, read from a CSV file; refused whole, with every kind of fault named once."""

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from ikpweb.kit.faults import RefusedError

__all__ = ["COLUMNS", "Listed", "digest_of_list", "read_list"]

COLUMNS = ("station", "village", "district", "regency")
_CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}\.\d{3,4}", re.ASCII)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A registered station."""

    code: str
    village: str
    district: str
    regency: str


def read_list(path: Path, regencies: frozenset[str]) -> Iterator[Listed]:
    """Read the stations of a file one by one.

    Parameters
    ----------
    path : path
        CSV in UTF-8 with the columns ``station, village, district, regency``: the station's code, the names of its
        village and district, and the code of its regency.
    regencies : frozenset of str
        Codes of the regencies that exist.

    Raises
    ------
    RefusedError
        At the first line that cannot be taken, with its number; nothing was written then.
    """
    seen: set[str] = set()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            lacking = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
            if lacking:
                raise RefusedError(_("Daftar TPS tidak memiliki kolom %(names)s.") % {"names": ", ".join(lacking)})
            for number, row in enumerate(rows, start=2):
                yield _listed({name: (row[name] or "").strip() for name in COLUMNS}, number, regencies, seen)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise RefusedError(_("Daftar TPS tidak dapat dibaca: %(why)s.") % {"why": problem}) from problem


def _listed(row: dict[str, str], number: int, regencies: frozenset[str], seen: set[str]) -> Listed:
    told = {"line": number, "code": row["station"], "regency": row["regency"]}
    if not _CODE.fullmatch(row["station"]):
        raise RefusedError(_("Baris %(line)s: kode TPS %(code)s tidak berbentuk 11.01.01.2001.003.") % told)
    if row["regency"] not in regencies:
        raise RefusedError(_("Baris %(line)s: tidak ada kabupaten/kota berkode %(regency)s.") % told)
    if not row["station"].startswith(f"{row['regency']}."):
        raise RefusedError(_("Baris %(line)s: TPS %(code)s tidak berada di %(regency)s.") % told)
    if row["station"] in seen:
        raise RefusedError(_("Baris %(line)s: TPS %(code)s sudah ada di daftar.") % told)
    if not (0 < len(row["village"]) <= _LONGEST and 0 < len(row["district"]) <= _LONGEST):
        raise RefusedError(
            _("Baris %(line)s: isi nama desa/kelurahan dan kecamatan, masing-masing paling panjang 100 huruf.") % told
        )
    seen.add(row["station"])
    return Listed(row["station"], row["village"], row["district"], row["regency"])


def digest_of_list(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
