"""Forms of a weighting by experts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ikpweb.methodology.forms.fields import Day
from ikpweb.methodology.models import Weighting

__all__ = ["ExpertForm", "OpenForm", "ScoresForm", "ShowForm"]

_SCORES = ((1, "1"), (2, "2"), (3, "3"), (4, "4"))


class OpenForm(forms.Form):
    """A new weighting."""

    due = Day(label=_("Diharapkan selesai pada"), required=False)


class ExpertForm(forms.Form):
    """Whom to ask."""

    email = forms.EmailField(
        label=_("Surel ahli"),
        max_length=254,
        help_text=_("Anggota kantor mana pun; orang luar diundang dahulu sebagai pemantau di halaman Anggota."),
    )


class ScoresForm(forms.Form):
    """An expert's scores, one question an indicator; nothing has to be answered to be saved."""

    def __init__(self, *args: Any, weighting: Weighting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in weighting.asked:
            self.fields[f"score-{each['code']}"] = forms.TypedChoiceField(
                choices=_SCORES, coerce=int, required=False, empty_value=None
            )

    def scores(self) -> dict[str, int]:
        """Give what was answered, by indicator."""
        given = self.cleaned_data
        return {name.removeprefix("score-"): score for name, score in given.items() if score is not None}


class ShowForm(forms.Form):
    """The day on which an edition is launched."""

    launched = Day(label=_("Hari peluncuran"))
