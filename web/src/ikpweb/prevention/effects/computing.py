"""From a question to an assessment: read what went on, ask the engine, keep all of it."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.effects.asking import MOST_PERIODS, Asked, Period
from ikpweb.prevention.effects.engine import PanelRead, assessed
from ikpweb.prevention.effects.models import Assessment
from ikpweb.prevention.effects.policies import units_for
from ikpweb.prevention.effects.selectors.series import Series, series_of
from ikpweb.prevention.effects.selectors.treatments import Treatment
from ikpweb.prevention.effects.services import keep_assessment
from ikpweb.territory.models import Office, Unit
from ikpweb.watch.models import Report
from ikpweb.watch.policies import reports_visible_to

__all__ = ["assess_effect", "assess_panel", "starts_of"]


def starts_of(days: Mapping[str, date], units: Sequence[str], stretch: Sequence[Period]) -> list[int]:
    """Give the place of the period in which something began in each unit, shape (units,).

    −1 where it did not begin by the end; 0 where it had begun before the first period, which has no *before*.
    The period that the day lies in counts as the first at work: what is at work for a part of it only makes an
    effect look smaller, while a *before* with a part of it would be no before.
    """

    def place(day: date | None) -> int:
        if day is None or not stretch or day > stretch[-1].last:
            return -1
        return next(number for number, each in enumerate(stretch) if day <= each.last)

    return [place(days.get(unit)) for unit in units]


def assess_effect(
    asked: Asked,
    what: Treatment,
    *,
    key: UUID,
    office: Office,
    actor: Acting,
    title: str = "",
    seed: int = 0,
) -> Assessment:
    """Assess what changed where something began, by what the asking office may see.

    The computation runs outside of any transaction: others need not wait for it.

    Raises
    ------
    RejectedError
        When more periods are asked for than tell anything, or none.
    """
    begun = time.perf_counter()
    series = series_of(asked, _reports(actor, training=what.training), _units(actor, asked.level))
    if asked.outcome.startswith("reports") and not 2 <= len(series.periods) <= MOST_PERIODS:
        sentence = _("Di antara kedua hari itu ada %(n)s periode utuh; pilih 2 sampai %(most)s.")
        raise RejectedError(
            {str(key): [FieldError("last", sentence % {"n": len(series.periods), "most": MOST_PERIODS})]}
        )
    starts = starts_of(what.days, series.units, series.periods)
    found = _found(series, starts, asked, seed)
    return keep_assessment(
        office,
        title or what.name,
        asked.written(),
        _inputs(series, starts, what),
        found,
        key=key,
        training=what.training,
        seed=seed,
        seconds=round(time.perf_counter() - begun, 3),
        actor=actor,
    )


def _reports(actor: Acting, *, training: bool) -> QuerySet[Report]:
    rows = reports_visible_to(actor) if isinstance(actor, Member) else Report.objects.all()
    return rows.filter(training=training)


def _units(actor: Acting, level: str) -> list[str]:
    rows = units_for(actor) if isinstance(actor, Member) else Unit.objects.filter(valid_to__isnull=True)
    return list(rows.filter(level=level).order_by("pk").values_list("pk", flat=True))


def _found(series: Series, starts: Sequence[int], asked: Asked, seed: int) -> dict[str, Any]:
    names = [each.name for each in series.periods]
    differ = bool(series.differ)
    return assessed(
        series.units, names, series.values, starts, comparison=asked.comparison, method_changed=differ, seed=seed
    )


def _inputs(series: Series, starts: Sequence[int], what: Treatment) -> dict[str, Any]:
    left_out = Counter(series.left_out)
    left_out["elsewhere"] = len(set(what.days) - set(series.units))
    return {
        "units": list(series.units),
        "periods": [each.name for each in series.periods],
        "firsts": [each.first.isoformat() for each in series.periods],
        "outcome": series.values,
        "starts": list(starts),
        "days": {unit: day.isoformat() for unit, day in sorted(what.days.items())},
        "left_out": {name: number for name, number in left_out.items() if number},
        "differ": series.differ,
    }


def assess_panel(
    read: PanelRead, *, key: UUID, title: str, comparison: str, office: Office, actor: Acting, seed: int = 0
) -> Assessment:
    """Assess an analyst's own panel."""
    begun = time.perf_counter()
    asked = Asked("panel", "panel", comparison="never" if comparison == "never" else "not-yet")
    told = ", ".join(read.methods)
    differ = (
        [{"id": f"Berkas menyebut beberapa cara mengukur: {told}.", "en": f"The file names several methods: {told}."}]
        if len(read.methods) > 1
        else []
    )
    found = assessed(
        read.units,
        read.periods,
        read.values,
        read.starts,
        comparison=asked.comparison,
        method_changed=bool(differ),
        seed=seed,
    )
    inputs = {
        "units": list(read.units),
        "periods": list(read.periods),
        "firsts": [],
        "outcome": [list(row) for row in read.values],
        "starts": list(read.starts),
        "days": {},
        "left_out": {"gaps": read.left_out} if read.left_out else {},
        "differ": differ,
    }
    return keep_assessment(
        office,
        title,
        asked.written(),
        inputs,
        found,
        key=key,
        training=read.synthetic,
        seed=seed,
        seconds=round(time.perf_counter() - begun, 3),
        actor=actor,
    )
