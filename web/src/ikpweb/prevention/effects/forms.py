"""Forms of effects: a question with sensible answers in it already, a programme, an own panel, a reason."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.effects.asking import COMPARISONS, COUNTED, LEVELS, STEPS, Asked, latest, two_years_to
from ikpweb.prevention.effects.engine import came
from ikpweb.prevention.effects.selectors.treatments import choices_for
from ikpweb.prevention.effects.words import in_words
from ikpweb.watch.models import Kind

__all__ = ["AskForm", "PanelForm", "ProgrammeForm", "ReasonForm"]

_MOST_LINES = 600
_MOST_BYTES = 5_000_000


class _Form(forms.Form):
    """A form that can say what a service found wrong."""

    def refuse(self, refused: RejectedError) -> None:
        """Say at each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class AskForm(_Form):
    """A question; the page makes its number, so that it is one assessment when it is sent twice."""

    subject = forms.ChoiceField(label=_("Yang dimulai"))
    outcome = forms.ChoiceField(
        label=_("Yang dilihat perubahannya"),
        help_text=_("Skor antaredisi jarang dapat dibandingkan, dan hasil pemilu hanya diketahui sekali; laporan "
                    "per bulan paling sering dapat menjawab."),
    )  # fmt: skip
    counted = forms.ChoiceField(label=_("Laporan yang dihitung"), choices=COUNTED)
    level = forms.ChoiceField(label=_("Tingkat daerah"), choices=LEVELS)
    step = forms.ChoiceField(
        label=_("Panjang periode"),
        choices=STEPS,
        help_text=_("Bila daerah mulai pada waktu yang berlainan, periode yang panjang menyatukannya."),
    )
    first = _day(_("Sejak"))
    last = _day(_("Sampai"))
    comparison = forms.ChoiceField(label=_("Dibandingkan dengan"), choices=COMPARISONS)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, member: Member, training: bool, today: date, **more: Any) -> None:
        last = latest(today)
        initial = {"first": two_years_to(last), "last": last, "key": uuid4(), "level": "regency", "step": "month"}
        super().__init__(*given, **{**more, "initial": {**initial, **more.get("initial", {})}})
        self.offered = choices_for(member, training=training)
        groups = [
            (label, [(value, f"{each.name} ({each.units})") for value, each in offered])
            for label, offered in self.offered
        ]
        self.fields["subject"].choices = groups  # type: ignore[attr-defined]
        self.fields["outcome"].choices = _outcomes(training=training)  # type: ignore[attr-defined]
        if training:
            self.fields["counted"].initial = "violation"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and not first < last:
            self.add_error("last", _now("Hari terakhir harus sesudah hari pertama."))
        return given

    def asked(self) -> Asked:
        """Give the question; a single thing that came after an election has its own level."""
        given = dict(self.cleaned_data)
        outcome, _bar, level = given.pop("outcome").partition("@")
        given.pop("key")
        return Asked(**{**given, "outcome": outcome, "level": level or given["level"]})


def _outcomes(*, training: bool) -> list[tuple[str, Any]]:
    kinds = [("reports", _now("semua jenis")), *((f"reports:{value}", label) for value, label in Kind.choices)]
    found: list[tuple[str, Any]] = [(_now("Laporan dugaan pelanggaran"), kinds)]
    if training:  # what was published is real, and is not held against something made up
        return found
    told = dict(LEVELS)
    after = [
        (f"came:{each.code}@{each.level}", f"{in_words(each.titles)} ({each.election}, {told[each.level]})")
        for each in came()
    ]
    return [
        *found,
        (_now("Indeks"), [("scores", _now("skor IKP yang terbit"))]),
        (_now("Yang kemudian terjadi"), after),
    ]


_LINE = re.compile(r"^\s*(?P<unit>\d\d(?:\.\d\d)?)\s*[;,\t ]\s*(?P<day>\d{4}-\d\d-\d\d)\s*$")


class ProgrammeForm(_Form):
    """A programme: in which units it began when."""

    name = forms.CharField(label=_("Nama program"), max_length=120)
    about = forms.CharField(
        label=_("Keterangan"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    days = forms.CharField(
        label=_("Daerah dan tanggal mulainya"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "placeholder": "15.71; 2024-03-01"}),
        help_text=_("Satu daerah per baris: kode daerah, titik koma, tanggal (tahun-bulan-hari)."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        initial: Mapping[str, UUID] = {"key": uuid4()}
        super().__init__(*given, **{**more, "initial": {**initial, **more.get("initial", {})}})

    def clean_days(self) -> dict[str, date]:
        """Read a line per unit, and say which lines cannot be read."""
        lines = [line for line in self.cleaned_data["days"].splitlines() if line.strip()]
        if len(lines) > _MOST_LINES:
            raise forms.ValidationError(_now("Paling banyak %(n)s baris.") % {"n": _MOST_LINES})
        found: dict[str, date] = {}
        wrong = []
        for number, line in enumerate(lines, start=1):
            read = _LINE.match(line)
            try:
                day = date.fromisoformat(read["day"]) if read else None
            except ValueError:
                day = None
            if read is None or day is None:
                wrong.append(_now("Baris %(n)s tidak terbaca: “%(text)s”.") % {"n": number, "text": line.strip()[:40]})
            elif read["unit"] in found:
                wrong.append(_now("Baris %(n)s: daerah %(unit)s sudah ada.") % {"n": number, "unit": read["unit"]})
            else:
                found[read["unit"]] = day
        if wrong:
            raise forms.ValidationError(wrong[:10])
        return found


class PanelForm(_Form):
    """An analyst's own panel."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    file = forms.FileField(label=_("Berkas panel (CSV atau XLSX)"))
    comparison = forms.ChoiceField(label=_("Dibandingkan dengan"), choices=COMPARISONS)
    key = forms.UUIDField(widget=forms.HiddenInput)
    file_name = "panel.csv"

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **{**more, "initial": {"key": uuid4(), **more.get("initial", {})}})

    def clean_file(self) -> bytes:
        """Read the file, but no more of it than may be."""
        given = self.cleaned_data["file"]
        self.file_name = str(given.name)
        data = bytes(given.read(_MOST_BYTES + 1))
        if len(data) > _MOST_BYTES:
            raise forms.ValidationError(_now("Berkas ini lebih besar dari 5 MB."))
        return data


class ReasonForm(_Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Alasannya"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
