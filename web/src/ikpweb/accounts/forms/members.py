"""Forms of the members of an office."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import may_grant
from ikpweb.territory.models import Office

__all__ = ["Accept", "Invite", "Loss", "Rename"]


class Invite(forms.Form):
    """Whom to invite, as what, and until when."""

    email = forms.EmailField(label=_("Surel"), max_length=254)
    role = forms.ChoiceField(label=_("Peran"))
    valid_to = forms.DateField(
        label=_("Berlaku sampai"),
        required=False,
        help_text=_("Hari terakhir; kosong berarti sampai diakhiri."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, member: Member, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - tells the type
        role.choices = [(each.value, each.label) for each in Role if may_grant(member, office, each)]

    def clean_valid_to(self) -> Any:
        day = self.cleaned_data["valid_to"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Hari itu sudah lewat."))
        return day


class Accept(forms.Form):
    """Name and password of somebody who follows an invitation."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password1 = forms.CharField(
        label=_("Kata sandi"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    password2 = forms.CharField(
        label=_("Kata sandi, sekali lagi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = " ".join(str(text) for text in password_validators_help_texts())

    def clean_password2(self) -> str:
        second: str = self.cleaned_data["password2"]
        if second != self.cleaned_data.get("password1"):
            raise forms.ValidationError(_("Kedua kata sandi tidak sama."))
        return second


class Loss(forms.Form):
    """What happened to the phone or the key."""

    reason = forms.CharField(
        label=_("Apa yang terjadi?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya: ponsel rusak. Dibaca oleh ketua kantor Anda dan pusat."),
    )


class Rename(forms.Form):
    """A person's own name."""

    name = forms.CharField(
        label=_("Nama lengkap"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
