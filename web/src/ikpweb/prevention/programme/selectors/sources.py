"""Where the figures of the boards come from: each room's own numbers, by office."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from ikpweb.prevention.activities.selectors.counts import Counts, Period, counts_of
from ikpweb.prevention.cadres.selectors.sums import cadres_by_office
from ikpweb.prevention.partners.selectors.boards import partners_by_office
from ikpweb.prevention.programme.measures import FORMS
from ikpweb.prevention.register.models import Action, Status
from ikpweb.prevention.register.selectors.listing import late
from ikpweb.territory.models import Office

__all__ = ["Figures", "figures_of"]

#: Code of a measure to its number.
Figures = Mapping[str, int]


def figures_of(offices: QuerySet[Office], period: Period, day: date) -> tuple[Mapping[str, Figures], Counts]:
    """Give the figures of every office that has any, and the counts of its activities.

    Parameters
    ----------
    period : Period
        Of the activities; everything else is told as it stands on the day.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for office, numbers in _actions(offices, day).items():
        found[office].update(numbers)
    inside = set(offices.values_list("pk", flat=True))
    for office, held in partners_by_office(day).items():
        if office in inside:
            found[office].update({"partners": held.institutions, "agreements": held.holding})
    for office, reached in cadres_by_office().items():
        if office in inside:
            found[office].update(
                {
                    "trainings": reached.trainings,
                    "alumni": reached.alumni or 0,
                    "alumni_untold": reached.alumni_untold,
                    "outreach": reached.outreach,
                    "reached": reached.participants or 0,
                }
            )
    counts = counts_of(offices, period)
    for office, line in counts.offices.items():
        found[office].update({FORMS[form]: number for form, number in line.forms.items()})
        found[office]["activities"] = line.total
    return {office: {name: number for name, number in each.items() if number} for office, each in found.items()}, counts


def _actions(offices: QuerySet[Office], day: date) -> Mapping[str, Figures]:
    told = {
        "actions_planned": Count("pk", filter=Q(status=Status.PLANNED)),
        "actions_running": Count("pk", filter=Q(status=Status.RUNNING)),
        "actions_done": Count("pk", filter=Q(status__in=(Status.DONE, Status.CONFIRMED))),
        "actions_late": Count("pk", filter=late(day)),
    }
    rows: Any = Action.objects.filter(office__in=offices.values("pk")).order_by().values("office").annotate(**told)
    return {row["office"]: {name: row[name] for name in told} for row in rows}
