"""Keeping a spreadsheet that was read, and entering what it says, office by office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.collection import policies
from ikpweb.collection.models import Cycle, Portion, Sheet, Submission
from ikpweb.collection.services.saving import save
from ikpweb.kit.errors import ConflictError, RejectedError

__all__ = ["Part", "enter_portion", "keep_sheet", "note_export"]


@dataclass(frozen=True)
class Part:
    """What a spreadsheet says for one office."""

    submission: Submission
    seen: int
    changes: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, int] = field(default_factory=dict)


def _all_mine(cycle: Cycle, parts: Sequence[Part], *, bulk: bool, actor: Member, **__: object) -> bool:  # noqa: ARG001
    may = policies.may_import_for if bulk else policies.may_enter
    return all(may(actor, part.submission) for part in parts)


@audited("sheet.read", lambda cycle, *_, **__: f"cycle:{cycle.pk}", allowed=_all_mine)
def keep_sheet(cycle: Cycle, parts: Sequence[Part], *, name: str, bulk: bool, actor: Member) -> Sheet:
    """Keep what was read until its owner has seen what it would change; an earlier one of theirs makes way."""
    Sheet.objects.filter(cycle=cycle, author=actor.person).delete()
    sheet = Sheet.objects.create(cycle=cycle, author=actor.person, name=name[:200], bulk=bulk)
    Portion.objects.bulk_create(
        [
            Portion(sheet=sheet, submission=part.submission, seen=part.seen, changes=part.changes, rows=dict(part.rows))
            for part in parts
        ],
        batch_size=50,
    )
    tell(name=sheet.name, offices=len(parts), sheet=str(sheet.pk))
    return sheet


def _may_bring_in(portion: Portion, *, actor: Member) -> bool:
    own = portion.sheet.author_id == actor.person.pk
    may = policies.may_import_for if portion.sheet.bulk else policies.may_enter
    return own and may(actor, portion.submission)


@audited("sheet.entered", lambda portion, **_: f"submission:{portion.submission_id}", allowed=_may_bring_in)
def enter_portion(portion: Portion, *, actor: Member) -> Portion:
    """Enter what a spreadsheet says for one office, whole or not at all, as one revision.

    What is refused is kept with its sentences, row by row.

    Raises
    ------
    ConflictError
        When somebody else changed the same items since one office's workbook was made.
    """
    held = Portion.objects.select_for_update().get(pk=portion.pk)
    if held.state == Portion.State.DONE:
        return held
    try:
        done = save(
            portion.submission, portion.changes, seen=portion.seen, client=portion.client, imported=True, actor=actor
        )
    except RejectedError as refused:
        held.state = Portion.State.REFUSED
        held.told = [
            {"row": portion.rows.get(item), "item": item, "field": fault.field, "sentence": fault.sentence}
            for item, faults in refused.faults.items()
            for fault in faults
        ]
        tell(refused=len(held.told))
    except ConflictError as conflict:
        if not portion.sheet.bulk:
            raise  # who sent one office's workbook chooses field by field
        sentence = _("Kantor ini mengubah isian yang sama sejak berkas dibaca. Kirim berkasnya lagi.")
        held.state = Portion.State.REFUSED
        held.told = [{"row": portion.rows.get(item), "item": item, "sentence": sentence} for item in conflict.items]
        tell(refused=len(held.told))
    else:
        held.state, held.revision, held.told = Portion.State.DONE, done.revision, []
        tell(revision=done.revision, items=len(done.changed), sheet=str(portion.sheet_id))
    held.save(update_fields=["state", "revision", "told"])
    return held


@audited("export.taken", lambda cycle, *_, **__: f"cycle:{cycle.pk}")
def note_export(cycle: Cycle, what: str, *, rows: int, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Note in the log who took out what, and how much of it."""
    tell(what=what, rows=rows, at=timezone.now().isoformat(timespec="seconds"))
