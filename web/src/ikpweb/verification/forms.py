"""What the forms of verification send, read and checked."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ikpweb.collection.transitions import Move
from ikpweb.verification.services.grading import GRADES

__all__ = [
    "AnswerForm",
    "DecisionForm",
    "GradeForm",
    "ReasonForm",
    "SampleForm",
    "SettleForm",
    "is_number",
    "pins",
]

_LONGEST = 2000


class DecisionForm(forms.Form):
    """A decision about one item."""

    item = forms.CharField(max_length=40)
    move = forms.ChoiceField(choices=[(move.value, move.value) for move in (Move.ACCEPT, Move.RETURN, Move.REJECT)])
    revision = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=_LONGEST)


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=_LONGEST, min_length=10, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(ReasonForm):
    """The answer to an objection."""

    granted = forms.ChoiceField(
        label=_("Putusan"),
        choices=[("ya", _("Kabulkan: isian diterima")), ("tidak", _("Tolak: keputusan semula berlaku"))],
        widget=forms.RadioSelect,
    )
    field_order = ("granted", "reason")


class SampleForm(forms.Form):
    """How much is drawn for a second grade."""

    share = forms.FloatField(label=_("Acak, persen dari semua"), min_value=0, max_value=100, initial=5)
    risk_share = forms.FloatField(
        label=_("Karena risiko, persen untuk setiap tanda"), min_value=0, max_value=100, initial=5
    )
    seed = forms.IntegerField(label=_("Benih acak"), min_value=0, max_value=2**31, initial=1)


class GradeForm(forms.Form):
    """A second grade, beside the rubric."""

    grade = forms.ChoiceField(label=pgettext_lazy("kejadian", "Tingkat"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, grades: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = dict(grades)
        field = cast(forms.ChoiceField, self.fields["grade"])
        field.choices = [(str(n), f"{n}. {told[n]}" if told.get(n) else str(n)) for n in GRADES]


class SettleForm(ReasonForm):
    """Which grade counts, and why."""

    grade = forms.ChoiceField(label=_("Tingkat yang dihitung"), choices=[(str(n), str(n)) for n in GRADES])
    field_order = ("grade", "reason")


def pins(given: list[str]) -> dict[str, int]:
    """Read ``key@revision`` of ticked items; what is not of this form is left out."""
    found = {}
    for text in given:
        key, _at, revision = text.rpartition("@")
        if key and len(key) <= 40 and revision.isascii() and revision.isdigit() and len(revision) < 9:
            found[key] = int(revision)
    return found


def is_number(key: str) -> bool:
    """Tell the number of an event from the code of an indicator."""
    try:
        UUID(key)
    except ValueError:
        return False
    return True
