"""Entering a report, and changing what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.territory.models import Office
from ikpweb.watch import policies
from ikpweb.watch.content import WRITTEN, report_content
from ikpweb.watch.models import Report
from ikpweb.watch.selectors.indicators import unknown_indicator
from ikpweb.watch.services.holding import as_said, demand, done_before, hold, step
from ikpweb.watch.transitions import Move
from ikpweb.watch.validation import clean_report

__all__ = ["Entered", "change", "enter"]


@dataclass(frozen=True)
class Entered:
    """The report as it stands, and whether it was there already."""

    report: Report
    repeated: bool = False


@audited(
    "report.entered",
    lambda _office, _given, *, key, **__: f"report:{key}",
    allowed=lambda office, *_, actor, **__: policies.may_enter(actor, office),
)
def enter(
    office: Office,
    given: Mapping[str, Any],
    *,
    key: UUID,
    client: UUID | None = None,
    training: bool = False,
    imported: bool = False,
    actor: Member,
) -> Entered:
    """Enter a report about an office's unit.

    Parameters
    ----------
    office : Office
        That looks after it; with its `unit`.
    given : mapping
        Fields as `validation.clean_report` takes them.
    key, client : UUID
        The number of the report, and of the request: made by the page or program that sends it, so that
        the same report sent twice, or by two at once, is one.
    training : bool
        Made up, and never counted with real ones.
    imported : bool
        By another system, which says itself when it was entered and decided.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong.
    ConflictError
        When the number stands for another report already.
    """
    content, faults = clean_report(given, office.unit, imported=imported)
    faults += unknown_indicator(content)
    if faults:
        raise RejectedError({str(key): faults})
    now = timezone.now()
    report = Report(
        pk=key,
        office=office,
        client=client,
        training=training,
        author=actor.person,
        made_at=now,
        **{("unit_id" if name == "unit" else name): value for name, value in content.items()},
    )
    if found := _standing(report):
        return _the_same(found, report)
    try:
        with transaction.atomic():
            step(report, Move.ENTER, actor=actor, at=now, new=True)
    except IntegrityError:  # somebody else's, or the same one's second request, was a moment faster
        found = _standing(report)
        if found is None:
            raise
        return _the_same(found, report)
    return Entered(report)


def _standing(report: Report) -> Report | None:
    """Find the report that has the number already: its own, its request's, or that of its system."""
    found: Report | None = Report.objects.filter(pk=report.pk).first()
    own = Report.objects.filter(office=report.office)
    if found is None and report.client:
        found = own.filter(client=report.client).first()
    if found is None and report.external:
        found = own.filter(training=report.training, system=report.system, external=report.external).first()
    return found


def _the_same(found: Report, wanted: Report) -> Entered:
    """Take a report that says the same for the one that was wanted; another one is a conflict."""
    first = found.steps.order_by("number").first()
    mine, theirs = report_content(wanted), report_content(found)
    if found.office_id != wanted.office_id or found.training != wanted.training:
        raise RejectedError({str(wanted.pk): [FieldError("id", _("Nomor laporan ini sudah dipakai."))]})
    said_first = first.content if first else theirs
    if all(mine[name] == said_first.get(name) for name in ("kind", "source", "event_date", "summary", "external")):
        tell(repeated=str(found.pk))
        return Entered(found, repeated=True)
    item: dict[str, Any] = {"base": said_first, "theirs": theirs, "mine": mine, "merged": mine, "both": []}
    raise ConflictError({str(found.pk): item}, found.version)


@audited(
    "report.changed",
    lambda report, *_, **__: f"report:{report.pk}",
    allowed=lambda report, *_, actor, **__: policies.may_enter(actor, report.office),
)
def change(report: Report, given: Mapping[str, Any], *, seen: int, actor: Member) -> Report:
    """Change what a report says, as long as it is not decided.

    Parameters
    ----------
    given : mapping
        The fields of `content.WRITTEN`; what is not named stays as it is. The unit stays.
    seen : int
        The version that the writer had before them.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong, or when it is decided already.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold(report)
    before = report_content(held)
    wanted = {name: given.get(name, before[name]) for name in WRITTEN if name != "unit"}
    content, faults = clean_report(wanted, held.unit, entered=held.entry_date)
    faults += unknown_indicator(content)
    if faults:
        raise RejectedError({str(held.pk): faults})
    said = {name: value for name, value in as_said(content).items() if name in given}
    if done_before(held, Move.CHANGE, seen, actor, said):
        return held
    demand(held, Move.CHANGE, actor)
    if all(before[name] == value for name, value in said.items()):
        tell(unchanged=True)
        return held
    for name in said:
        setattr(held, "unit_id" if name == "unit" else name, content[name])
    held.author = actor.person
    step(held, Move.CHANGE, actor=actor, at=timezone.now())
    return held
