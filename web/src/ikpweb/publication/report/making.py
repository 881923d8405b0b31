"""From a release and what is asked for to the bytes of a report; the same, whenever and wherever it is made."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from ikpweb.kit.country import country
from ikpweb.kit.papers import paper
from ikpweb.kit.zones import in_zone
from ikpweb.publication.report import contents
from ikpweb.publication.report.engine import Book
from ikpweb.publication.report.words import name_of

__all__ = ["LANGUAGES", "Asked", "all_of", "asked", "named", "report_of", "title_of"]

LANGUAGES = tuple(language for language in ("id", "en") if language in country().languages)
_FORM = Path(__file__).parent / "report.typ"
_NAME = re.compile(r"(?P<kind>daerah|provinsi)-(?P<unit>[0-9A-Za-z.]{1,20})|nasional|pers")


@dataclass(frozen=True, slots=True)
class Asked:
    """A report: its kind, its unit where it is of one, and its name in addresses and files."""

    kind: str
    unit: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.unit}" if self.unit else self.kind


def named(name: str) -> Asked | None:
    """Read the name of a report; None where it is none."""
    found = _NAME.fullmatch(name)
    return None if found is None else Asked(found["kind"] or name, found["unit"] or "")


def asked(name: str, book: Book) -> Asked | None:
    """Read the name of a report; None where the release has no such."""
    given = named(name)
    if given is None or not given.unit:
        return given
    level = book.standing(given.unit)
    if level is None or (given.kind == "provinsi" and level.level != "province"):
        return None
    return given


def all_of(book: Book) -> list[Asked]:
    """Give all reports of a release: one for the country, one for the press, one a province, one a unit."""
    units = [unit for level in book.levels.values() for unit in level.units]
    provinces = [unit for unit in units if book.level_of.get(unit) == "province"]
    return [
        Asked("nasional"),
        Asked("pers"),
        *(Asked("provinsi", unit) for unit in provinces),
        *(Asked("daerah", unit) for unit in sorted(units)),
    ]


def title_of(book: Book, given: Asked) -> str:
    """Give the title of a report, in the language in force."""
    name = f"{name_of(book, given.unit)} ({given.unit})"
    return {
        "nasional": _("Laporan nasional"),
        "pers": _("Lembar pers"),
        "provinsi": _("Laporan provinsi: %(name)s") % {"name": name},
        "daerah": _("Laporan daerah: %(name)s") % {"name": name},
    }[given.kind]


def report_of(book: Book, given: Asked, language: str) -> bytes:
    """Make a report as PDF/UA-1.

    Parameters
    ----------
    book : Book
    given : Asked
        One that `asked` or `all_of` gave.
    language : {'id', 'en'}
    """
    with translation.override(language):
        return paper(_FORM, _data(book, given, language), book.published)


def _data(book: Book, given: Asked, language: str) -> dict[str, Any]:
    blocks = {
        "nasional": lambda: contents.national(book),
        "pers": lambda: contents.press(book),
        "provinsi": lambda: contents.provincial(book, given.unit),
        "daerah": lambda: contents.unit(book, given.unit),
    }[given.kind]()
    local, zone = in_zone(book.published, None)
    release = book.titles.get(language) or next(iter(book.titles.values()))
    title = title_of(book, given)
    when = f"{date_format(local, 'j F Y, H:i' if language == 'en' else 'j F Y, H.i')} {zone.label}"
    return {
        "language": language,
        "region": "ID" if language == "id" else "GB",
        "size": 9.6 if given.kind == "pers" else 10.2,
        "title": f"{title} – {release}",
        "heading": title,
        "author": book.publisher,
        "about": _(
            "%(release)s. Rilis %(name)s, edisi %(edition)s, terbit %(when)s. Setiap angka di sini berasal dari "
            "rilis itu."
        )
        % {"release": release, "name": book.name, "edition": book.edition, "when": when},
        "running": f"{book.publisher} · {title}",
        "foot": _("Rilis %(name)s · terbit %(when)s") % {"name": book.name, "when": when},
        "digest": book.digest,
        "day_iso": [local.year, local.month, local.day],
        "mark": _("SINTETIS") if book.synthetic else "",
        "marked": _("%(mark)s: data buatan") % {"mark": _("SINTETIS")},
        "warning": _(
            "Semua angka di laporan ini buatan, untuk latihan. Tidak satu pun menggambarkan daerah yang sebenarnya."
        ),
        "words": {"table": _("Tabel"), "picture": _("Gambar")},
        "blocks": blocks,
    }
