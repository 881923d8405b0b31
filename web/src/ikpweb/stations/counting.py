"""What stands of a regency: the latest answers of its stations up to a report, and their counts.

Everything is made anew from the reports: there is no running total that could drift from them.
"""

from typing import Any

from ikpweb.stations.engine import Area, counted, latest
from ikpweb.stations.models import Count, Day, Report, Station

__all__ = ["AREAS", "SLACK", "count_regency", "table_of"]

#: Areas that are counted and kept; provinces and the country are their sums.
AREAS: tuple[Area, ...] = ("regency", "district", "village")
#: Seconds that a telephone's clock may run ahead before the station is marked. *Assumed.*
SLACK = 600.0


def table_of(day: Day, regency: str, upto: int) -> Any:
    """Give the table of a regency's stations with their latest answers, of reports up to a number."""
    stations = list(Station.objects.filter(day=day, regency=regency).values_list("code", flat=True))
    reports = (
        Report.objects.filter(day=day.pk, regency=regency, id__lte=upto)
        .order_by("id")
        .values_list("station", "answers", "at", "received_at")
        if upto
        else ()
    )
    return latest(stations, reports, _codes(day), day.opens_at, SLACK)


def count_regency(day: Day, regency: str, upto: int) -> list[Count]:
    """Count a regency with its districts and villages, as rows that are not kept yet."""
    table, codes = table_of(day, regency, upto), _codes(day)
    return [
        Count(day=day, unit=unit, area=area, upto=upto, **told)
        for area in AREAS
        for unit, told in counted(table, codes, area).items()
    ]


def _codes(day: Day) -> list[str]:
    return [each["code"] for each in day.questions]
