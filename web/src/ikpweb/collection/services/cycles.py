"""Making, opening and closing a cycle: by the centre."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.collection.engine import form_of
from ikpweb.collection.models import Cycle, Submission
from ikpweb.methodology.models import Edition
from ikpweb.territory.models import Office

__all__ = ["close_cycle", "make_cycle", "may_run_cycles", "move_deadlines", "open_cycle", "reporting_offices"]


def may_run_cycles(actor: Member) -> bool:
    """Tell whether somebody runs cycles: the head or an administrator of the centre."""
    return actor.office.pk == Office.CENTRE and actor.has(Role.HEAD, Role.ADMINISTRATOR)


def _by_the_centre(*_: object, actor: Member, **__: object) -> bool:
    return may_run_cycles(actor)


def reporting_offices(day: date) -> list[Office]:
    """Give the offices below the centre that exist on a day."""
    exists = (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return list(Office.objects.filter(exists).exclude(pk=Office.CENTRE))


@audited("cycle.made", lambda code, **_: f"cycle:{code}", allowed=_by_the_centre)
def make_cycle(
    code: str,
    *,
    edition: Edition,
    title_id: str,
    title_en: str,
    registry_date: date,
    period_from: date,
    period_to: date,
    due_entry: datetime,
    due_province: datetime,
    due_centre: datetime,
    training: bool = False,
    actor: Member,  # noqa: ARG001 - the decorator reads who
) -> Cycle:
    """Prepare a cycle; nobody can enter anything until it is opened."""
    return Cycle.objects.create(
        code=code,
        edition=edition,
        title_id=title_id,
        title_en=title_en,
        registry_date=registry_date,
        period_from=period_from,
        period_to=period_to,
        due_entry=due_entry,
        due_province=due_province,
        due_centre=due_centre,
        training=training,
    )


@audited("cycle.opened", lambda cycle, **_: f"cycle:{cycle.pk}", allowed=_by_the_centre)
def open_cycle(cycle: Cycle, *, actor: Member) -> int:  # noqa: ARG001 - the decorator reads who
    """Freeze the form and give every office that reports its empty submission.

    Returns
    -------
    int
        How many offices report.
    """
    if cycle.stage != Cycle.Stage.DRAFT:
        return cycle.submissions.count()
    form: dict[str, Any] = form_of(cycle.edition_id)
    cycle.form, cycle.form_digest = form, digest_of(form)
    cycle.stage, cycle.opens_at = Cycle.Stage.OPEN, timezone.now()
    cycle.save()
    offices = [office for office in reporting_offices(cycle.registry_date) if office.level in form]
    Submission.objects.bulk_create(
        [Submission(cycle=cycle, office=office) for office in offices], ignore_conflicts=True, batch_size=200
    )
    tell(form=cycle.form_digest, offices=len(offices))
    return len(offices)


@audited("cycle.closed", lambda cycle, **_: f"cycle:{cycle.pk}", allowed=_by_the_centre)
def close_cycle(cycle: Cycle, *, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """End the entry: what was not submitted stays as it is, and reviews go on."""
    Cycle.objects.filter(pk=cycle.pk, stage=Cycle.Stage.OPEN).update(stage=Cycle.Stage.CLOSED)


@audited("cycle.deadlines-moved", lambda cycle, **_: f"cycle:{cycle.pk}", allowed=_by_the_centre)
def move_deadlines(
    cycle: Cycle,
    *,
    due_entry: datetime,
    due_province: datetime,
    due_centre: datetime,
    actor: Member,  # noqa: ARG001 - the decorator reads who
) -> None:
    """Move the deadlines of a cycle that is not frozen; the log keeps the old ones."""
    given = {"due_entry": due_entry, "due_province": due_province, "due_centre": due_centre}
    tell(
        before={name: getattr(cycle, name).isoformat() for name in given},
        after={name: moment.isoformat() for name, moment in given.items()},
    )
    Cycle.objects.filter(pk=cycle.pk).exclude(stage=Cycle.Stage.FROZEN).update(**given)
