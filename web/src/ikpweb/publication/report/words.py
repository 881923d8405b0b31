"""Words and numbers of reports, in the language that is in force."""

from collections.abc import Sequence
from typing import Literal

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ikpweb.kit.categories import mark, word
from ikpweb.publication.report.engine import Book, Standing

__all__ = [
    "category_word",
    "certainty_word",
    "joined",
    "language",
    "level_word",
    "name_of",
    "number",
    "percent",
    "rank",
    "reason_word",
    "score_of",
    "sign",
    "step_word",
    "units_word",
]

NOTHING = "–"


def language() -> Literal["id", "en"]:
    """Give the language in force."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def number(value: float | None, digits: int = 2) -> str:
    """Write a number; a dash where there is none."""
    if value is None:
        return NOTHING
    return str(number_format(round(value, digits) + 0.0, digits, force_grouping=True))  # no -0,00


def percent(share: float | None, digits: int = 0) -> str:
    """Write a share of 1 in percent."""
    return NOTHING if share is None else f"{number(100 * share, digits)}%"


def rank(value: float | None) -> str:
    """Write a rank: a whole number, or a half where two share it."""
    return number(value, 0 if value is None or float(value).is_integer() else 1)


def sign(category: str) -> str:
    """Give the mark of a category, which stands beside its colour and its word."""
    sign = mark(category)
    return f"{sign} " if sign else ""


def category_word(category: str) -> str:
    return word(category) if category else NOTHING


def score_of(standing: Standing) -> str:
    """Write a score, or why there is none."""
    return number(standing.score) if standing.score is not None else reason_word(standing.reason)


def reason_word(reason: str) -> str:
    known = {
        "not_reported": _("tidak dilaporkan"),
        "not_applicable": _("tidak berlaku"),
        "rejected": _("ditolak"),
        "not_published": _("tidak diterbitkan"),
        "low_coverage": _("terlalu banyak yang tidak diketahui"),
    }
    return known.get(reason, reason.replace("_", " ")) or NOTHING


def level_word(level: str) -> str:
    """Name what units of a level are called, in the plural."""
    return {"province": _("provinsi"), "regency": _("kabupaten/kota")}.get(level, level)


def units_word(level: str, count: int) -> str:
    """Count units of a level."""
    told = {"n": number(count, 0)}
    if level == "province":
        return ngettext("%(n)s provinsi", "%(n)s provinsi", count) % told
    if level == "regency":
        return ngettext("%(n)s kabupaten/kota", "%(n)s kabupaten/kota", count) % told
    return ngettext("%(n)s daerah", "%(n)s daerah", count) % told


def certainty_word(certainty: str) -> str:
    known = {"published": _("terbit"), "derived": _("diturunkan"), "assumed": _("ASUMSI")}
    return known.get(certainty, certainty) or NOTHING


def step_word(kind: str) -> str:
    known = {
        "events": _("Nilai dari kejadian"),
        "screen": _("Penyaringan"),
        "denominate": _("Pembagian dengan penyebut"),
        "impute": _("Pengisian yang kosong"),
        "treat": _("Penanganan pencilan"),
        "normalise": _("Normalisasi"),
        "weight": _("Pembobotan"),
        "aggregate": _("Agregasi"),
        "categorise": _("Kategorisasi"),
    }
    return known.get(kind, kind)


def name_of(book: Book, unit: str) -> str:
    """Give the name of a unit as the registry of the release has it."""
    return book.names.get(unit, unit)


def joined(items: Sequence[str]) -> str:
    """Write a list in a sentence."""
    if len(items) < 2:
        return "".join(items)
    pattern = _("%(first)s dan %(last)s") if len(items) == 2 else _("%(first)s, dan %(last)s")
    return pattern % {"first": ", ".join(items[:-1]), "last": items[-1]}
