"""Forms that ask for a text in the languages of the country alone."""

from typing import Any

from django import forms

from ikpweb.kit.country import country

__all__ = ["SpokenForm"]

#: Texts are kept in these, whatever a country speaks.
_KEPT = ("id", "en")


class SpokenForm(forms.Form):
    """Leaves fields such as ``title_id`` out where nobody speaks it; they get what the first language says."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        spoken = country().languages
        self._copied = {
            name: f"{name.removesuffix(language)}{spoken[0]}"
            for language in _KEPT
            if language not in spoken
            for name in self.fields
            if name.endswith(f"_{language}")
        }
        for name in self._copied:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return cleaned | {name: cleaned.get(source, "") for name, source in self._copied.items()}
