"""What the templates of plans say in one word."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from ikpweb.prevention.plans import telling
from ikpweb.prevention.plans.transitions import Move

register = template.Library()

rupiah = register.filter("rupiah", telling.rupiah)


@register.filter
def hundredfold(share: float) -> float:
    """Give a share in per cent."""
    return 100 * share


@register.filter
def plan_move(move: str) -> str:
    """Name what was done with an item."""
    words: Mapping[Any, str] = {
        Move.ADD: _("ditambahkan"),
        Move.CHANGE: _("diubah"),
        Move.TAKE_OUT: _("dikeluarkan"),
        Move.PUT_BACK: _("dikembalikan"),
        Move.ACCEPT: _("diterima"),
        Move.REFUSE: _("ditolak"),
    }
    return words.get(move, move)


@register.filter
def grain_word(grain: str) -> str:
    """Say what the points of a unit come from."""
    words = {
        "indicator": _("sumbangan tiap indikator"),
        "dimension": _("skor dimensi, dibagi menurut bobot indikator"),
        "total": _("skor total saja, dibagi menurut bobot indikator"),
        "none": _("tanpa skor"),
    }
    return words.get(grain, grain)


@register.filter
def asked_word(name: str) -> str:
    """Name a field of what was asked."""
    words = {
        "basis": _("Dasar"),
        "units": _("Daerah"),
        "calendar": _("Kalender tahapan"),
        "start": _("Mulai"),
        "horizon": _("Jangka (hari)"),
        "budget": _("Anggaran (rupiah)"),
        "capacity": _("Kapasitas tiap kantor (hari orang)"),
        "day_rate": _("Biaya per hari orang (rupiah)"),
        "fixed": _("Biaya tetap tiap tindakan"),
        "forms": _("Bentuk pencegahan"),
        "main": _("Berkurang dari indikator utama"),
        "other": _("Berkurang dari indikator terkait lain"),
    }
    return words.get(name, name)


@register.filter
def short(value: Any) -> str:
    """Write what was asked in a line: of a long list how many there are."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) if len(value) <= 6 else _("{n} buah").format(n=len(value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {amount}" for key, amount in value.items()) or "–"
    return str(value) or "–"
