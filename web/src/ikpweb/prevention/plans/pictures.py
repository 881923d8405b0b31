"""From a plan to its pictures."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from ikpweb.kit.charts.theme import Chart
from ikpweb.prevention.plans.adding import KEPT
from ikpweb.prevention.plans.drawing import Gain, Point, Shift, frontier, gains, shifts
from ikpweb.prevention.plans.models import Plan
from ikpweb.prevention.plans.selectors import effects, library_by_id
from ikpweb.prevention.plans.telling import points_said, rows_of, rupiah

__all__ = ["MAKERS"]

#: What a picture has room for; the tables have all.
_ITEMS, _UNITS = 12, 14


def _gains(plan: Plan, narrow: bool) -> Chart:
    """Draw what the most useful items bring."""
    items = list(plan.items.filter(state__in=KEPT).select_related("unit", "owner")[:_ITEMS])
    many = len(plan.asked["units"]) > 1
    rows = [
        Gain(f"{row.item.unit.name}: {row.title}" if many else row.title, row.item.points, points_said(row.item.points))
        for row in rows_of(items, plan, library_by_id())
    ]
    return gains(rows, _("Poin yang diperkirakan hilang oleh tiap usulan"), narrow=narrow)


def _frontier(plan: Plan, narrow: bool) -> Chart:
    """Draw what other budgets reach, by this plan and by the plain one."""
    found = plan.result.found
    points = [
        Point(one["budget"], rupiah(one["budget"]), one["points"], other["points"], asked=place == 0)
        for place, (one, other) in enumerate(zip(found["levels"], found["plain_levels"], strict=True))
    ]
    words = (_("usulan ini"), _("risiko terbesar dahulu"))
    return frontier(
        points, words, _("anggaran (juta rupiah)"), _("Poin yang dicapai pada tiap anggaran"), narrow=narrow
    )


def _scores(plan: Plan, narrow: bool) -> Chart:
    """Draw scores before and after, with the interval of the score."""
    rows = [
        Shift(each.unit.name, each.before, each.before - each.goes, each.low, each.high)
        for each in effects(plan)
        if each.before is not None
    ][:_UNITS]
    words = (_("sebelum"), _("sesudah, bila asumsinya benar"))
    return shifts(rows, words, _("Skor tiap daerah sebelum dan sesudah"), narrow=narrow)


MAKERS: Mapping[str, Callable[[Plan, bool], Chart]] = {"manfaat": _gains, "anggaran": _frontier, "skor": _scores}
