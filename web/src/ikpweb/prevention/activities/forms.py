"""Forms of activities; what a field must say, the services check."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ikpweb.kit.errors import RejectedError
from ikpweb.prevention import engine
from ikpweb.prevention.activities.content import activity_content
from ikpweb.prevention.activities.models import Activity, Form, Group
from ikpweb.prevention.activities.validation import LABELS, LONGEST
from ikpweb.prevention.templatetags.prevention import spoken

__all__ = ["ActivityForm"]


class ActivityForm(forms.Form):
    """What a person writes of an activity; a new one gets its number here, so that it is the same when sent twice."""

    form = forms.ChoiceField(label=LABELS["form"], choices=[("", "–"), *Form.choices], required=False)
    date = forms.CharField(
        label=LABELS["date"], required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    title = forms.CharField(
        label=LABELS["title"],
        required=False,
        max_length=LONGEST["title"],
        help_text=_("Apa yang dilakukan dan di mana, dalam satu baris. Tanpa nama orang."),
    )
    stage = forms.ChoiceField(label=LABELS["stage"], required=False, help_text=_("Bila jelas tahapan mana."))
    indicators = forms.MultipleChoiceField(
        label=LABELS["indicators"],
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Kerawanan yang hendak dicegah; boleh lebih dari satu, boleh kosong."),
    )
    participants = forms.CharField(
        label=LABELS["participants"],
        required=False,
        widget=forms.NumberInput(attrs={"min": 0, "step": 1}),
        help_text=_("Kosong berarti tidak diketahui, bukan nol."),
    )
    external = forms.CharField(
        label=LABELS["external"],
        required=False,
        max_length=LONGEST["external"],
        help_text=_("Misalnya nomor Formulir Pencegahan; boleh kosong."),
    )
    partner = forms.CharField(widget=forms.HiddenInput, required=False)
    action = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    field_order = ("form", "date", "title", "stage", "indicators", "participants", *Group.values, "external")

    def __init__(self, *given: Any, activity: Activity | None = None, **more: Any) -> None:
        said: dict[str, Any] = {"key": uuid4()}
        if activity is not None:
            said = {**activity_content(activity), "seen": activity.version}
        said |= more.pop("initial", {})
        said |= said.pop("groups", {}) or {}
        super().__init__(*given, **{**more, "initial": said})
        stages: Any = self.fields["stage"]
        stages.choices = [("", "–"), *((each.code, spoken(each.names)) for each in engine.stage_list())]
        known: Any = self.fields["indicators"]
        known.choices = [(code, f"{code} {spoken(each.names)}") for code, each in engine.known().items()]
        for group in Group:
            self.fields[group.value] = forms.CharField(
                label=group.label, required=False, widget=forms.NumberInput(attrs={"min": 0, "step": 1})
            )
        self.order_fields(self.field_order)

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        told = self.cleaned_data
        names = ("form", "date", "title", "stage", "indicators", "participants", "external", "partner", "action")
        return {
            **{name: told.get(name, "") for name in names},
            "groups": {each: told.get(each) for each in Group.values},
        }

    def refuse(self, refused: RejectedError) -> None:
        """Say at each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)
