"""Fields that several forms of a draft share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["CERTAINTIES", "Day", "Lines", "SeenForm", "area", "bilingual", "long_text", "texts_of"]

CERTAINTIES = (("published", _("terbit")), ("derived", _("turunan")), ("assumed", _("asumsi (kami)")))


class Day(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class Lines(forms.CharField):
    """A list, one entry a line."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=area(3), required=False, **more)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]


class SeenForm(forms.Form):
    """A form about a draft: it says which revision its writer looked at."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def area(rows: int) -> forms.Textarea:
    """Give a field of several lines."""
    return forms.Textarea(attrs={"rows": rows})


def long_text(label: Any, rows: int = 3, help_text: Any = "") -> forms.CharField:
    """Give an optional text of several lines."""
    return forms.CharField(label=label, required=False, max_length=4000, widget=area(rows), help_text=help_text)


def bilingual(initial: dict[str, Any], name: str, texts: dict[str, str]) -> None:
    """Put a text in both languages into the initial values of a form: ``name_id`` and ``name_en``."""
    initial |= {f"{name}_{lang}": texts.get(lang, "") for lang in ("id", "en")}


def texts_of(given: dict[str, Any], name: str) -> dict[str, str]:
    """Take a text in both languages from what a form gave; a language that was left empty is not named."""
    return {lang: text for lang in ("id", "en") if (text := given[f"{name}_{lang}"].strip())}
