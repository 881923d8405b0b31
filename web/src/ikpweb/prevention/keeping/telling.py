"""Rows, their steps and two versions as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.errors import ConflictError
from ikpweb.kit.merging import find_differences
from ikpweb.prevention.keeping.fields import Holds, content_of, shown
from ikpweb.prevention.keeping.models import Kept, KeptStep
from ikpweb.prevention.keeping.sorts import Sort

__all__ = ["Said", "Step", "steps_of", "told", "versions_of"]

MOVES: Mapping[str, str | Promise] = {
    "enter": gettext_lazy("dicatat"),
    "import": gettext_lazy("masuk dari berkas"),
    "change": gettext_lazy("diubah"),
    "withdraw": gettext_lazy("ditarik"),
    "end": gettext_lazy("diakhiri lebih awal"),
    "reopen": gettext_lazy("dibuka kembali"),
}
_STATE: Mapping[str, str | Promise] = {
    "withdrawn": gettext_lazy("Ditarik"),
    "ended_on": gettext_lazy("Berakhir lebih awal pada"),
}


@dataclass(frozen=True)
class Said:
    """A field and what it says, in words."""

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Step:
    """A step with the fields that it changed: label, before, after."""

    step: KeptStep
    move: str
    changed: Sequence[tuple[str, str, str]]


def told(sort: Sort[Any], row: Kept) -> list[Said]:
    """Give what a row says, field by field."""
    content = content_of(row, sort.fields)
    return [
        Said(name, str(field.label), _written(sort, name, content[name], row)) for name, field in sort.fields.items()
    ]


def _written(sort: Sort[Any], name: str, value: Any, row: Kept | None = None) -> str:
    field = sort.fields.get(name)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if field is not None and field.holds is Holds.ROW and value:
        # A row that was withdrawn meanwhile is told by its name too.
        model = field.rows(row.office).model if row is not None and field.rows else None
        return str((model and model._default_manager.filter(pk=value).first()) or value)  # noqa: SLF001
    if field is not None and field.holds is Holds.UNITS and not value:
        return _("seluruh daerah kantor")
    return shown(field, value)


def _label(sort: Sort[Any], name: str) -> str:
    field = sort.fields.get(name)
    return str(field.label if field else _STATE.get(name, name))


def steps_of(sort: Sort[Any], row: Kept) -> list[Step]:
    """Give the steps of a row, the newest first, each with the fields that it changed."""
    found: list[Step] = []
    before: Mapping[str, Any] = {}
    rows = sort.steps._default_manager.filter(row=row.pk)  # noqa: SLF001 - steps of all sorts by one road
    for step in rows.select_related("by", "office").order_by("number"):
        changed = find_differences(before, step.content) if before else {}
        lines = [
            (_label(sort, name), _written(sort, name, old, row), _written(sort, name, new, row))
            for name, (old, new) in changed.items()
        ]
        found.append(Step(step, str(MOVES.get(step.move, step.move)), lines))
        before = step.content
    return found[::-1]


def versions_of(sort: Sort[Any], row: Kept, conflict: ConflictError) -> list[dict[str, Any]]:
    """Give the fields in which what stands differs from what was wanted, all three versions in words."""
    item = next(iter(conflict.items.values()))
    names = [name for name in item["mine"] if item["theirs"].get(name) != item["mine"][name]]
    sides = ("base", "theirs", "mine")
    return [
        {
            "label": _label(sort, name),
            "both": name in item["both"],
            **{side: _written(sort, name, item[side].get(name), row) for side in sides},
        }
        for name in names
    ]
