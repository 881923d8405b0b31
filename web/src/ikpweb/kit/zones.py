"""The three time zones of Indonesia: a time is told in the zone of the place that it is about.

Source: Keputusan Presiden 41/1987 (in force since 1 January 1988), which names provinces and islands. It names
Kalimantan Timur, Maluku and Irian Jaya; the provinces made of them since keep their zone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

__all__ = ["NATIONAL", "WIB", "WIT", "WITA", "Zone", "code_of", "in_zone", "zone_of"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone: its name in the law, its place in the database of time zones, its hours ahead of UTC."""

    label: str
    place: str
    hours: int

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.place)


WIB = Zone("WIB", "Asia/Jakarta", 7)
WITA = Zone("WITA", "Asia/Makassar", 8)
WIT = Zone("WIT", "Asia/Jayapura", 9)
#: For what is about the whole country: the centre sits in Jakarta.
NATIONAL = WIB

#: Codes of provinces by zone, as the ministry numbers them.
_PROVINCES = {
    # Sumatra; Java and Madura; Kalimantan Barat and Kalimantan Tengah.
    WIB: "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    # Bali and both Nusa Tenggara; Kalimantan Selatan, Timur and (of Timur, UU 20/2012) Utara; Sulawesi.
    WITA: "51 52 53 63 64 65 71 72 73 74 75 76",
    # Maluku and Maluku Utara; the provinces of Papua.
    WIT: "81 82 91 92 93 94 95 96",
}
_ZONES = {code: zone for zone, codes in _PROVINCES.items() for code in codes.split()}


def zone_of(code: str | None) -> Zone:
    """Give the zone of a unit or office by its code, whatever its level; that of the centre for the whole country.

    Raises
    ------
    KeyError
        For the code of no province: a time under a wrong label is worse than none.
    """
    return NATIONAL if code in (None, "", "0") else _ZONES[str(code)[:2]]


def code_of(about: Any) -> str | None:
    """Give the code of what a time is about: a code as it is, a unit's or an office's own, nothing for the country."""
    return about if about is None or isinstance(about, str) else str(about.code)


def in_zone(moment: datetime, code: str | None) -> tuple[datetime, Zone]:
    """Tell a moment in the zone of a unit.

    Raises
    ------
    ValueError
        For a moment that does not say when it is (without a time zone).
    """
    if moment.tzinfo is None:
        message = f"{moment.isoformat()} has no time zone: nobody can tell when it is."
        raise ValueError(message)
    zone = zone_of(code)
    return moment.astimezone(zone.info), zone
