"""Activities for tests of everything that counts them. All of it is made up (SINTETIS)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.prevention.activities.models import Activity, ActivityStep, Form, MonthCount
from ikpweb.prevention.activities.services.entering import enter
from ikpweb.territory.models import Office

from web.tests.factories import member

__all__ = ["OFFICE", "entered", "given", "listed", "office", "to_margins", "today", "told"]

OFFICE = "15.71"


def today() -> date:
    return timezone.localdate()


def office(code: str = OFFICE) -> Office:
    return Office.objects.get(pk=code)


def given(**other: Any) -> dict[str, Any]:
    """Give the fields of a whole activity."""
    return {
        "form": "education",
        "date": (today() - timedelta(3)).isoformat(),
        "title": "SINTETIS: Sosialisasi di Telanaipura",
        "indicators": ["I17"],
        "participants": "40",
        "groups": {"women": "22"},
        **other,
    }


def entered(actor: Member | None = None, *, code: str = OFFICE, key: UUID | None = None, **other: Any) -> Activity:
    """Enter an activity by somebody of the office."""
    actor = actor or member("enterer", code)
    training = other.pop("training", False)
    return enter(office(code), given(**other), key=key or uuid4(), training=training, actor=actor)[0]


def listed(number: int, *, code: str = OFFICE, form: str = "education", day: date, training: bool = False) -> None:
    """Put activities straight into the tables."""
    now = timezone.now()
    rows = [
        Activity(
            office_id=code,
            form=form,
            date=day,
            title=f"SINTETIS: kegiatan {each}",
            training=training,
            made_at=now,
            changed_at=now,
        )
        for each in range(number)
    ]
    Activity.objects.bulk_create(rows, batch_size=200)
    steps = [ActivityStep(activity=row, number=1, move="import", content={}, at=now) for row in rows]
    ActivityStep.objects.bulk_create(steps, batch_size=200)


def told(number: int, *, code: str = OFFICE, form: str = "education", month: date, training: bool = False) -> None:
    """Put the count of a month straight into the tables."""
    MonthCount.objects.create(
        office_id=code, form=form, month=month, number=number, training=training, changed_at=timezone.now()
    )


def to_margins(margins: Mapping[str, int], months: Sequence[date], rng: np.random.Generator) -> None:
    """Share out the number of each form over all offices and some months, as training data that is only counted."""
    codes = list(Office.objects.order_by("pk").values_list("pk", flat=True))
    now, rows = timezone.now(), []
    for form in Form.values:
        shares = rng.dirichlet(np.full(len(codes) * len(months), 0.5))
        drawn = rng.multinomial(margins[form], shares).reshape(len(codes), len(months))
        rows += [
            MonthCount(
                office_id=code,
                form=form,
                month=month,
                number=int(number),
                source="SINTETIS",
                training=True,
                changed_at=now,
            )
            for code, line in zip(codes, drawn, strict=True)
            for month, number in zip(months, line, strict=True)
            if number
        ]
    MonthCount.objects.bulk_create(rows, batch_size=500)
