"""Counts as a table: of the nation its provinces, of a province its offices, each with the sum that they add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from ikpweb.accounts.members import Member
from ikpweb.accounts.policies import offices_visible_to
from ikpweb.prevention.activities.selectors.counts import Counts, Line, Period, counts_of, joined
from ikpweb.territory.models import Office

__all__ = ["Row", "Table", "table_for"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a province with its regencies, or an office alone (``own``)."""

    code: str
    name: str
    level: str
    line: Line
    own: bool


@dataclass(frozen=True)
class Table:
    """The rows below an office, which add up to the total.

    Parameters
    ----------
    above : Office
        The centre, a province, or a regency alone.
    offices : mapping
        The offices that are counted, by code.
    """

    above: Office
    offices: Mapping[str, Office]
    counts: Counts

    @property
    def total(self) -> Line:
        """What all rows add up to."""
        return self.counts.total

    @property
    def many(self) -> bool:
        """Tell whether there is more than one office."""
        return len(self.offices) > 1

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The office above by itself, then what is below it."""
        own = [Row(self.above.pk, self.above.name, self.above.level, self.counts.of(self.above.pk), own=True)]
        if self.above.pk == Office.CENTRE:
            lines = self.counts.provinces
            below = [each for each in self.offices.values() if each.level == Office.Level.PROVINCE]
            return own + [Row(each.pk, each.name, each.level, lines.get(each.pk, Line()), own=False) for each in below]
        below = [each for each in self.offices.values() if each.pk != self.above.pk]
        return own + [Row(each.pk, each.name, each.level, self.counts.of(each.pk), own=True) for each in below]

    def numbers(self, level: str) -> Mapping[str, int]:
        """Give the number of each unit of a level, for a map: a province with all of its offices."""
        if level == Office.Level.PROVINCE:
            lines = self.counts.provinces
            return {code: lines.get(code, Line()).total for code, each in self.offices.items() if each.level == level}
        return {code: self.counts.of(code).total for code, each in self.offices.items() if each.level == level}

    @cached_property
    def sum_of_rows(self) -> Line:
        """What the rows add up to, as a check of the total."""
        return joined(row.line for row in self.rows)


def table_for(
    member: Member, period: Period, province: str = "", *, training: bool = False, listed_only: bool = False
) -> Table | None:
    """Give the counts that a member may see; of one province where one is named.

    None where the province is none that the member may see. `listed_only` leaves out what is only counted.
    """
    visible = offices_visible_to(member)
    above = member.office
    if province and province != above.pk:
        found = visible.filter(pk=province).first()
        if found is None:
            return None
        above = found
    if above.pk != Office.CENTRE:
        visible = visible.filter(Q(pk=above.pk) | Q(parent=above.pk))
    # An office that is no more still has what it did; one without anything that is no more is left out.
    counts = counts_of(visible, period, training=training, listed_only=listed_only)
    kept = {each.pk: each for each in visible if each.valid_to is None or each.pk in counts.offices}
    return Table(above, kept, counts)
