"""What was done in a unit, on its days: for the time line of its profile.

Members see what their office may see, in the office's own words. Of what is released to everybody only the
sort is told, or the library's words: a released figure releases no text of an office.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.prevention.actions import find
from ikpweb.prevention.cadres.models import Training
from ikpweb.prevention.cadres.policies import trainings_visible_to
from ikpweb.prevention.effects.models import Beginning
from ikpweb.prevention.effects.policies import programmes_visible_to
from ikpweb.prevention.effects.words import in_words
from ikpweb.prevention.partners.models import Agreement
from ikpweb.prevention.partners.policies import agreements_visible_to
from ikpweb.prevention.register.models import Action, Status
from ikpweb.prevention.register.policies import actions_visible_to
from ikpweb.watch.policies import reports_visible_to
from ikpweb.watch.selectors.inputs import counted

__all__ = ["Moment", "moments_of", "months_of", "released_moments"]

#: More than these no drawing can hold; the newest stay.
MOST = 40
#: Months of reports that are drawn.
MONTHS = 36


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that was done or began on a day; `address` is where it stands, for who may see it."""

    day: date
    sort: str | Promise
    name: str
    address: str = ""


def moments_of(unit: str, member: Member) -> list[Moment]:
    """Give what was done in a unit, as far as a member may see it, the oldest first."""
    return _sorted(
        [
            *_actions(_done(unit, actions_visible_to(member)), own=True),
            *_agreements(_with(unit, agreements_visible_to(member)), own=True),
            *_trainings(_held(unit, trainings_visible_to(member)), own=True),
            *_programmes(unit, member),
        ]
    )


def released_moments(unit: str, kinds: Collection[str]) -> list[Moment]:
    """Give what was done in a unit of the kinds that are released by unit, the oldest first.

    Parameters
    ----------
    kinds : collection of str
        As the disclosure of the programme names them: ``actions``, ``partners``, ``cadres``.
    """
    return _sorted([each for kind in kinds if kind in _RELEASED for each in _RELEASED[kind](unit)])


def _sorted(found: list[Moment]) -> list[Moment]:
    return sorted(found, key=lambda each: (each.day, str(each.sort), each.name))[-MOST:]


def _done(unit: str, rows: QuerySet[Action]) -> QuerySet[Action]:
    done = rows.filter(office=unit, status__in=(Status.DONE, Status.CONFIRMED), done_at__isnull=False)
    return done.order_by("-done_at")[:MOST]


def _actions(rows: QuerySet[Action], *, own: bool) -> list[Moment]:
    found = []
    for row in rows:
        known = find(row.library) if row.library else None
        words = row.title if own else in_words(known.title) if known else ""
        address = row.get_absolute_url() if own else ""
        found.append(Moment(timezone.localdate(row.done_at), _("tindakan selesai"), words, address))
    return found


def _released_actions(unit: str) -> list[Moment]:
    return _actions(_done(unit, Action.objects.filter(status=Status.CONFIRMED)), own=False)


def _programmes(unit: str, member: Member) -> list[Moment]:
    seen = programmes_visible_to(member).filter(training=False, withdrawn="")
    rows = Beginning.objects.filter(unit=unit, programme__in=seen).select_related("programme").order_by("-day")
    sort = _("program dimulai")
    return [Moment(row.day, sort, row.programme.name, row.programme.get_absolute_url()) for row in rows[:MOST]]


def _with(unit: str, rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Keep agreements that name a unit, or are of its own office and name none."""
    began = rows.filter(withdrawn=False, valid_from__lte=timezone.localdate())
    named = began.filter(Q(units=unit) | Q(office=unit, units__isnull=True))
    return named.select_related("partner").distinct().order_by("-valid_from")[:MOST]


def _agreements(rows: QuerySet[Agreement], *, own: bool) -> list[Moment]:
    sort, told = _("perjanjian berlaku"), []
    for row in rows:
        words = f"{row.get_kind_display()}, {row.partner.name}" if own else str(row.get_kind_display())
        told.append(Moment(row.valid_from, sort, words, row.get_absolute_url() if own else ""))
    return told


def _held(unit: str, rows: QuerySet[Training]) -> QuerySet[Training]:
    return rows.filter(office=unit, withdrawn=False, day__lte=timezone.localdate()).order_by("-day")[:MOST]


def _trainings(rows: QuerySet[Training], *, own: bool) -> list[Moment]:
    sort, told = _("pelatihan"), []
    for row in rows:
        words = str(row) if own else str(row.get_programme_display())
        told.append(Moment(row.day, sort, words, row.get_absolute_url() if own else ""))
    return told


def _released_agreements(unit: str) -> list[Moment]:
    return _agreements(_with(unit, Agreement.objects.all()), own=False)


def _released_trainings(unit: str) -> list[Moment]:
    return _trainings(_held(unit, Training.objects.all()), own=False)


_RELEASED: Mapping[str, Callable[[str], list[Moment]]] = {
    "actions": _released_actions,
    "partners": _released_agreements,
    "cadres": _released_trainings,
}


def months_of(unit: str, member: Member, today: date) -> list[tuple[date, int]]:
    """Count the reports of a unit, and of those below it, by month of the event; empty where there is none at all."""
    last = today.year * 12 + today.month - 1
    firsts = [date(month // 12, month % 12 + 1, 1) for month in range(last - MONTHS + 1, last + 1)]
    rows = reports_visible_to(member).filter(counted(), training=False, event_date__gte=firsts[0])
    days = rows.filter(Q(unit=unit) | Q(unit__parent=unit)).values_list("event_date", flat=True)
    counts = Counter(day.replace(day=1) for day in days.iterator(chunk_size=5000))
    return [(first, counts[first]) for first in firsts] if counts else []
