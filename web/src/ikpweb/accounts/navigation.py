"""What the office area consists of: its navigation, and the cards of its first page.

The rooms above this one (collection, verification, …) are named here by address alone: an
entry whose address does not exist is left out, so that nothing is imported upwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.kit.pages import is_here

__all__ = ["CARDS", "ITEMS", "Item", "cards", "items_for"]


@dataclass(frozen=True)
class Item:
    """An entry of the navigation; shown to members with one of the roles, to all when none is named."""

    name: str
    label: str | Promise
    roles: tuple[str, ...] = ()


#: Who has to do with how an edition is made.
_METHOD = (Role.ANALYST, Role.HEAD, Role.PUBLISHER, Role.ADMINISTRATOR)

ITEMS: tuple[Item, ...] = (
    Item("office:home", _("Beranda kantor")),
    Item("collection:home", _("Isian")),
    Item("verification:home", _("Verifikasi"), (Role.VERIFIER, Role.HEAD, Role.OBSERVER)),
    Item("methodology:home", pgettext_lazy("menu", "Edisi"), _METHOD),
    Item("cycles:home", pgettext_lazy("menu", "Putaran"), _METHOD),
    Item("board:home", _("Pemantauan")),
    Item("watch:reports", _("Laporan")),
    Item("stations:home", _("Laporan TPS")),
    Item("alarms:home", _("Alarm dini")),
    Item("programme:home", _("Pencegahan")),
    Item("runs:home", _("Perhitungan"), (Role.ANALYST, Role.HEAD, Role.PUBLISHER)),
    Item("publication:home", _("Rilis"), (Role.ANALYST, Role.HEAD, Role.PUBLISHER, Role.OBSERVER)),
    Item("office:audit", _("Audit"), (Role.HEAD, Role.ADMINISTRATOR, Role.OBSERVER)),
    Item("office:members", _("Anggota"), (Role.HEAD, Role.ADMINISTRATOR)),
)

#: Cards of the first page, in this order; an app adds its template here, and it is shown once it exists.
#: A card asks for what it shows by a template tag of its app, with `member` in its context.
CARDS: tuple[str, ...] = (
    "collection/card.html",
    "verification/card.html",
    "methodology/card.html",
    "cycles/card.html",
    "board/card.html",
    "curation/card.html",
    "register/card.html",
    "partners/card.html",
    "runs/card.html",
)


def items_for(member: Member) -> Iterator[tuple[str, Item]]:
    """Give address and entry of what a member may open."""
    for item in ITEMS:
        if (item.roles and not member.has(*item.roles)) or not is_here(item.name):
            continue
        try:
            yield reverse(item.name), item
        except NoReverseMatch:
            continue


def cards(request: HttpRequest, member: Member) -> list[SafeString]:
    """Give the cards that exist and have something to say to a member."""
    found = []
    for name in CARDS:
        if not is_here(name.replace("/", ":")):
            continue
        try:
            card = get_template(name)
        except TemplateDoesNotExist:
            continue
        found.append(SafeString(card.render({"member": member}, request)))
    return [card for card in found if card.strip()]
