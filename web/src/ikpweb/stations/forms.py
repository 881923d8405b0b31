"""The forms of election day: a new key, and a list of stations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["MOST_BYTES", "ListFile", "NewKey"]

#: A list that is larger is taken in by the command. *Assumed*: what a request may take, in time and in memory.
MOST_BYTES = 20_000_000


class NewKey(forms.Form):
    """What a key is for."""

    name = forms.CharField(
        label=_("Untuk apa"), max_length=80, help_text=_("Misalnya kecamatan atau ponsel yang memakainya.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class ListFile(forms.Form):
    """A list of stations."""

    file = forms.FileField(label=_("Berkas CSV"), allow_empty_file=True)

    def clean_file(self) -> bytes:
        """Read the file, no more of it than may be."""
        given = self.cleaned_data["file"]
        self.name = str(given.name)
        data = bytes(given.read(MOST_BYTES + 1))
        if len(data) > MOST_BYTES:
            raise forms.ValidationError(
                _("Berkas ini lebih dari %(most)s MB. Pengelola server memasukkannya dengan ikp-web stations list.")
                % {"most": MOST_BYTES // 1_000_000}
            )
        return data
