"""Forms of plans: what is asked for, and owner and deadline of an item."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import User
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.actions import terms
from ikpweb.prevention.plans.asking import MAIN_SHARE, OTHER_SHARE
from ikpweb.prevention.plans.basis import PUBLISHED, bases_for
from ikpweb.prevention.plans.calendar import calendars, span
from ikpweb.prevention.plans.models import PlanItem
from ikpweb.prevention.plans.policies import units_for
from ikpweb.territory.models import Office, Unit

__all__ = ["ItemForm", "PlanForm", "expanded", "places_for"]

#: A choice of the centre that stands for many units: all regencies, all provinces, or a province with its regencies.
_ALL = ("regency", "province")
_UNDER = "under:"


def _spoken(names: Mapping[Any, str]) -> str:
    return names["en" if get_language() == "en" else "id"]


class RupiahField(forms.CharField):
    """Whole rupiah, with or without points between thousands."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=24, widget=widget, **more)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").lower().removeprefix("rp")
        digits = text.translate(str.maketrans("", "", " .,_\u00a0"))
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(_now("Tulis jumlah rupiah, misalnya 50.000.000."))
        return int(digits)


class PlanForm(forms.Form):
    """What is asked for; the page makes its number, so that it is the same plan when it is sent twice."""

    client = forms.UUIDField(widget=forms.HiddenInput)
    basis = forms.ChoiceField(
        label=_("Dasar"),
        help_text=_("Skor yang menjadi dasar: edisi yang terbit, atau perhitungan yang dapat Anda buka."),
    )
    units = forms.MultipleChoiceField(label=_("Daerah"), widget=forms.CheckboxSelectMultiple)
    calendar = forms.ChoiceField(
        label=_("Kalender tahapan"),
        required=False,
        help_text=_("Tahapan yang dekat menambah bobot; tindakan yang tahapannya lewat tidak diusulkan."),
    )
    start = forms.DateField(
        label=_("Mulai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), localize=False
    )
    horizon = forms.IntegerField(
        label=_("Jangka (hari)"), min_value=1, max_value=730, help_text=_("Sampai berapa hari ke depan.")
    )
    budget = RupiahField(label=_("Anggaran (rupiah)"), help_text=_("Untuk semua daerah yang dipilih bersama-sama."))
    capacity = forms.FloatField(
        label=_("Kapasitas tiap kantor (hari orang)"),
        min_value=0,
        max_value=100_000,
        help_text=_("Hari kerja yang dapat dipakai tiap kantor selama jangka itu."),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    day_rate = RupiahField(
        label=_("Biaya per hari orang (rupiah)"),
        help_text=_("Asumsi kantor Anda: tidak ada sumber resmi tentang biaya tiap tindakan."),
    )
    kinds = forms.MultipleChoiceField(label=_("Bentuk pencegahan"), widget=forms.CheckboxSelectMultiple)
    main = forms.FloatField(label=_("Berkurang dari indikator utama (%)"), min_value=0.1, max_value=100, required=False)
    other = forms.FloatField(
        label=_("Berkurang dari indikator terkait lain (%)"), min_value=0.1, max_value=100, required=False
    )

    def __init__(self, *given: Any, member: Member, chosen: Sequence[str] = (), **more: Any) -> None:
        start: dict[str, Any] = {
            "client": uuid4(),
            "basis": PUBLISHED,
            "units": [*chosen] or _usual(member),
            "start": timezone.localdate(),
            "horizon": 60,
            "kinds": list(terms().forms),
            "main": 100 * MAIN_SHARE,
            "other": 100 * OTHER_SHARE,
        }
        super().__init__(*given, **{**more, "initial": {**start, **more.get("initial", {})}})
        self.member = member
        self._choose("basis", [(code, f"SINTETIS · {name}" if made_up else name)
                               for code, name, made_up in bases_for(member)])  # fmt: skip
        self._choose("units", places_for(member, chosen))
        self._choose("calendar", [("", _now("tanpa kalender: semua tindakan mungkin")), *_calendars()])
        self._choose("kinds", [(code, _spoken(names)) for code, names in terms().forms.items()])
        for code, names in terms().forms.items():
            self.fields[f"fixed_{code}"] = RupiahField(label=_spoken(names), required=False)

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def fixed_fields(self) -> list[forms.BoundField]:
        """What an action of each form costs besides."""
        return [self[name] for name in self.fields if name.startswith("fixed_")]

    def content(self) -> dict[str, Any]:
        """Give what was written, as the service takes it."""
        told = self.cleaned_data
        fixed = {name.removeprefix("fixed_"): told[name] for name in told if name.startswith("fixed_") and told[name]}
        names = ("basis", "calendar", "start", "horizon", "budget", "capacity", "day_rate")
        shares = {name: told[name] / 100 for name in ("main", "other") if told.get(name) is not None}
        units = expanded(self.member, told["units"])
        return {
            **{name: told[name] for name in names},
            "units": units,
            "forms": told["kinds"],
            "fixed": fixed,
            **shares,
        }

    def refuse(self, refused: RejectedError) -> None:
        """Say at each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                name = {"forms": "kinds"}.get(fault.field, fault.field)
                self.add_error(name if name in self.fields else None, fault.sentence)


def _calendars() -> list[tuple[str, str]]:
    found = []
    for code, schedule in calendars().items():
        first, last = span(schedule)
        found.append((code, f"{_spoken(schedule.election.names)} ({first:%Y-%m-%d} – {last:%Y-%m-%d})"))
    return found


def _usual(member: Member) -> list[str]:
    """Give what is chosen at first: the own unit; of the centre nothing."""
    return [member.office.unit_id] if member.office.unit_id else []


def places_for(member: Member, chosen: Sequence[str] = ()) -> list[tuple[str, str]]:
    """List what a member may choose: units, and of the centre groups of them, with units that are chosen already."""
    rows = list(units_for(member))
    if member.office.pk != Office.CENTRE:
        return [(unit.pk, unit.name) for unit in rows]
    by_level = {level: sum(unit.level == level for unit in rows) for level in _ALL}
    groups = [
        ("regency", _now("Semua kabupaten/kota ({n})").format(n=by_level["regency"])),
        ("province", _now("Semua provinsi ({n})").format(n=by_level["province"])),
    ]
    under = [
        (f"{_UNDER}{unit.pk}", _now("{name} dan kabupaten/kotanya").format(name=unit.name))
        for unit in rows
        if unit.level == Unit.Level.PROVINCE
    ]
    alone = [(unit.pk, unit.name) for unit in rows if unit.pk in set(chosen)]
    return [*alone, *groups, *under]


def expanded(member: Member, chosen: Sequence[str]) -> list[str]:
    """Give the codes of the units that choices stand for."""
    rows = list(units_for(member))
    found: dict[str, None] = {}
    for choice in chosen:
        if choice in _ALL:
            found |= {unit.pk: None for unit in rows if unit.level == choice}
        elif choice.startswith(_UNDER):
            province = choice.removeprefix(_UNDER)
            found |= {unit.pk: None for unit in rows if province in {unit.pk, unit.parent_id}}
        else:
            found[choice] = None
    return list(found)


class ItemForm(forms.Form):
    """Owner and deadline of an item."""

    owner = forms.ChoiceField(label=_("Penanggung jawab"), required=False)
    due = forms.DateField(
        label=_("Tenggat"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), localize=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *given: Any, item: PlanItem, people: Sequence[User], **more: Any) -> None:
        start: dict[str, Any] = {"owner": item.owner_id or "", "due": item.due, "seen": item.version}
        super().__init__(*given, **{**more, "initial": start})
        self.people = {str(each.pk): each for each in people}
        field = self.fields["owner"]
        field.choices = [("", "–"), *((key, str(each)) for key, each in self.people.items())]  # type: ignore[attr-defined]

    def content(self) -> tuple[User | None, date]:
        """Give the owner and the deadline."""
        return self.people.get(self.cleaned_data["owner"]), self.cleaned_data["due"]
