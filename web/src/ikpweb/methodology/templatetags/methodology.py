"""What the templates of editions say in one word."""

from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.methodology.models import Revision
from ikpweb.methodology.selectors import weightings_for

register = template.Library()


@register.filter
def said(texts: Any) -> str:
    """Give a text in the language of the page; in the other one where it has no such."""
    if not texts:
        return ""
    language = "en" if get_language() == "en" else "id"
    return str(texts.get(language) or next(iter(texts.values()), ""))


@register.filter
def of(mapping: Any, key: Any) -> Any:
    """Look up in a mapping, or a field in a form; nothing where it is not there."""
    try:
        return mapping[key]
    except (KeyError, TypeError):
        return ""


@register.filter
def number(value: float | None, digits: int = 2) -> str:
    """Write a number in the page's language without needless noughts; a dash where there is none."""
    if value is None or value != value:  # noqa: PLR0124 - NaN
        return "–"
    whole, _mark, rest = number_format(round(value, digits), digits).replace("-", "−").partition(_point())
    rest = rest.rstrip("0")
    return f"{whole}{_point()}{rest}" if rest else whole


@register.filter
def chance(p: float) -> str:
    """Write the chance of a test: never as nought."""
    return f"< {number(0.0001, 4)}" if p < 0.0001 else f"= {number(p, 4)}"


def _point() -> str:
    return number_format(0.5, 1)[1]


@register.filter
def level_name(level: str) -> str:
    """Name a level."""
    words = {
        "province": _("Provinsi"),
        "regency": _("Kabupaten/kota"),
        "regencies": _("Provinsi, rata-rata kabupaten/kotanya"),
    }
    return words.get(level, level)


@register.filter
def depth_name(depth: int) -> str:
    """Name what stands so many steps below the index."""
    return [_("indeks"), _("dimensi"), _("subdimensi"), _("indikator")][min(depth, 3)]


@register.filter
def done(revision: Revision) -> str:
    """Say what a change did."""
    words = {
        "made": _("dibuat dari edisi %(about)s"),
        "about": _("keterangan edisi"),
        "node-added": _("%(about)s ditambahkan"),
        "node-changed": _("%(about)s diubah"),
        "node-moved": _("%(about)s dipindahkan"),
        "node-shifted": _("urutan %(about)s"),
        "node-removed": _("%(about)s dihapus"),
        "rubric-changed": _("rubrik %(about)s"),
        "cutoffs-changed": _("batas kategori, %(about)s"),
        "recipe-changed": _("resep, %(about)s"),
        "weights-applied": _("bobot dari pembobotan ahli %(about)s"),
    }
    about = level_name(revision.about)
    return words.get(revision.what, revision.what) % {"about": about}


@register.filter
def item_name(item: str) -> str:
    """Name a part of a draft as its changes name it."""
    kind, _mark, code = item.partition(":")
    words = {
        "about": _("keterangan edisi"),
        "tree": _("konstruksi"),
        "node": _("simpul %(code)s"),
        "rubric": _("rubrik %(code)s"),
        "stage": _("tahapan %(code)s"),
        "recipe": _("resep, %(code)s"),
        "order": _("urutan di bawah %(code)s"),
    }
    return words.get(kind, kind) % {"code": level_name(code)}


@register.filter
def shown(value: Any) -> str:
    """Show a value of a field; a dash where there was none."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return number(value, 4) if isinstance(value, float) else str(value)


@register.inclusion_tag("methodology/parts/asked.html")
def my_weightings(member: Member) -> dict[str, Any]:
    """Show where a person is asked to score."""
    return {"weightings": weightings_for(member.person)}
