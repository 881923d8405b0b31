"""Numbers of partners and agreements by office, for boards of rooms above this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from ikpweb.prevention.partners.models import Activity, Agreement, Partner
from ikpweb.prevention.partners.states import State, in_state

__all__ = ["OfficePartners", "partners_by_office"]


@dataclass(frozen=True, slots=True)
class OfficePartners:
    """What an office has: institutions, agreements in force (those about to end among them), and what was done."""

    institutions: int = 0
    holding: int = 0
    expiring: int = 0
    expired: int = 0
    activities: int = 0


def partners_by_office(day: date) -> Mapping[str, OfficePartners]:
    """Give the numbers of every office that has any, by its code; three queries, however many there are."""
    institutions = _counted(Partner.objects.filter(withdrawn=False), n=Count("pk"))
    activities = _counted(Activity.objects.filter(withdrawn=False), n=Count("pk"))
    states = {
        "valid": Count("pk", filter=in_state(State.VALID, day)),
        "expiring": Count("pk", filter=in_state(State.EXPIRING, day)),
        "expired": Count("pk", filter=in_state(State.EXPIRED, day)),
    }
    agreements = _counted(Agreement.objects.filter(withdrawn=False), **states)
    return {
        office: OfficePartners(
            institutions.get(office, {}).get("n", 0),
            agreements.get(office, {}).get("valid", 0) + agreements.get(office, {}).get("expiring", 0),
            agreements.get(office, {}).get("expiring", 0),
            agreements.get(office, {}).get("expired", 0),
            activities.get(office, {}).get("n", 0),
        )
        for office in sorted({*institutions, *activities, *agreements})
    }


def _counted(rows: object, **counts: Count) -> dict[str, dict[str, int]]:
    found = rows.order_by().values("office").annotate(**counts)  # type: ignore[attr-defined]
    return {row["office"]: row for row in found}
