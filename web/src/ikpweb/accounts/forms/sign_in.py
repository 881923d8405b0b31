"""allauth's forms with labels instead of placeholders, and with a code that counts once."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

__all__ = [
    "ActivateTOTP",
    "Authenticate",
    "ChangePassword",
    "Login",
    "NewPassword",
    "Reauthenticate",
    "ReauthenticateFactor",
    "ResetPassword",
    "SetPassword",
]

#: For how long a code of an authenticator app could be accepted: its own half minute and one on each side.
CODE_LIFE = 3 * 30


LABELS = {
    "login": _("Surel"),
    "email": _("Surel"),
    "password": _("Kata sandi"),
    "oldpassword": _("Kata sandi sekarang"),
    "password1": _("Kata sandi baru"),
    "password2": _("Kata sandi baru, sekali lagi"),
    "code": _("Kode"),
}


class _Labelled(forms.Form):
    """No placeholder that vanishes at the first letter; the link to a new password stands in the template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name == "password":
                field.help_text = ""
            if name == "code":
                field.widget.attrs |= {"inputmode": "text", "autofocus": True, "spellcheck": "false"}


class _OnceOnly(_Labelled):
    """A code that was accepted is not accepted again while it lasts, by whichever worker.

    allauth remembers a used code for one period, but accepts it for three.
    """

    def clean_code(self) -> str:
        code = "".join(self.data.get("code", "").split())
        key = f"factor-code:{self.user.pk}:{code}"  # type: ignore[attr-defined] # of allauth's form
        if cache.get(key):
            self._emit_authentication_failed(Authenticator.objects.filter(user=self.user).first())  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        accepted: str = super().clean_code()  # type: ignore[misc]
        cache.set(key, 1, CODE_LIFE)
        return accepted


class Login(_Labelled, account.LoginForm):  # type: ignore[misc] # allauth has no types
    """E-mail and password."""


class ResetPassword(_Labelled, account.ResetPasswordForm):  # type: ignore[misc]
    """The e-mail that a new password is for."""


class NewPassword(_Labelled, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link that was sent."""


class ChangePassword(_Labelled, account.ChangePasswordForm):  # type: ignore[misc]
    """A new password in place of the one that is known."""


class SetPassword(_Labelled, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class Reauthenticate(_Labelled, account.ReauthenticateForm):  # type: ignore[misc]
    """The password, once more."""


class Authenticate(_OnceOnly, factor.AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in."""


class ReauthenticateFactor(_OnceOnly, factor.ReauthenticateForm):  # type: ignore[misc]
    """The second factor, once more."""


class ActivateTOTP(_Labelled, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""
