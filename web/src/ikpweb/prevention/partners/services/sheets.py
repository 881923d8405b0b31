"""Keeping a file of partners until its sender confirms it, and entering what it says, whole or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.prevention.keeping.fields import bare
from ikpweb.prevention.keeping.policies import may_write
from ikpweb.prevention.keeping.services.rows import enter_row
from ikpweb.prevention.keeping.sheets import numbers_of
from ikpweb.prevention.partners.models import Partner, PartnerSheet
from ikpweb.prevention.partners.selectors.sheets import lines_of_sheet, sorted_rows
from ikpweb.prevention.partners.sorts import AGREEMENTS, PARTNERS
from ikpweb.territory.models import Office

__all__ = ["enter_partner_sheet", "keep_partner_sheet"]


@audited(
    "partners.read",
    lambda *_, actor, **__: f"office:{actor.office.pk}",
    allowed=lambda *_, actor, **__: may_write(actor, actor.office),
)
def keep_partner_sheet(rows: Sequence[Mapping[str, Any]], *, name: str, actor: Member) -> PartnerSheet:
    """Keep what was read until its sender has seen what it would do; an earlier one of theirs makes way."""
    PartnerSheet.objects.filter(author=actor.person, entered_at=None).delete()
    sheet = PartnerSheet.objects.create(
        author=actor.person, office=actor.office, subject="partners", name=name[:200], rows=list(rows)
    )
    tell(sheet=str(sheet.pk), rows=len(rows))
    return sheet


@audited(
    "partners.imported",
    lambda sheet, **_: f"sheet:{sheet.pk}",
    allowed=lambda sheet, *, actor: sheet.author_id == actor.person.pk and may_write(actor, sheet.office),
)
def enter_partner_sheet(sheet: PartnerSheet, *, actor: Member) -> PartnerSheet:
    """Enter the partners and agreements that are new; what stands is left. Entered once, however often it is asked for.

    Raises
    ------
    RejectedError
        When a row does not fit any more, such as a day that another rule refuses by now; nothing is entered then.
    """
    held = PartnerSheet.objects.select_for_update().get(pk=sheet.pk)
    if held.entered_at is not None:
        tell(repeated=True)
        return held
    # Of two files of one office one waits, and then sees what the other entered.
    office = Office.objects.select_for_update(no_key=True).get(pk=held.office_id)
    numbers = numbers_of(lines_of_sheet(held))
    made: dict[str, Partner] = {}
    for each in sorted_rows(held):
        name = bare(each.row["partner"]["name"])
        partner = each.partner or made.get(name)
        if partner is None:
            partner = enter_row(PARTNERS, office, each.row["partner"], key=uuid4(), move="import", actor=actor).row
            made[name] = partner
        if each.row["agreement"] is not None and each.agreement is None:
            given = {**each.row["agreement"], "partner": partner.pk}
            enter_row(AGREEMENTS, office, given, key=uuid4(), move="import", actor=actor)
    held.entered_at, held.counts = timezone.now(), numbers
    held.save(update_fields=["entered_at", "counts"])
    tell(**numbers, digest=digest_of(held.rows))
    return held
