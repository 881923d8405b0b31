"""The time zones of the country: a time is told in the zone of the place that it is about.

Indonesia has three, see *country.toml*. Source: Keputusan Presiden 41/1987 (in force since 1 January 1988), which
names provinces and islands. It names Kalimantan Timur, Maluku and Irian Jaya; the provinces made of them since
keep their zone.
"""

from datetime import datetime
from typing import Any

from ikpweb.kit.country import Zone, country

__all__ = ["NATIONAL", "ZONES", "Zone", "code_of", "in_zone", "zone_of"]

ZONES = country().zones
#: For what is about the whole country: the zone of its centre.
NATIONAL = ZONES[0]
_OF_UNITS = {code: zone for zone in ZONES for code in zone.units}


def zone_of(code: str | None) -> Zone:
    """Give the zone of a unit or office by its code, whatever its level; that of the centre for the whole country.

    Raises
    ------
    KeyError
        For the code of no province: a time under a wrong label is worse than none.
    """
    return NATIONAL if code in (None, "", "0") or not _OF_UNITS else _OF_UNITS[str(code)[:2]]


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
