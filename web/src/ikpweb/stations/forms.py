"""The form of a new station key."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["NewKey"]


class NewKey(forms.Form):
    """What a key is for."""

    name = forms.CharField(
        label=_("Untuk apa"), max_length=80, help_text=_("Misalnya kecamatan atau ponsel yang memakainya.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
