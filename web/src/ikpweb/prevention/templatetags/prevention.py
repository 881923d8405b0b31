"""What the templates say of texts in two languages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

#: The rooms of prevention in the office area, in the order of their work.
ROOMS: tuple[tuple[str, str | Promise], ...] = (
    ("programme:home", _("Ringkasan")),
    ("plans:home", _("Usulan rencana")),
    ("register:home", _("Register")),
    ("partners:home", _("Mitra")),
    ("cadres:home", _("Partisipatif")),
    ("activities:home", _("Kegiatan")),
    ("effects:home", _("Dampak")),
    ("curation:home", _("Tahapan dan pustaka")),
)


@register.inclusion_tag("prevention/parts/rooms.html", takes_context=True)
def prevention_rooms(context: dict[str, Any]) -> dict[str, Any]:
    """List the rooms of prevention with the one that is shown marked; one without an address is left out."""
    path = context["request"].path
    rooms = [(address, label) for name, label in ROOMS if (address := _address(name))]
    # The first room's address begins those of all others: the longest that fits is the room.
    here = max((address for address, _label in rooms if path.startswith(address)), key=len, default="")
    return {"rooms": rooms, "here": here}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.filter
def spoken(texts: Mapping[Any, str]) -> str:
    """Give a text in the page's language."""
    return texts["en" if get_language() == "en" else "id"]


@register.filter
def named(code: str, words: Mapping[str, Mapping[Any, str]]) -> str:
    """Name a code by a table of words, in the page's language."""
    return spoken(words[code])
