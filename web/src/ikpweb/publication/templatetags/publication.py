"""What the templates say of releases."""

from django import template
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.kit.categories import word
from ikpweb.kit.country import country
from ikpweb.publication.models import Release
from ikpweb.publication.reading import Sheet

register = template.Library()


@register.simple_tag
def title_of(release: Release) -> str:
    """Give the title in the page's language."""
    return release.title_en if get_language() == "en" else release.title_id


@register.simple_tag
def state_of(release: Release) -> str:
    """Say in a word how far a release is."""
    if release.withdrawn_at:
        return _("ditarik")
    if release.state == Release.State.DRAFT:
        return _("rancangan")
    return _("terbit") if release.is_public(timezone.now()) else _("dibekukan, di bawah embargo")


@register.simple_tag
def level_word(level: str) -> str:
    """Name the units of a level."""
    here = country()
    return capfirst(here.level(level, several=True)) if level in here.levels else level


@register.simple_tag
def named(sheet: Sheet, code: str) -> str:
    """Name a node of the framework of a release in the page's language."""
    return sheet.named(code, get_language() or "id")


@register.simple_tag
def reason_word(reason: str) -> str:
    """Say why there is no number."""
    words = {
        "not_reported": _("tidak dilaporkan"),
        "not_applicable": _("tidak berlaku"),
        "rejected": _("ditolak"),
        "not_published": _("belum terbit"),
        "low_coverage": _("cakupannya terlalu kecil"),
    }
    return words.get(reason, reason.replace("_", " ") or "–")


@register.simple_tag
def category_or_none(name: str) -> str:
    """Name a category, or that there is none."""
    return word(name) if name else _("tanpa kategori")


@register.simple_tag
def method_word(kind: str) -> str:
    """Say what of the method changed."""
    words = {
        "level-added": _("Tingkat ini baru."),
        "level-gone": _("Tingkat ini tidak ada lagi."),
        "node-added": _("Simpul baru:"),
        "node-gone": _("Simpul yang tidak ada lagi:"),
        "weight": _("Bobot"),
        "cutoffs": _("Batas kategori"),
        "recipe": _("Resep (sidik)"),
        "engine": _("Versi mesin hitung"),
        "detail": _("Rincian masukan yang diterbitkan"),
    }
    return words.get(kind, kind)
