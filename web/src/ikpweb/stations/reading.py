"""The list of registered stations, read from a CSV file: the stations, and a sentence for every line that is wrong."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from ikpweb.kit.errors import FieldError, RejectedError

__all__ = ["COLUMNS", "ListError", "Listed", "Wrong", "digest_of_list", "read_list"]

COLUMNS = ("station", "village", "district", "regency")
_CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}\.\d{3,4}", re.ASCII)
_LONGEST = 100
#: So many sentences are told; who has more wrong lines has a wrong file.
_TOLD = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A registered station."""

    code: str
    village: str
    district: str
    regency: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that cannot be taken, and why."""

    sentence: str


class ListError(RejectedError):
    """A list is refused whole.

    Parameters
    ----------
    wrong : sequence of Wrong
        What is wrong with each line that cannot be taken.
    """

    def __init__(self, wrong: list[Wrong]) -> None:
        self.sentences = [each.sentence for each in wrong[:_TOLD]]
        self.more = len(wrong) - len(self.sentences)
        rest = [_("… dan %(n)s baris lagi.") % {"n": self.more}] if self.more else []
        sentence = "\n".join([*self.sentences, *rest])
        super().__init__({"": [FieldError("file", sentence)]}, sentence)


def read_list(file: BinaryIO, regencies: frozenset[str]) -> Iterator[Listed | Wrong]:
    """Read the stations of a file one by one.

    Parameters
    ----------
    file : binary file
        CSV in UTF-8 with the columns ``station, village, district, regency``: the station's code, the names of its
        village and district, and the code of its regency.
    regencies : frozenset of str
        Codes of the regencies that exist.

    Yields
    ------
    Listed or Wrong
        The station of a line, or what is wrong with it.

    Raises
    ------
    RejectedError
        When it is no such file, or holds no station.
    """
    seen: set[str] = set()
    number = 1
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        rows = csv.DictReader(text)
        lacking = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if lacking:
            raise RejectedError.single(
                _("Daftar TPS tidak memiliki kolom %(names)s.") % {"names": ", ".join(lacking)}, "file"
            )
        for number, row in enumerate(rows, start=2):
            yield _listed({name: (row[name] or "").strip() for name in COLUMNS}, number, regencies, seen)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise RejectedError.single(_("Daftar TPS tidak dapat dibaca: %(why)s.") % {"why": problem}, "file") from problem
    finally:
        text.detach()  # whoever has opened the file closes it
    if number == 1:
        raise RejectedError.single(_("Daftar TPS kosong."), "file")


def _listed(row: dict[str, str], number: int, regencies: frozenset[str], seen: set[str]) -> Listed | Wrong:
    told = {"line": number, "code": row["station"], "regency": row["regency"]}
    if not _CODE.fullmatch(row["station"]):
        return Wrong(_("Baris %(line)s: kode TPS %(code)s tidak berbentuk 11.01.01.2001.003.") % told)
    if row["regency"] not in regencies:
        return Wrong(_("Baris %(line)s: tidak ada kabupaten/kota berkode %(regency)s.") % told)
    if not row["station"].startswith(f"{row['regency']}."):
        return Wrong(_("Baris %(line)s: TPS %(code)s tidak berada di %(regency)s.") % told)
    if row["station"] in seen:
        return Wrong(_("Baris %(line)s: TPS %(code)s sudah ada di daftar.") % told)
    if not (0 < len(row["village"]) <= _LONGEST and 0 < len(row["district"]) <= _LONGEST):
        return Wrong(
            _("Baris %(line)s: isi nama desa/kelurahan dan kecamatan, masing-masing paling panjang 100 huruf.") % told
        )
    seen.add(row["station"])
    return Listed(row["station"], row["village"], row["district"], row["regency"])


def digest_of_list(file: BinaryIO) -> str:
    """Give the SHA-256 of a file."""
    digest = hashlib.sha256()
    while part := file.read(1 << 20):
        digest.update(part)
    return digest.hexdigest()
