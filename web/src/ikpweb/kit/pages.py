"""Which addresses belong to a part of the pages that only some countries have."""

from typing import Final

from ikpweb.kit.country import country

__all__ = ["is_here", "part_of"]

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


def is_here(view_name: str) -> bool:
    """Tell whether the country has an address."""
    part = part_of(view_name)
    return not part or part in country().pages
