"""Which units have a partner of a sector, by an agreement of their own office or by one of those above."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ikpweb.accounts.members import Member
from ikpweb.maps.layout import layout
from ikpweb.maps.selectors import HexagonMap, tiled
from ikpweb.prevention.keeping.fields import units_within
from ikpweb.prevention.keeping.maps import near
from ikpweb.prevention.partners.models import Agreement
from ikpweb.prevention.partners.states import in_force
from ikpweb.territory.models import Office, Unit

__all__ = ["LEVELS", "Covered", "coverage", "map_of"]

LEVELS = ("regency", "province")


@dataclass(frozen=True, slots=True)
class Covered:
    """Agreements in force that reach a unit: those that name it or are its office's, and those of all of its region."""

    unit: Unit
    own: int
    above: int

    @property
    def look(self) -> str:
        """How its hexagon looks."""
        return "s3" if self.own else "s1" if self.above else "none"


def coverage(member: Member, level: str, day: date, sector: str = "") -> list[Covered]:
    """Tell how every unit of the member's region is reached; what stands above it is counted and not shown.

    An agreement without named units reaches the whole region of its office: its own unit directly, those
    below as *above*; the centre's reaches all units as *above*.
    """
    rows = Agreement.objects.filter(in_force(day))
    if sector:
        rows = rows.filter(partner__sector=sector)
    own: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for _pk, code in set(rows.filter(units__isnull=False).values_list("pk", "units")):
        own[str(code)] += 1
    for office in rows.filter(units__isnull=True).values_list("office", flat=True):
        whole[office] += 1
    found = []
    for unit in units_within(member.office):
        if unit.level != level:
            continue
        parent = str(unit.parent_id or "")
        direct = own[unit.code] + whole[unit.code]
        above = whole[Office.CENTRE] + (own[parent] + whole[parent] if parent else 0)
        found.append(Covered(unit, direct, above))
    return found


def map_of(rows: list[Covered], level: str) -> HexagonMap:
    """Draw the units of the member's region."""
    known = {each.unit.code: each for each in rows}
    grid = layout(level)
    missing = sum(code not in known for code in grid.cells)
    drawn = tiled(
        grid,
        lambda code: reverse("portal:unit", args=[code]),
        lambda unit: _told(unit, known),
        missing=missing,
        labelled=level == "province",
    )
    return near(drawn, known)


def _told(unit: Unit, known: Mapping[str, Covered]) -> tuple[str, str, str]:
    found = known.get(unit.code)
    if found is None:
        return "none", "", unit.name
    if found.own:
        said = ngettext("%(n)s perjanjian", "%(n)s perjanjian", found.own) % {"n": found.own}
        return found.look, "", f"{unit.name} · {said}"
    if found.above:
        return found.look, "", f"{unit.name} · {gettext('hanya lewat kantor di atasnya')}"
    return "gap", "✕", f"{unit.name} · {gettext('tanpa mitra')}"
