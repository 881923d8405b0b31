"""What began where and when: programmes that somebody listed, and what the other rooms of prevention record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.prevention.actions import find, terms
from ikpweb.prevention.activities.models import Form
from ikpweb.prevention.activities.models import Status as Counted
from ikpweb.prevention.activities.policies import activities_visible_to
from ikpweb.prevention.cadres.models import Programme as CadreProgramme
from ikpweb.prevention.cadres.policies import trainings_visible_to
from ikpweb.prevention.effects.policies import programmes_visible_to
from ikpweb.prevention.effects.words import in_words
from ikpweb.prevention.partners.models import Agreement, Kind, Sector
from ikpweb.prevention.partners.policies import agreements_visible_to
from ikpweb.prevention.register.models import Action, Status
from ikpweb.prevention.register.policies import actions_visible_to
from ikpweb.territory.models import Office, Unit

__all__ = ["KINDS", "Choice", "Treatment", "choices_for", "earliest", "reached", "treatment"]

Days = dict[str, date]
ByKey = Callable[[Member | None], Mapping[str, dict[str, date]]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something whose effect can be asked for: its key, its name, in how many units it began."""

    key: str
    name: str
    units: int


@dataclass(frozen=True, slots=True)
class Treatment:
    """Something that began: the first day in every unit where it did.

    `training` is made-up data: it is only held against made-up outcomes.
    """

    name: str
    days: Mapping[str, date]
    training: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    """A room, or a part of one: what it offers to a member, and one of these by its key."""

    label: str | Promise
    choices: Callable[[Member | None, bool], Sequence[Choice]]
    find: Callable[[Member | None, str], Treatment | None]


def choices_for(member: Member | None, *, training: bool) -> list[tuple[str, list[tuple[str, Choice]]]]:
    """Give what a member can ask about, by kind; kinds that offer nothing are left out."""
    found = []
    for name, kind in KINDS.items():
        offered = [(f"{name}:{each.key}", each) for each in kind.choices(member, training)]
        if offered:
            found.append((str(kind.label), offered))
    return found


def treatment(member: Member | None, subject: str) -> Treatment | None:
    """Give what a subject names, as far as the member may see it; None where there is no such thing."""
    name, _colon, key = subject.partition(":")
    kind = KINDS.get(name)
    try:
        return kind.find(member, key) if kind else None
    except (ValueError, OverflowError, ValidationError):  # no such key can be
        return None


def earliest(rows: Iterable[tuple[str, str, date]]) -> dict[str, Days]:
    """Give the first day by key and unit of rows of key, unit and day; the centre is no unit."""
    found: dict[str, Days] = {}
    for key, unit, day in rows:
        if key and unit != Office.CENTRE:
            days = found.setdefault(key, {})
            days[unit] = min(day, days.get(unit, day))
    return found


def _offered(days: Mapping[str, Days], name: Callable[[str], str]) -> list[Choice]:
    """Offer what began somewhere, that of most units first."""
    found = [Choice(key, name(key), len(units)) for key, units in days.items()]
    return sorted(found, key=lambda each: (-each.units, each.name))


def _programmes(member: Member | None, training: bool) -> Sequence[Choice]:
    rows = programmes_visible_to(member).filter(training=training, withdrawn="").prefetch_related("beginnings")
    return [Choice(str(each.pk), each.name, len(each.beginnings.all())) for each in rows[:200]]


def _programme(member: Member | None, key: str) -> Treatment | None:
    rows = programmes_visible_to(member).filter(withdrawn="").prefetch_related("beginnings")
    found = rows.filter(pk=key).first()
    if found is None:
        return None
    return Treatment(found.name, {each.unit_id: each.day for each in found.beginnings.all()}, found.training)


def _done_actions(member: Member | None) -> list[Action]:
    """Give the actions of the register that are done and that a member may see, the first done first."""
    rows = actions_visible_to(member).filter(status__in=(Status.DONE, Status.CONFIRMED), done_at__isnull=False)
    return list(rows.order_by("done_at", "pk"))


def _done(member: Member | None, field: str) -> dict[str, Days]:
    """Give the days on which actions were done, by what a field of theirs says."""
    rows = _done_actions(member)
    return earliest((getattr(each, field), each.office_id, timezone.localdate(each.done_at)) for each in rows)


def _action_name(key: str) -> str:
    action = find(key)
    return in_words(action.title) if action else key


def _form_name(key: str) -> str:
    forms = terms().forms
    return in_words(forms[key]) if key in forms else key


def _by_key(label: Promise, name: Callable[[str], str], days: ByKey) -> _Kind:
    """Offer, and find, what has days by key and unit; nothing of it is training data."""

    def choices(member: Member | None, training: bool) -> Sequence[Choice]:
        return [] if training else _offered(days(member), name)

    def find_one(member: Member | None, key: str) -> Treatment | None:
        found = days(member).get(key)
        return None if found is None else Treatment(name(key), found)

    return _Kind(label, choices, find_one)


def _actions(member: Member | None) -> Mapping[str, Days]:
    return _done(member, "library")


def _forms(member: Member | None) -> Mapping[str, Days]:
    return _done(member, "form")


def reached(agreements: Iterable[Agreement]) -> list[tuple[Agreement, str]]:
    """Give every agreement with each unit that it reaches: those it names, or else the whole region of its office."""
    below: dict[str, list[str]] = {}
    for unit, parent in Unit.objects.filter(valid_to__isnull=True).values_list("pk", "parent"):
        below.setdefault(parent or "", []).append(unit)
    found = []
    for each in agreements:
        office = str(each.office_id)
        region = [*([office] if office != Office.CENTRE else below.get("", [])), *below.get(office, [])]
        found += [(each, unit) for unit in ([named.pk for named in each.units.all()] or region)]
    return found


def _agreements(member: Member | None, field: Callable[[Agreement], str]) -> dict[str, Days]:
    today = timezone.localdate()
    rows = agreements_visible_to(member).filter(withdrawn=False, valid_from__lte=today)
    told = reached(rows.select_related("partner").prefetch_related("units"))
    return earliest((field(each), unit, each.valid_from) for each, unit in told)


def _kinds_of_agreement(member: Member | None) -> Mapping[str, Days]:
    return _agreements(member, lambda each: str(each.kind))


def _sectors(member: Member | None) -> Mapping[str, Days]:
    return _agreements(member, lambda each: str(each.partner.sector))


def _institutions(member: Member | None) -> Mapping[str, Days]:
    """Give the agreements with one institution, whichever offices made them: its name is what they have in common."""
    return _agreements(member, lambda each: " ".join(each.partner.name.split()))


def _activities(member: Member | None) -> Mapping[str, Days]:
    rows = activities_visible_to(member).filter(training=False, status=Counted.COUNTED, date__lte=timezone.localdate())
    return earliest(rows.values_list("form", "office", "date"))


def _trainings(member: Member | None) -> Mapping[str, Days]:
    rows = trainings_visible_to(member).filter(withdrawn=False, day__lte=timezone.localdate())
    return earliest(rows.values_list("programme", "office", "day"))


def _named(choices: type[Kind] | type[Sector] | type[Form] | type[CadreProgramme]) -> Callable[[str], str]:
    return lambda key: str(dict(choices.choices).get(key, key))


KINDS: Mapping[str, _Kind] = {
    "tindakan": _by_key(_("Tindakan register yang selesai"), _action_name, _actions),
    "bentuk": _by_key(_("Semua tindakan register yang selesai dalam satu bentuk"), _form_name, _forms),
    "perjanjian": _by_key(_("Perjanjian menurut bentuknya"), _named(Kind), _kinds_of_agreement),
    "mitra": _by_key(_("Perjanjian menurut sektor mitra"), _named(Sector), _sectors),
    "lembaga": _by_key(_("Perjanjian dengan satu mitra"), str, _institutions),
    "kegiatan": _by_key(_("Kegiatan pencegahan menurut bentuknya"), _named(Form), _activities),
    "pelatihan": _by_key(_("Pelatihan pengawas partisipatif"), _named(CadreProgramme), _trainings),
    "program": _Kind(_("Program yang didaftar di sini"), _programmes, _programme),
}
