"""Files that readers take away: the action library and the calendars in force, a row an action or period."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from ikpweb.kit import formats
from ikpweb.prevention import engine
from ikpweb.prevention.curation.selectors.library import curated
from ikpweb.prevention.engine import Schedule
from ikpweb.prevention.shipped import Action, table_of, terms

__all__ = ["Table", "given", "of_actions", "of_schedules"]

_TEXTS = ("title", "description", "mechanism", "done_when")
_LANGS = ("id", "en")


@dataclass(frozen=True)
class Table:
    """Rows with their columns, and what they are."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    about: Mapping[str, Any]


def of_actions(actions: Sequence[Action]) -> Table:
    """Write actions, each with the version it is of and whether it was curated."""
    lists = ("indicators", "stages", "levels", "legal_base", "studies")
    columns = ["id", "version", "origin", "withdrawn", *lists, "form", "effort"]
    columns += [f"{name}_{lang}" for name in _TEXTS for lang in _LANGS]
    rows, changed = [], curated()
    for each in actions:
        table = table_of(each)
        said = {f"{name}_{lang}": table[name][lang] for name in _TEXTS for lang in _LANGS}
        told = {
            "version": each.version,
            "origin": "curated" if each.id in changed else "shipped",
            "withdrawn": each.withdrawn,
        }
        rows.append({**table, **said, **told})
    about = {"table": "actions", "note": terms().note, "none_known": terms().none_known, "edition": engine.EDITION}
    return Table("tindakan", columns, rows, about)


def of_schedules(schedules: Sequence[Schedule]) -> Table:
    """Write calendars, a row a period; what is not confirmed is assumed in every row."""
    columns = ["election", "version", "confirmed", "no", "stages", "name_id", "name_en", "start", "end", "held"]
    columns += ["certainty", "legal_base", "source", "note"]
    rows = [
        {
            "election": schedule.election.code,
            "version": schedule.version,
            "confirmed": schedule.confirmed,
            "no": each.no,
            "stages": each.stages,
            "name_id": each.names["id"],
            "name_en": each.names["en"],
            "start": each.start,
            "end": each.end,
            "held": each.held,
            "certainty": each.certainty,
            "legal_base": each.legal_base or schedule.election.legal_base,
            "source": each.source or schedule.election.sources,
            "note": each.note,
        }
        for schedule in schedules
        for each in schedule.periods
    ]
    elections = {each.election.code: {"names": each.election.names, "note": each.election.note} for each in schedules}
    return Table("tahapan", columns, rows, {"table": "periods", "elections": elections})


def given(table: Table, form: str, *, indonesian: bool) -> HttpResponse:
    """Give a table as a file."""
    bodies: Mapping[str, Callable[[], bytes]] = {
        "csv": lambda: formats.to_csv(table.columns, table.rows, indonesian=indonesian),
        "xlsx": lambda: formats.to_xlsx(table.columns, table.rows, table.about),
        "json": lambda: formats.to_json(table.columns, table.rows, table.about),
    }
    answer = HttpResponse(bodies[form](), content_type=formats.CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
    return answer
