"""Marking a report that tells another one again: it stays readable, and is counted once."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.watch import policies
from ikpweb.watch.models import Report, Status
from ikpweb.watch.services.holding import demand, done_before, hold, reason_for, refuse, step
from ikpweb.watch.transitions import Move

__all__ = ["mark", "unmark"]


@audited(
    "report.marked",
    lambda report, *_, **__: f"report:{report.pk}",
    allowed=lambda report, original, *_, actor, **__: (
        policies.may_handle(actor, report.office) and policies.may_handle(actor, original.office)
    ),
)
def mark(report: Report, original: Report, *, reason: str = "", seen: int, actor: Member) -> Report:
    """Mark a report as telling another one again.

    Raises
    ------
    RejectedError
        When the other one is itself marked or withdrawn, the same, or of the other sort of data; when this
        one has reports marked as telling it again; when the table of moves does not allow it.
    ConflictError
        When somebody changed the report since `seen`.
    """
    # Both are locked, in one order for everybody: of two who mark them crosswise, one is refused.
    rows = {pk: hold(Report(pk=pk)) for pk in sorted({report.pk, original.pk})}
    held, other = rows[report.pk], rows[original.pk]
    if done_before(held, Move.MARK, seen, actor, {"duplicate_of": str(other.pk)}):
        return held
    said = reason_for(held, demand(held, Move.MARK, actor), reason)
    if held.duplicate_of_id is not None:
        refuse(held, _("Laporan ini sudah ditandai ganda."), "duplicate_of")
    if other.pk == held.pk or other.training != held.training:
        refuse(held, _("Laporan tidak dapat ganda dari dirinya, atau dari data lain."), "duplicate_of")
    if other.duplicate_of_id is not None or other.status == Status.WITHDRAWN:
        refuse(held, _("Laporan yang dituju sendiri tidak dihitung. Pilih laporan aslinya."), "duplicate_of")
    if held.duplicates.exists():
        refuse(held, _("Ada laporan yang ditandai ganda dari laporan ini. Lepas tandanya dahulu."), "duplicate_of")
    held.duplicate_of = other
    step(held, Move.MARK, reason=said, actor=actor, at=timezone.now())
    tell(of=str(other.pk))
    return held


@audited(
    "report.unmarked",
    lambda report, *_, **__: f"report:{report.pk}",
    allowed=lambda report, *_, actor, **__: policies.may_handle(actor, report.office),
)
def unmark(report: Report, *, reason: str = "", seen: int, actor: Member) -> Report:
    """Take the mark away: the report counts again.

    Raises
    ------
    RejectedError, ConflictError
        As `mark`.
    """
    held = hold(report)
    if done_before(held, Move.UNMARK, seen, actor, {"duplicate_of": None}):
        return held
    said = reason_for(held, demand(held, Move.UNMARK, actor), reason)
    if held.duplicate_of_id is None:
        refuse(held, _("Laporan ini tidak ditandai ganda."), "duplicate_of")
    held.duplicate_of = None
    step(held, Move.UNMARK, reason=said, actor=actor, at=timezone.now())
    return held
