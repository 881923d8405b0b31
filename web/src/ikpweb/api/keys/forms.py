"""The form of a new key."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ikpweb.api.models import Area
from ikpweb.kit.errors import RejectedError

__all__ = ["NewKey"]


class NewKey(forms.Form):
    """What a key is for, what it may read, and until when."""

    name = forms.CharField(
        label=_("Untuk apa"), max_length=80, help_text=_("Misalnya nama program yang memakainya. Bukan nama orang.")
    )
    areas = forms.MultipleChoiceField(
        label=_("Yang boleh dibaca"), choices=Area.choices, widget=forms.CheckboxSelectMultiple
    )
    expires = forms.DateField(
        label=_("Berlaku sampai"),
        help_text=_("Hari terakhir; paling lama setahun."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires"].initial = timezone.localdate() + timedelta(days=90)

    @property
    def until(self) -> datetime:
        """The end of the last day, where the office is."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["expires"], time(23, 59, 59)))

    def refuse(self, refused: RejectedError) -> None:
        """Show beside each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)
