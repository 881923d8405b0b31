"""Forms of a cycle: what is asked of whom, about which period, until when."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models import Cycle
from ikpweb.kit.country import country
from ikpweb.kit.spoken import SpokenForm
from ikpweb.methodology.models import Edition

__all__ = ["DEADLINES", "CycleForm", "DeadlineForm"]

DEADLINES = ("due_entry", "due_province", "due_centre")


class _Day(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class _Deadline(forms.DateTimeField):
    """The last moment at which something may come in, in the time of the centre.

    A minute lasts until its last second; a day alone, until its last minute.
    """

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, help_text=_("Waktu Jakarta (WIB)"), **more)

    def to_python(self, value: Any) -> datetime | None:
        given = str(value or "").strip()
        given = f"{given}T23:59" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given) else given
        moment = super().to_python(given)
        return moment.replace(second=59) if moment and re.fullmatch(r"\S{10}.\d{2}:\d{2}", given) else moment

    def prepare_value(self, value: Any) -> Any:
        return timezone.localtime(value) if isinstance(value, datetime) else value


class DeadlineForm(forms.Form):
    """The three deadlines, each after the one before."""

    due_entry = _Deadline(label=_("Batas pengisian oleh kantor"))
    due_province = _Deadline(label=_("Batas pengesahan oleh provinsi"))
    due_centre = _Deadline(label=_("Batas penerimaan oleh pusat"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        moments = [given[name] for name in DEADLINES if given.get(name)]
        if moments != sorted(moments):
            raise forms.ValidationError(_("Ketiga batas waktu harus berurutan: pengisian, lalu provinsi, lalu pusat."))
        return given


class CycleForm(SpokenForm, DeadlineForm):
    """A new cycle."""

    code = forms.CharField(
        label=_("Kode"), max_length=40, help_text=_("Huruf kecil, angka, dan tanda hubung, misalnya ikp-2027")
    )
    title_id = forms.CharField(label=_("Judul"), max_length=200)
    title_en = forms.CharField(label=_("Judul dalam bahasa Inggris"), max_length=200)
    edition = forms.ModelChoiceField(queryset=Edition.objects.none(), label=_("Edisi IKP"), empty_label=None)
    registry_date = _Day(
        label=_("Kantor yang ada pada tanggal"),
        help_text=_("38 provinsi sejak 2022-11-17; 34 provinsi sebelum 2022-07-25"),
    )
    period_from = _Day(label=_("Kejadian sejak"))
    period_to = _Day(label=_("Kejadian sampai"))
    training = forms.BooleanField(
        label=_("Putaran latihan"),
        required=False,
        help_text=_("Semua isinya ditandai SINTETIS dan tidak pernah masuk ke indeks"),
    )

    field_order = (
        "code",
        "title_id",
        "title_en",
        "edition",
        "registry_date",
        "period_from",
        "period_to",
        *DEADLINES,
        "training",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not country().is_shipped:
            self.fields["registry_date"].help_text = ""  # it tells days of Indonesia's registry
        # Only an edition with a method at some level has indicators to ask about.
        self.fields["edition"].queryset = Edition.objects.filter(methods__isnull=False).distinct()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            raise forms.ValidationError(_("Pakai huruf kecil, angka, dan tanda hubung saja, misalnya ikp-2027."))
        if Cycle.objects.filter(pk=code).exists():
            raise forms.ValidationError(_("Kode ini sudah dipakai oleh putaran lain."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get("period_from"), given.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("Masa kejadian berakhir sebelum dimulai."))
        return given
