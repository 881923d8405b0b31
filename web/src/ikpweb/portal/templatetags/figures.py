"""What the templates say of printed figures: what they are of, how sure they are, where they stand."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.kit import categories
from ikpweb.portal.profile import Standing
from ikpweb.portal.templatetags.ikp import part_name
from ikpweb.runs.engine import Said

register = template.Library()


@register.simple_tag
def certainty(name: str) -> SafeString | str:
    """Say how sure a figure is, in a small frame; nothing where nobody has said."""
    words = {"published": _("terbit"), "derived": _("turunan"), "assumed": _("asumsi")}
    if name not in words:
        return ""
    return format_html('<span class="certainty {}">{}</span>', name, words[name])


@register.filter
def quantity(name: str) -> str:
    """Name what a printed figure is of; what has no name of its own keeps its code."""
    first, _colon, node = name.partition(":")
    words = {
        "total": _("skor total"),
        "category": _("kategori"),
        "category_fine": _("level"),
        "rank": _("peringkat"),
        "order": _("urutan dalam daftar"),
        "above_mean": _("di atas rata-rata nasional"),
        "indicators_occurred": _("indikator yang terjadi"),
    }
    said = words.get(first) or (part_name(first) if part_name(first) != first else first.replace("_", " "))
    return f"{said}: {part_name(node)}" if node else said


@register.filter
def printed(value: str) -> str:
    """Write a value as it was printed, with the decimal sign of the page's language; words in that language."""
    words = {**categories.words(), "yes": _("ya"), "no": _("tidak")}
    if value in words:
        return words[value]
    number = value.replace(".", "", 1).removeprefix("-").isdecimal()
    return value.replace(".", ",") if number and get_language() != "en" else value


@register.filter
def status_word(status: str) -> str:
    """Say whether a printed figure is used, and why not."""
    words = {
        "used": _("dipakai"),
        "conflict": _("tidak dipakai: sumber berbeda"),
        "slip": _("tidak dipakai: salah cetak"),
        "implied": _("tersirat dari angka tercetak"),
    }
    return words.get(status, status)


@register.simple_tag
def source_links(text: str) -> SafeString:
    """Write a list of sources, each leading where it stands; some have no address."""
    link = '<a href="{}" rel="noreferrer external">{}</a>'
    parts = [
        (SafeString("") if i == 0 else ", ", format_html(link, address, name) if address else name)
        for i, (name, address) in enumerate(sources(text))
    ]
    return format_html_join("", "{}{}", parts)


def sources(text: str) -> Sequence[tuple[str, str]]:
    """Split a list of sources into what to read and where it leads; some have no address."""
    found = []
    for each in (part.strip() for part in text.split("; ")):
        if each.startswith(("https://", "http://")):
            address = each.split(" ")[0]
            host = urlsplit(address).hostname or address
            found.append((host.removeprefix("www."), address))
        elif each:
            found.append((_documented(each), ""))
    return found


def _documented(source: str) -> str:
    """Name a page of the documentation, which a reader of these pages has not at hand, by where it is found."""
    path = re.fullmatch(r"ikp: docs/(?:\w+/)?([\w-]+)\.md", source)
    return _("dokumentasi ikp, halaman “%(page)s”") % {"page": path[1]} if path else source


@register.filter
def say(sentence: Said) -> str:
    """Give a sentence of the engine in the page's language."""
    return sentence.in_language(get_language())


@register.filter
def ruling_word(ruling: str) -> str:
    """Name a verdict in a few words."""
    words = {
        "comparable": _("dapat dibandingkan"),
        "only_ranks": _("hanya peringkat"),
        "not_comparable": _("tidak dapat dibandingkan"),
    }
    return words[ruling]


@register.filter
def kind_word(kind: str) -> str:
    """Name what kind of unit it is."""
    words = {"provinsi": _("provinsi"), "kabupaten": _("kabupaten"), "kota": _("kota")}
    return words.get(kind, kind)


@register.filter
def percent(share: float | None) -> str:
    """Write a share of one as a whole per cent."""
    return "–" if share is None else f"{100 * share:.0f} %"


@register.filter
def percent1(share: float) -> str:
    """Write a share of one in per cent with one digit."""
    return f"{number_format(round(100 * share, 1), 1)} %"


@register.filter
def exact(value: float) -> str:
    """Write a printed number with the digits that it has, two at least."""
    digits = 2 if round(value, 2) == round(value, 6) else 3
    return number_format(round(value, digits), digits)


@register.filter
def second_differs(standing: Standing) -> bool:
    """Tell whether a province's two readings lie in different categories, or far apart."""
    if standing.other is None or standing.other.total is None or standing.score.total is None:
        return False
    cut = standing.cutoffs
    apart = abs(standing.other.total - standing.score.total) >= 10
    return apart or (cut is not None and cut.category(standing.other.total) != cut.category(standing.score.total))
