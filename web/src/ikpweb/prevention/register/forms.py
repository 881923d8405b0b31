"""Forms of risks and actions; what a field must say, the services check."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.actions import terms
from ikpweb.prevention.engine import known, stage_list
from ikpweb.prevention.register.content import content_of
from ikpweb.prevention.register.matrix import CONSEQUENCES, LIKELIHOODS
from ikpweb.prevention.register.models import Action, Risk
from ikpweb.prevention.register.selectors.choices import alarms_for, library_action, people_of, risks_for
from ikpweb.prevention.register.validation import LABELS, LONGEST
from ikpweb.prevention.templatetags.prevention import spoken
from ikpweb.territory.models import Office

__all__ = ["ActionForm", "RiskForm", "as_written", "form_choices", "from_library", "indicator_choices", "stage_choices"]

_DONE = "[x] "
_NONE = ("", "–")


def indicator_choices() -> list[tuple[str, str]]:
    """Give code and name of all indicators in the language of the page."""
    return [(code, f"{code} {spoken(each.names)}") for code, each in known().items()]


def stage_choices() -> list[tuple[str, str]]:
    """Give code and name of the stages."""
    return [(stage.code, spoken(stage.names)) for stage in stage_list()]


def form_choices() -> list[tuple[str, str]]:
    """Give code and name of the official forms of prevention."""
    return [(code, spoken(names)) for code, names in terms().forms.items()]


def from_library(key: str) -> dict[str, Any]:
    """Give what an action of the library says, as the fields of an action; nothing for none."""
    found = library_action(key)
    if found is None:
        return {}
    language = "en" if get_language() == "en" else "id"
    return {
        "library": found.id,
        "library_version": str(found.version),
        "title": found.title[language][: LONGEST["title"]],
        "description": found.description[language][: LONGEST["description"]],
        "indicators": list(found.indicators),
        "stage": found.stages[0],
        "form": found.form,
        "effort": found.effort,
    }


class _Form(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    client = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def refuse(self, refused: RejectedError) -> None:
        """Say at each field what the service found wrong with it."""
        for faults in refused.faults.values():
            for fault in faults:
                self.add_error(fault.field if fault.field in self.fields else None, fault.sentence)

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]], *, none: bool = True) -> None:
        self.fields[name].choices = [_NONE, *choices] if none else list(choices)  # type: ignore[attr-defined]


class RiskForm(_Form):
    """What a person writes of a risk."""

    title = forms.CharField(
        label=LABELS["title"],
        max_length=LONGEST["title"],
        help_text=_("Apa yang dapat terjadi, dalam satu kalimat. Tanpa nama orang."),
    )
    indicator = forms.ChoiceField(
        label=LABELS["indicator"], required=False, help_text=_("Kosongkan bila risikonya di luar instrumen.")
    )
    description = forms.CharField(
        label=LABELS["description"],
        required=False,
        max_length=LONGEST["description"],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mengapa dapat terjadi, dan apa akibatnya."),
    )
    likelihood = forms.ChoiceField(label=LABELS["likelihood"])
    consequence = forms.ChoiceField(label=LABELS["consequence"])

    def __init__(self, *given: Any, risk: Risk | None = None, **more: Any) -> None:
        initial: dict[str, Any] = {"client": uuid4()} if risk is None else {**content_of(risk), "seen": risk.version}
        super().__init__(*given, **{**more, "initial": {**initial, **more.get("initial", {})}})
        self._choose("indicator", indicator_choices())
        self._choose("likelihood", [(each, f"{each} · {word}") for each, word in LIKELIHOODS.items()])
        self._choose("consequence", [(each, f"{each} · {word}") for each, word in CONSEQUENCES.items()])

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        names = ("title", "indicator", "description", "likelihood", "consequence")
        return {name: self.cleaned_data.get(name, "") for name in names}


class ActionForm(_Form):
    """What a person writes of an action of an office."""

    library = forms.CharField(widget=forms.HiddenInput, required=False)
    library_version = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=LABELS["title"], max_length=LONGEST["title"], help_text=_("Apa yang dikerjakan, dalam satu kalimat.")
    )
    description = forms.CharField(
        label=LABELS["description"],
        required=False,
        max_length=LONGEST["description"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    risk = forms.ChoiceField(label=LABELS["risk"], required=False)
    owner = forms.ChoiceField(
        label=LABELS["owner"], required=False, help_text=_("Satu orang, agar jelas siapa yang mengerjakan.")
    )
    deadline = forms.CharField(
        label=LABELS["deadline"],
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Bila jatuh pada hari libur, pengingat dikirim pada hari kerja sebelumnya."),
    )
    steps_to_do = forms.CharField(
        label=LABELS["steps_to_do"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu langkah per baris; awali dengan [x] bila sudah selesai."),
    )
    stage = forms.ChoiceField(label=LABELS["stage"], required=False)
    form = forms.ChoiceField(label=LABELS["form"], required=False)
    cost = forms.CharField(
        label=LABELS["cost"],
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Kosong berarti belum diketahui, bukan nol."),
    )
    effort = forms.CharField(
        label=LABELS["effort"], required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    indicators = forms.MultipleChoiceField(
        label=LABELS["indicators"], required=False, widget=forms.CheckboxSelectMultiple
    )
    alarms = forms.MultipleChoiceField(label=LABELS["alarms"], required=False, widget=forms.CheckboxSelectMultiple)
    events = forms.CharField(
        label=LABELS["events"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nomor kejadian dari isian, satu per baris."),
    )

    def __init__(self, *given: Any, member: Member, office: Office, action: Action | None = None, **more: Any) -> None:
        initial: dict[str, Any] = {"client": uuid4()}
        if action is not None:
            initial = {**content_of(action), "seen": action.version}
        initial = as_written({**initial, **more.get("initial", {})})
        super().__init__(*given, **{**more, "initial": initial})
        self._choose("risk", [(each.pk, each.title) for each in risks_for(office)])
        self._choose("owner", self._people(office, action))
        self._choose("stage", stage_choices())
        self._choose("form", form_choices())
        self._choose("indicators", indicator_choices(), none=False)
        alarms = {each.pk: each for each in alarms_for(member, office)}
        if action is not None:  # what is linked stays to be seen, also when its outcome is known by now
            alarms |= {each.pk: each for each in action.alarms.select_related("unit")}
        told = [(key, f"{each.unit} · {each.get_kind_display()} · {each.week}") for key, each in alarms.items()]
        self._choose("alarms", told, none=False)
        if not told:
            del self.fields["alarms"]

    @staticmethod
    def _people(office: Office, action: Action | None) -> list[tuple[int, str]]:
        people = {each.pk: str(each) for each in people_of(office)}
        if action is not None and action.owner is not None:
            people[action.owner.pk] = str(action.owner)
        return list(people.items())

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        given = {name: self.cleaned_data.get(name, "") for name in self.fields if name not in {"seen", "client"}}
        lines = given["steps_to_do"].splitlines()
        steps = [
            {"text": line.strip().removeprefix(_DONE.strip()).strip(), "done": line.strip().startswith(_DONE.strip())}
            for line in lines
        ]
        return {**given, "steps_to_do": steps, "events": given.get("events", "").replace(",", " ").split()}


def as_written(content: Mapping[str, Any]) -> dict[str, Any]:
    """Write steps and numbers of events as a person edits them: a line each."""
    told = dict(content)
    if isinstance(told.get("steps_to_do"), list):
        rows = [row if isinstance(row, Mapping) else {"text": row, "done": False} for row in told["steps_to_do"]]
        told["steps_to_do"] = "\n".join(f"{_DONE if row['done'] else ''}{row['text']}" for row in rows)
    if isinstance(told.get("events"), list):
        told["events"] = "\n".join(told["events"])
    return told
