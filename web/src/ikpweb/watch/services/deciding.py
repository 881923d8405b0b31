"""Deciding about a report, opening it again, and withdrawing it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited
from ikpweb.watch import policies
from ikpweb.watch.models import Report
from ikpweb.watch.services.holding import demand, done_before, hold, reason_for, refuse, step
from ikpweb.watch.transitions import DECISIONS, Move
from ikpweb.watch.validation import today_in

__all__ = ["decide", "reopen", "withdraw"]


@audited(
    "report.decided",
    lambda report, *_, **__: f"report:{report.pk}",
    allowed=lambda report, *_, actor, **__: policies.may_handle(actor, report.office),
)
def decide(
    report: Report, move: Move, *, day: date | None = None, reason: str = "", seen: int, actor: Member
) -> Report:
    """Say what an allegation turned out to be; another person than who wrote the report.

    Parameters
    ----------
    move : Move
        ``CONFIRM``, ``CLEAR`` or ``HAND_ON``.
    day : date, optional
        Of the decision; left out, today where the unit lies.

    Raises
    ------
    RejectedError
        When the table of moves does not allow it to this person now, or the day cannot be.
    ConflictError
        When somebody changed the report since `seen`.
    """
    if move not in DECISIONS:
        message = f"{move} decides nothing: it has a service of its own."
        raise ValueError(message)
    held = hold(report)
    if done_before(held, move, seen, actor, {"status": DECISIONS[move].value}):
        return held
    transition = demand(held, move, actor)
    today = today_in(held.unit_id)
    day = day or today
    if not held.entry_date <= day <= today:
        refuse(held, _("Tanggal keputusan harus antara tanggal masuk dan hari ini."), "verified_date")
    said = reason_for(held, transition, reason)
    held.status, held.verified_date = transition.to, day
    step(held, move, reason=said, actor=actor, at=timezone.now())
    return held


@audited(
    "report.reopened",
    lambda report, *_, **__: f"report:{report.pk}",
    allowed=lambda report, *_, actor, **__: policies.may_handle(actor, report.office),
)
def reopen(report: Report, reason: str, *, seen: int, actor: Member) -> Report:
    """Open a report that was decided or withdrawn again, with a reason.

    Raises
    ------
    RejectedError, ConflictError
        As `decide`.
    """
    return _moved(report, Move.REOPEN, reason, seen=seen, actor=actor)


@audited(
    "report.withdrawn",
    lambda report, *_, **__: f"report:{report.pk}",
    allowed=lambda report, *_, actor, **__: policies.may_handle(actor, report.office),
)
def withdraw(report: Report, reason: str, *, seen: int, actor: Member) -> Report:
    """Take a report back, with a reason; it stays readable and counts nowhere.

    Raises
    ------
    RejectedError, ConflictError
        As `decide`; also when other reports are marked as telling it again: they would then count nowhere either.
    """
    return _moved(report, Move.WITHDRAW, reason, seen=seen, actor=actor)


def _moved(report: Report, move: Move, reason: str, *, seen: int, actor: Member) -> Report:
    held = hold(report)
    if done_before(held, move, seen, actor):
        return held
    transition = demand(held, move, actor)
    said = reason_for(held, transition, reason)
    if move == Move.WITHDRAW and (others := held.duplicates.count()):
        refuse(held, _("%(n)s laporan ditandai ganda dari laporan ini. Lepas tandanya dahulu.") % {"n": others})
    held.status, held.verified_date = transition.to, None
    step(held, move, reason=said, actor=actor, at=timezone.now())
    return held
