"""What may be asked of the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.log import Asked
from ikpweb.accounts.log_words import WORDS
from ikpweb.accounts.members import Member
from ikpweb.accounts.policies import offices_visible_to
from ikpweb.accounts.selectors import people_like
from ikpweb.audit.chain import SYSTEM_STREAM
from ikpweb.territory.models import Office

__all__ = ["AskLog", "Cosign"]

#: No checkpoint's signature is larger.
COSIGNATURE_BYTES = 10_000


class AskLog(forms.Form):
    """Filters; the names in the address are Indonesian, as everywhere on the screen."""

    kantor = forms.ChoiceField(label=_("Kantor"), required=False)
    orang = forms.CharField(label=_("Orang (nama, surel, atau nomor)"), required=False, max_length=200)
    aksi = forms.ChoiceField(label=_("Tindakan"), required=False)
    subjek = forms.CharField(label=_("Perihal"), required=False, max_length=200)
    dari = forms.DateField(
        label=_("Dari"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sampai = forms.DateField(
        label=_("Sampai"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    sebelum = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        offices = [(each.pk, f"{each.pk} {each}") for each in offices_visible_to(member).order_by("code")]
        if member.office.pk == Office.CENTRE:
            offices.append((SYSTEM_STREAM, gettext("platform")))
        self._offer("kantor", offices)
        self._offer("aksi", sorted(((code, str(words)) for code, words in WORDS.items()), key=lambda pair: pair[1]))

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type
        field.choices = [("", _("semua")), *choices]

    def asked(self) -> Asked:
        """Give what was asked; what is not understood is not asked for."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        words = given.get("orang") or ""
        return Asked(
            office=given.get("kantor") or "",
            people=tuple(people_like(self.member, words)) if words else None,
            action=given.get("aksi") or "",
            subject=given.get("subjek") or "",
            since=given.get("dari"),
            until=given.get("sampai"),
            before=given.get("sebelum"),
        )


class Cosign(forms.Form):
    """The file that an office made with `ikp-web audit cosign`."""

    file = forms.FileField(label=_("Berkas tanda tangan (JSON)"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > COSIGNATURE_BYTES:
            raise forms.ValidationError(_("Berkas ini terlalu besar untuk sebuah tanda tangan."))
        return file
