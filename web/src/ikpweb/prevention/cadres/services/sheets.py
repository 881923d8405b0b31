"""Keeping a file of trainings or outreach until its sender confirms it, and entering it, whole or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.prevention.cadres.importing import SUBJECTS
from ikpweb.prevention.cadres.models import CadreSheet
from ikpweb.prevention.cadres.selectors.sheets import sorted_counts
from ikpweb.prevention.keeping.policies import may_write
from ikpweb.prevention.keeping.services.rows import enter_row
from ikpweb.prevention.keeping.sheets import numbers_of
from ikpweb.territory.models import Office

__all__ = ["enter_cadre_sheet", "keep_cadre_sheet"]


@audited(
    "cadres.read",
    lambda *_, actor, **__: f"office:{actor.office.pk}",
    allowed=lambda *_, actor, **__: may_write(actor, actor.office),
)
def keep_cadre_sheet(rows: Sequence[Mapping[str, Any]], *, subject: str, name: str, actor: Member) -> CadreSheet:
    """Keep what was read until its sender has seen what it would do; an earlier one of theirs makes way."""
    CadreSheet.objects.filter(author=actor.person, subject=subject, entered_at=None).delete()
    sheet = CadreSheet.objects.create(
        author=actor.person, office=actor.office, subject=subject, name=name[:200], rows=list(rows)
    )
    tell(sheet=str(sheet.pk), subject=subject, rows=len(rows))
    return sheet


@audited(
    "cadres.imported",
    lambda sheet, **_: f"sheet:{sheet.pk}",
    allowed=lambda sheet, *, actor: sheet.author_id == actor.person.pk and may_write(actor, sheet.office),
)
def enter_cadre_sheet(sheet: CadreSheet, *, actor: Member) -> CadreSheet:
    """Enter what is new; what stands is left. Entered once, however often it is asked for.

    Raises
    ------
    RejectedError
        When a row does not fit any more; nothing is entered then.
    """
    held = CadreSheet.objects.select_for_update().get(pk=sheet.pk)
    if held.entered_at is not None:
        tell(repeated=True)
        return held
    # Of two files of one office one waits, and then sees what the other entered.
    office = Office.objects.select_for_update(no_key=True).get(pk=held.office_id)
    sort: Any = SUBJECTS[held.subject]
    rows = sorted_counts(held)
    for each in rows:
        if each.line.does == "new":
            enter_row(sort, office, each.row["content"], key=uuid4(), move="import", actor=actor)
    held.entered_at, held.counts = timezone.now(), numbers_of([each.line for each in rows])
    held.save(update_fields=["entered_at", "counts"])
    tell(**held.counts, digest=digest_of(held.rows))
    return held
