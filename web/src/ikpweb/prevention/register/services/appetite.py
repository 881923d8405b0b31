"""Saying what the matrix means: which risks are accepted, watched, or must be treated."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.kit.merging import merge_versions
from ikpweb.prevention.register import policies
from ikpweb.prevention.register.matrix import is_whole
from ikpweb.prevention.register.models import Appetite
from ikpweb.prevention.register.validation import demand_reason

__all__ = ["set_appetite"]


@audited(
    "appetite.set",
    lambda *_, **__: "appetite",
    allowed=lambda *_, actor, **__: policies.may_set_appetite(actor),
)
def set_appetite(cells: Sequence[Sequence[str]], note: str, *, seen: int, actor: Member) -> Appetite:
    """Make a new version of the matrix; the earlier ones stay.

    Parameters
    ----------
    cells : sequence of sequence of str
        Five rows from likelihood 1 to 5, each with five of ``accept``, ``watch``, ``treat``.
    seen : int
        Number of the version that the writer had before them; 0 where there was none.

    Raises
    ------
    RejectedError
        When the matrix is not whole, takes a worse risk more lightly than a lesser one, or gives no reason.
    ConflictError
        When somebody made a newer version.
    """
    last = Appetite.objects.select_for_update().order_by("-number").first()
    number = last.number if last else 0
    wanted = [list(row) for row in cells]
    if last is not None and last.number == seen + 1 and last.by_id == actor.person.pk and last.cells == wanted:
        tell(repeated=last.number)
        return last
    if number > seen:
        raise _conflict(last, wanted)
    faults = [fault] if (fault := demand_reason(note)) else []
    if not is_whole(wanted):
        sentence = _("Risiko yang lebih besar tidak boleh diperlakukan lebih ringan daripada yang lebih kecil.")
        faults.append(FieldError("cells", sentence))
    if faults:
        raise RejectedError({"appetite": faults})
    made = Appetite(number=number + 1, cells=wanted, note=note.strip(), by=actor.person, at=timezone.now())
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:  # there was no row to lock, and somebody else's first version was a moment faster
        raise _conflict(Appetite.objects.first(), wanted) from taken
    tell(number=made.number)
    return made


def _conflict(last: Appetite | None, wanted: list[list[str]]) -> ConflictError:
    item = merge_versions({"cells": []}, {"cells": last.cells if last else []}, {"cells": wanted})
    return ConflictError({"appetite": item}, last.number if last else 0)
