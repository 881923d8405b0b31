"""Pages that this country has no data for are not there, and say so."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ikpweb.kit.country import country

__all__ = ["AbsentPages", "part_of"]

#: Rooms of addresses, and single addresses, by the part of the pages that they belong to; see `kit.country.PAGES`.
_ROOMS: Final = {
    "prevention": (
        *("prevention", "files", "register", "plans", "partners", "cadres", "activities"),
        *("curation", "effects", "cases", "programme", "program"),
    ),
    "stations": ("stations",),
    "watch": ("watch", "alarms", "ledger"),
}
_SINGLE: Final = {
    "portal:projection": "projection",
    "portal:projection-table": "projection",
    "portal:validation": "validation",
    "portal:done": "prevention",
}
_OF_ROOM: Final = {room: part for part, rooms in _ROOMS.items() for room in rooms}


def part_of(view_name: str) -> str:
    """Give the part of the pages that an address belongs to; nothing where every country has it."""
    return _SINGLE.get(view_name) or _OF_ROOM.get(view_name.partition(":")[0], "")


class AbsentPages:
    """Answers 404 with a sentence for every part of the pages that the country does not name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        part = part_of(request.resolver_match.view_name if request.resolver_match else "")
        if not part or part in country().pages:
            return None
        reason = _("Halaman ini tidak ada di sini: untuk negara ini belum ada datanya.")
        return render(request, "portal/not_found.html", {"reason": reason}, status=404)
