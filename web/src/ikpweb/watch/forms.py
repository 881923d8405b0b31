"""Forms of reports and of the choice of alarms; what a field must say, the services check."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.kit.errors import RejectedError
from ikpweb.watch.content import report_content
from ikpweb.watch.models import Choice, Kind, Report, Source
from ikpweb.watch.selectors.indicators import indicator_choices
from ikpweb.watch.selectors.reports import offices_for
from ikpweb.watch.validation import LABELS, LONGEST

__all__ = ["ChoiceForm", "EditForm", "NewForm"]


class EditForm(forms.Form):
    """What a person writes of a report."""

    kind = forms.ChoiceField(label=LABELS["kind"], choices=[("", "–"), *Kind.choices], required=False)
    source = forms.ChoiceField(label=LABELS["source"], choices=[("", "–"), *Source.choices], required=False)
    event_date = forms.CharField(
        label=LABELS["event_date"], required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    indicator = forms.ChoiceField(
        label=LABELS["indicator"],
        required=False,
        help_text=_("Hanya bila jelas indikator IKP mana yang dimaksud."),
    )
    summary = forms.CharField(
        label=LABELS["summary"],
        required=False,
        max_length=LONGEST["summary"],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang diduga terjadi, dalam satu dua kalimat. Tanpa nama orang."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *given: Any, report: Report | None = None, **more: Any) -> None:
        if report is not None:
            more["initial"] = {**report_content(report), "seen": report.version, **more.get("initial", {})}
        super().__init__(*given, **more)
        self.fields["indicator"].choices = [("", "–"), *indicator_choices()]  # type: ignore[attr-defined]

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        return {
            name: self.cleaned_data.get(name, "") for name in ("kind", "source", "event_date", "indicator", "summary")
        }

    def refuse(self, refused: RejectedError) -> None:
        """Say at each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)


class NewForm(EditForm):
    """A new report; the page makes its numbers, so that it is the same report when it is sent twice."""

    office = forms.ChoiceField(label=LABELS["unit"])
    key = forms.UUIDField(widget=forms.HiddenInput)
    client = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("office", "kind", "source", "event_date", "indicator", "summary")

    def __init__(self, *given: Any, member: Member, **more: Any) -> None:
        initial: dict[str, UUID | str] = {"key": uuid4(), "client": uuid4(), "office": member.office.pk}
        super().__init__(*given, **{**more, "initial": {**initial, **more.get("initial", {})}})
        found = list(offices_for(member))
        self.fields["office"].choices = [(each.pk, str(each.unit)) for each in found]  # type: ignore[attr-defined]
        if len(found) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.fields["office"].initial = found[0].pk


class ChoiceForm(forms.Form):
    """How alarms are chosen."""

    method = forms.ChoiceField(label=_("Metode"), choices=Choice.Method.choices, widget=forms.RadioSelect)
    policy = forms.ChoiceField(label=_("Yang dibatasi"), choices=Choice.Policy.choices, widget=forms.RadioSelect)
    value = forms.FloatField(
        label=_("Nilainya"),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        help_text=_(
            "Anggaran: berapa alarm per minggu yang boleh muncul bila tidak terjadi apa-apa, 0,1 sampai 200. "
            "FDR: bagian alarm yang boleh palsu, 0,01 sampai 0,5."
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        least, most = (0.01, 0.5) if given.get("policy") == Choice.Policy.FDR else (0.1, 200.0)
        value = given.get("value")
        if value is not None and not least <= value <= most:
            self.add_error("value", _("Nilainya harus antara %(least)s dan %(most)s.") % {"least": least, "most": most})
        return given
