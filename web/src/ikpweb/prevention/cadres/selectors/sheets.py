"""What a file of trainings or outreach would do: rows that are new, the same, or differ from what stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ikpweb.kit.merging import find_differences
from ikpweb.prevention.cadres.importing import SUBJECTS, same_as
from ikpweb.prevention.cadres.models import CadreSheet
from ikpweb.prevention.keeping.fields import content_of, shown
from ikpweb.prevention.keeping.sheets import Line

__all__ = ["Sorted", "lines_of_sheet", "sorted_counts"]


@dataclass(frozen=True)
class Sorted:
    """A row of a file, and what it would do."""

    row: Mapping[str, Any]
    line: Line


def sorted_counts(sheet: CadreSheet) -> list[Sorted]:
    """Hold every row against what stands on the same day, of the same programme, place and title."""
    sort = SUBJECTS[sheet.subject]
    rows = sort.model._default_manager.filter(office=sheet.office_id, withdrawn=False)  # noqa: SLF001 - both by one road
    standing = {same_as(content): content for content in (content_of(each, sort.fields) for each in rows)}
    found = []
    for row in sheet.rows:
        wanted = row["content"]
        before = standing.get(same_as(wanted))
        said = " · ".join(filter(None, [shown(sort.fields["day"], wanted["day"]), wanted["title"], wanted["place"]]))
        changed = find_differences(before, wanted) if before is not None else {}
        fields = [
            (str(sort.fields[name].label), shown(sort.fields[name], old), shown(sort.fields[name], new))
            for name, (old, new) in changed.items()
        ]
        does = "new" if before is None else "kept" if changed else "same"
        found.append(Sorted(row, Line(row["line"], said, does, fields)))  # type: ignore[arg-type] # one of the three
    return found


def lines_of_sheet(sheet: CadreSheet) -> list[Line]:
    """Say of every row what it would do."""
    return [each.line for each in sorted_counts(sheet)]
