"""Forms of releases; what a field must say, the services check."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ikpweb.kit.errors import RejectedError
from ikpweb.kit.spoken import SpokenForm
from ikpweb.kit.zones import NATIONAL
from ikpweb.publication.models import Detail, Release
from ikpweb.runs.models import Computation

__all__ = ["ChangeForm", "DraftForm"]


class _Moment(forms.DateTimeField):
    """A moment of the national zone (WIB), to the second, whatever zone a server runs in."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S")

    def to_python(self, value: Any) -> datetime | None:
        read = super().to_python(str(value).replace("T", " ") if value else value)
        return None if read is None else read.replace(tzinfo=NATIONAL.info)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(NATIONAL.info).replace(tzinfo=None) if isinstance(value, datetime) else value


class _Computations(forms.ModelChoiceField):  # type: ignore[type-arg] # has none when it runs
    """Computations by the title of their cycle and the moment, in the national zone."""

    def label_from_instance(self, obj: Any) -> str:
        clock = "H:i" if get_language() == "en" else "H.i"
        moment = date_format(obj.made_at.astimezone(NATIONAL.info), f"j F Y, {clock}")
        return f"{obj.cycle.title}, {moment} {NATIONAL.label}"


class ChangeForm(SpokenForm):
    """What a person says of a release."""

    title_id = forms.CharField(label=_("Judul (bahasa Indonesia)"), max_length=200)
    title_en = forms.CharField(label=_("Judul (bahasa Inggris)"), max_length=200)
    changes = forms.CharField(
        label=_("Yang baru, atau alasan perbaikan"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dibaca semua orang di samping rilis. Untuk versi perbaikan: apa yang salah dan sejak kapan."),
    )
    detail = forms.ChoiceField(
        label=_("Masukan yang diterbitkan"),
        choices=Detail.choices,
        help_text=_("Dengan skor dimensi saja, siapa pun tetap dapat menghitung ulang indeks dari dimensinya."),
    )
    smallest = forms.IntegerField(
        label=_("Jumlah bukti terkecil yang disebut"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_(
            "0: jumlah bukti tidak diterbitkan. Selain itu, jumlah di bawah angka ini disembunyikan. Nilai indikator "
            "dapat mengungkap jumlah yang kecil: bila orangnya dapat dikenali, terbitkan skor dimensi saja."
        ),
    )
    embargo = _Moment(label=_("Terbit mulai (WIB)"), required=False, help_text=_("Kosong: begitu dibekukan."))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, release: Release | None = None, **more: Any) -> None:
        if release is not None:
            names = ("title_id", "title_en", "changes", "detail", "smallest", "embargo")
            more["initial"] = {name: getattr(release, name) for name in names} | {"seen": release.revision}
        super().__init__(*given, **more)

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "code", "computation")}

    def refuse(self, refused: RejectedError) -> None:
        """Say at each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)


class DraftForm(ChangeForm):
    """A new release."""

    computation = _Computations(label=_("Dari perhitungan"), queryset=Computation.objects.none())
    code = forms.SlugField(
        label=_("Kode rilis"), max_length=40, help_text=_("Misalnya ikp-2024; versi dihitung sendiri.")
    )

    field_order = ("computation", "code")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        frozen = Computation.objects.filter(frozen=True).select_related("cycle").order_by("-made_at")
        self.fields["computation"].queryset = frozen  # type: ignore[attr-defined]
