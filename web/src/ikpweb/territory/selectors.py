"""Reading units."""

from collections.abc import Mapping, Sequence
from datetime import date

from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.territory.models import Unit

__all__ = ["LAST_DAY_OF_34", "nearest", "search", "units"]

#: On this day there were 34 provinces.
LAST_DAY_OF_34 = date(2022, 7, 24)


@remembered(public_state)
def units() -> Mapping[str, Unit]:
    """Give all units by code, provinces first."""
    found = sorted(
        Unit.objects.select_related("parent", "parent_of_34"), key=lambda unit: (len(unit.code) > 2, unit.code)
    )
    return {unit.code: unit for unit in found}


def _plain(text: str) -> str:
    return " ".join(text.lower().replace(".", " ").replace("kabupaten", "kab").split())


def search(words: str, limit: int = 12) -> Sequence[Unit]:
    """Find units by name or code: those that begin with the words first, provinces before regencies."""
    wanted = _plain(words)
    if not wanted:
        return []
    hits = []
    for unit in units().values():
        name = _plain(unit.name)
        bare = name.removeprefix("kab ").removeprefix("kota ")
        if unit.code.startswith(words.strip()) or bare.startswith(wanted) or name.startswith(wanted):
            hits.append((0, unit))
        elif wanted in name:
            hits.append((1, unit))
    hits.sort(key=lambda hit: (hit[0], len(hit[1].code) > 2, hit[1].name))
    return [unit for _, unit in hits[:limit]]


def nearest(unit: Unit, number: int = 6) -> Sequence[Unit]:
    """Give the nearest units of the same level that exist now, by the distance of their points."""
    if unit.lat is None or unit.lon is None:
        return []
    others = [
        other
        for other in units().values()
        if other.level == unit.level and other.code != unit.code and other.lat is not None and other.lon is not None
    ]
    # Indonesia lies along the equator: degrees are as good as kilometres for finding the nearest.
    return sorted(others, key=lambda o: (o.lat - unit.lat) ** 2 + (o.lon - unit.lon) ** 2)[:number]  # type: ignore[operator]
