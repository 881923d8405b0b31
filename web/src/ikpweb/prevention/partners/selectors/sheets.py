"""What a file of partners would do: which rows are new, the same, or differ from what stands, which is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ikpweb.kit.merging import find_differences
from ikpweb.prevention.keeping.fields import bare, content_of, shown
from ikpweb.prevention.keeping.sheets import Line
from ikpweb.prevention.keeping.sorts import Sort
from ikpweb.prevention.partners.importing import OF_AGREEMENTS
from ikpweb.prevention.partners.models import Agreement, Partner, PartnerSheet
from ikpweb.prevention.partners.sorts import AGREEMENTS, PARTNERS

__all__ = ["Sorted", "lines_of_sheet", "sorted_rows"]


@dataclass(frozen=True)
class Sorted:
    """A row of a file with what stands of it, and where they differ."""

    row: Mapping[str, Any]
    partner: Partner | None
    agreement: Agreement | None
    fields: Sequence[tuple[str, str, str]] = field(default_factory=tuple)


def sorted_rows(sheet: PartnerSheet) -> list[Sorted]:
    """Hold every row against the partner of the same name and the agreement of the same number.

    An agreement without a number is the one with the same partner, form, day and title.
    """
    partners = {each.plain: each for each in Partner.objects.filter(office=sheet.office_id, withdrawn=False)}
    rows = Agreement.objects.filter(office=sheet.office_id, withdrawn=False).select_related("partner")
    agreements = list(rows.prefetch_related("units"))
    by_number = {each.plain: each for each in agreements if each.plain}
    by_rest = {_rest(each.partner.plain, content_of(each, OF_AGREEMENTS)): each for each in agreements}
    found = []
    for row in sheet.rows:
        name, wanted = bare(row["partner"]["name"]), row["agreement"]
        partner, agreement = partners.get(name), None
        if wanted is not None:
            agreement = by_number.get(bare(wanted["number"])) or by_rest.get(_rest(name, wanted))
        fields = _differing(PARTNERS, partner, row["partner"]) if partner else []
        fields += _differing(AGREEMENTS, agreement, wanted) if agreement else []
        found.append(Sorted(row, partner, agreement, fields))
    return found


def _rest(partner: str, content: Mapping[str, Any]) -> tuple[str, ...]:
    return (partner, content["kind"], str(content["signed_on"]), bare(content["title"]))


def _differing(sort: Sort[Any], row: Any, wanted: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    before = {name: value for name, value in content_of(row, sort.fields).items() if name in wanted}
    return [
        (str(sort.fields[name].label), shown(sort.fields[name], old), shown(sort.fields[name], new))
        for name, (old, new) in find_differences(before, wanted).items()
        if bare(str(old)) != bare(str(new))
    ]


def lines_of_sheet(sheet: PartnerSheet) -> list[Line]:
    """Say of every row what it would do."""
    lines = []
    for each in sorted_rows(sheet):
        wanted = each.row["agreement"]
        new = each.partner is None or (wanted is not None and each.agreement is None)
        said = each.row["partner"]["name"]
        if wanted is not None:
            said = f"{said} · {wanted['number'] or wanted['title']}"
        lines.append(Line(each.row["line"], said, "new" if new else "kept" if each.fields else "same", each.fields))
    return lines
