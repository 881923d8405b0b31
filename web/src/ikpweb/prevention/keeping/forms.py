"""Forms that follow from a table of fields; what a field must say, the services check."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms

from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.keeping.fields import Field, Holds, content_of, units_within
from ikpweb.prevention.keeping.models import Kept
from ikpweb.prevention.keeping.sorts import Sort
from ikpweb.territory.models import Office

__all__ = ["KeptForm", "form_field"]


class KeptForm(forms.Form):
    """What a person writes of a row; a new one gets its numbers here, so that it is the same when it is sent twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    client = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self,
        data: Any,
        sort: Sort[Any],
        office: Office,
        row: Kept | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        begun: dict[str, Any] = {"key": uuid4(), "client": uuid4()}
        if row is not None:
            begun = {**content_of(row, sort.fields, sort.state), "seen": row.version}
        super().__init__(data or None, initial={**begun, **(initial or {})})
        self.sort = sort
        for field in sort.fields.values():
            made = form_field(field, office)
            if made is not None:
                self.fields[field.name] = made

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        return {name: self.cleaned_data.get(name) for name in self.sort.fields if name in self.fields}

    def numbers(self) -> Mapping[str, Any]:
        """Give the numbers of row and request; a page of ours sends both, a program may leave them out."""
        return {name: self.cleaned_data.get(name) or uuid4() for name in ("key", "client")}

    def refuse(self, refused: RejectedError) -> None:
        """Say at each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)


def form_field(field: Field, office: Office) -> forms.Field | None:
    """Give the field of a form; None where there is nothing to choose."""
    said: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": False}
    match field.holds:
        case Holds.CHOICE:
            chosen = field.choices.choices if field.choices else []
            return forms.ChoiceField(choices=[("", "–"), *chosen], **said)
        case Holds.ROW:
            rows = field.rows(office) if field.rows else []
            return forms.ChoiceField(choices=[("", "–"), *((str(row.pk), str(row)) for row in rows)], **said)
        case Holds.UNITS:
            here = units_within(office)
            if len(here) < 2:  # the whole region is one unit
                return None
            box = forms.SelectMultiple(attrs={"size": 8})
            return forms.MultipleChoiceField(choices=[(each.code, each.name) for each in here], widget=box, **said)
    return forms.CharField(widget=_widget(field), **said)


def _widget(field: Field) -> forms.Widget:
    match field.holds:
        case Holds.DAY:
            return forms.DateInput(attrs={"type": "date"})
        case Holds.COUNT:
            return forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"})
        case Holds.NOTE:
            return forms.Textarea(attrs={"rows": 3, "maxlength": field.longest})
    return forms.TextInput(attrs={"maxlength": field.longest})
