"""Forms of calendars, links and actions; what a field must say, the services check."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ikpweb.kit.errors import RejectedError
from ikpweb.prevention import engine
from ikpweb.prevention.curation.validation import LONGEST
from ikpweb.prevention.curation.words import LABELS, here
from ikpweb.prevention.shipped import studies, terms

__all__ = [
    "ActionForm",
    "CalendarForm",
    "LinkForm",
    "LinkFormSet",
    "NewCalendarForm",
    "ReasonForm",
    "RowForm",
    "RowFormSet",
    "Rows",
]

_TEXTS = ("title", "description", "mechanism", "done_when")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _area(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class _Refusable(forms.Form):
    """Says at each field what a service found wrong with it."""

    #: Field of a content to field of the form, where they differ.
    OTHERWISE: ClassVar[Mapping[str, str]] = {}

    def refuse(self, refused: RejectedError) -> None:
        for faults in refused.faults.values():
            for fault in faults:
                name = self.OTHERWISE.get(fault.field, fault.field.replace(".", "_"))
                self.add_error(name if name in self.fields else None, fault.sentence)


class ReasonForm(_Refusable):
    """Why something is changed; readers of the history see it."""

    reason = forms.CharField(
        label=_("Alasan perubahan"),
        required=False,
        max_length=1000,
        widget=_area(2),
        help_text=_("Tampil dalam riwayat yang dapat dibaca siapa pun; tanpa nama orang."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class _CalendarFields(_Refusable):
    names_id = forms.CharField(label=_("Nama"), max_length=LONGEST["name"], required=False)
    names_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=LONGEST["name"], required=False)
    voting_day = forms.CharField(label=LABELS["voting_day"], required=False, widget=_DAY)
    legal_base = forms.CharField(
        label=LABELS["legal_base"],
        required=False,
        max_length=LONGEST["base"],
        help_text=_("Peraturan yang menetapkan jadwalnya. Kosongkan bila belum ada."),
    )
    sources = forms.CharField(
        label=LABELS["sources"], required=False, widget=_area(2), help_text=_("Satu sumber per baris.")
    )
    note = forms.CharField(label=LABELS["note"], required=False, max_length=LONGEST["note"], widget=_area(2))

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        said = self.cleaned_data
        plain = {name: said.get(name, "") for name in ("voting_day", "legal_base", "sources", "note")}
        return {**plain, "names": {lang: said.get(f"names_{lang}", "") for lang in ("id", "en")}}


class NewCalendarForm(_CalendarFields, ReasonForm):
    """A new election, from an earlier one or empty."""

    code = forms.CharField(label=_("Kode"), max_length=40, help_text=_("Tidak dapat diubah, misalnya pemilu-2029."))
    copied_from = forms.ChoiceField(
        label=_("Salin baris dari"),
        required=False,
        help_text=_(
            "Semua tanggal digeser sebanyak selisih hari pemungutan suaranya dan ditandai asumsi sampai dicocokkan "
            "dengan dasar hukum. Baris yang dahulu tidak berlangsung tidak disalin."
        ),
    )

    field_order = (
        "code",
        "names_id",
        "names_en",
        "voting_day",
        "copied_from",
        "legal_base",
        "sources",
        "note",
        "reason",
    )

    def __init__(self, *given: Any, known: Mapping[str, str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["copied_from"].choices = [("", _("tidak disalin")), *known.items()]  # type: ignore[attr-defined]


class CalendarForm(_CalendarFields, ReasonForm):
    """The head of a calendar; its rows are `RowFormSet`."""

    confirmed = forms.BooleanField(
        label=LABELS["confirmed"],
        required=False,
        help_text=_("Centang hanya bila setiap baris sudah dibandingkan. Tanpa centang, semua tanggal adalah asumsi."),
    )

    field_order = ("names_id", "names_en", "voting_day", "legal_base", "sources", "confirmed", "note", "reason", "seen")

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Give what the form shows of a content."""
        return {
            **{name: content[name] for name in ("voting_day", "legal_base", "confirmed", "note")},
            "sources": "\n".join(content["sources"]),
            **{f"names_{lang}": content["names"].get(lang, "") for lang in ("id", "en")},
        }

    def content(self) -> dict[str, Any]:
        return {**super().content(), "confirmed": self.cleaned_data.get("confirmed", False)}


class RowForm(_Refusable):
    """One row of a calendar."""

    OTHERWISE: ClassVar[Mapping[str, str]] = {"stages": "stage"}

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    names_id = forms.CharField(label=_("Nama"), max_length=LONGEST["name"], required=False)
    names_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=LONGEST["name"], required=False)
    no = forms.IntegerField(label=LABELS["no"], required=False, min_value=1, max_value=999)
    stage = forms.ChoiceField(label=LABELS["stages"], required=False)
    also = forms.ChoiceField(label=_("juga tahapan"), required=False)
    start = forms.CharField(label=LABELS["start"], required=False, widget=_DAY)
    end = forms.CharField(label=LABELS["end"], required=False, widget=_DAY)
    held = forms.BooleanField(label=_("berlangsung"), required=False, initial=True)
    certainty = forms.ChoiceField(
        label=LABELS["certainty"],
        choices=[("published", _("terbit")), ("derived", _("turunan")), ("assumed", _("asumsi"))],
        required=False,
    )
    legal_base = forms.CharField(label=_("Dasar hukum baris ini"), required=False, max_length=LONGEST["base"])
    source = forms.CharField(label=_("Sumber baris ini"), required=False, max_length=LONGEST["source"])
    note = forms.CharField(label=LABELS["note"], required=False, max_length=LONGEST["note"])

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        stages = [("", "–"), *((stage.code, here(stage.names)) for stage in engine.stage_list())]
        for name in ("stage", "also"):
            self.fields[name].choices = stages  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """Give what the form shows of a row."""
        plain = ("key", "no", "start", "end", "held", "certainty", "legal_base", "source", "note")
        stages = [*row["stages"], "", ""]
        return {
            **{name: row[name] for name in plain},
            **{f"names_{lang}": row["names"].get(lang, "") for lang in ("id", "en")},
            "stage": stages[0],
            "also": stages[1],
        }

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it; a row that nobody filled has no name."""
        said = self.cleaned_data
        plain = ("key", "no", "start", "end", "held", "certainty", "legal_base", "source", "note")
        return {
            **{name: said.get(name) for name in plain},
            "names": {lang: said.get(f"names_{lang}", "") for lang in ("id", "en")},
            "stages": [said.get(name, "") for name in ("stage", "also")],
        }


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows of a calendar; some empty ones stand after them."""

    def contents(self, taken: set[str]) -> list[dict[str, Any]]:
        """Give the rows that stay, by their number; a new one gets a key that no row ever had."""
        rows: list[tuple[float, dict[str, Any]]] = []
        number, place = max([0, *(int(each) for each in taken if each.isdigit())]), 0.0
        for form in self.forms:
            if form.cleaned_data.get("DELETE") or not (form.cleaned_data.get("key") or form.has_changed()):
                continue
            row = form.content()
            if row["key"] not in taken:
                number += 1
                row["key"] = str(number)
            form.row_key = row["key"]
            place = float(row["no"]) if row["no"] else place + 0.001
            rows.append((place, row))
        return [row for _place, row in sorted(rows, key=lambda each: each[0])]

    def refuse(self, refused: RejectedError) -> list[tuple[str, str]]:
        """Say at each row what is wrong with it, and give the faults of what is no row."""
        others = []
        for faults in refused.faults.values():
            for fault in faults:
                _periods, key, field = [*fault.field.split(".", 2), "", ""][:3]
                form = next((each for each in self.forms if getattr(each, "row_key", None) == key), None)
                if not fault.field.startswith("periods.") or form is None:
                    others.append((fault.field, fault.sentence))
                    continue
                name = RowForm.OTHERWISE.get(field, field.replace(".", "_"))
                form.add_error(name if name in form.fields else None, fault.sentence)
        return others


RowFormSet = forms.formset_factory(RowForm, formset=Rows, extra=3, can_delete=True, max_num=120)


class LinkForm(_Refusable):
    """Whether an indicator belongs to a stage."""

    key = forms.CharField(widget=forms.HiddenInput)
    on = forms.BooleanField(required=False)
    lead = forms.IntegerField(label=LABELS["lead"], required=False, min_value=0)
    note = forms.CharField(label=LABELS["note"], required=False, max_length=LONGEST["note"])

    @property
    def stage(self) -> Any:
        code = self.initial.get("key") or self.data.get(self.add_prefix("key"))
        return next((each for each in engine.stage_list() if each.code == code), None)


LinkFormSet = forms.formset_factory(LinkForm, extra=0)


def _checks(label: Any, choices: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **more
    )


class ActionForm(_Refusable):
    """An action with all that the library keeps of it."""

    OTHERWISE: ClassVar[Mapping[str, str]] = {"indicators": "main"}

    title_id = forms.CharField(label=LABELS["title"], max_length=LONGEST["title"], required=False)
    main = forms.ChoiceField(label=_("Indikator utama"), required=False)
    others = _checks(_("Indikator lain"), ())
    description_id = forms.CharField(
        label=LABELS["description"],
        required=False,
        widget=_area(4),
        help_text=_("Apa yang dilakukan, dengan siapa, dalam dua tiga kalimat."),
    )
    mechanism_id = forms.CharField(
        label=LABELS["mechanism"],
        required=False,
        widget=_area(3),
        help_text=_("Mengapa tindakan ini diharapkan mengurangi kerawanan."),
    )
    done_when_id = forms.CharField(
        label=LABELS["done_when"],
        required=False,
        widget=_area(2),
        help_text=_("Apa yang dapat ditunjukkan bila sudah selesai."),
    )
    stages = _checks(LABELS["stages"], ())
    levels = _checks(LABELS["levels"], ())
    form = forms.ChoiceField(label=LABELS["form"], required=False)
    effort = forms.IntegerField(
        label=LABELS["effort"], required=False, min_value=1, help_text=_("Bagi satu kantor; perkiraan.")
    )
    legal_base = forms.CharField(
        label=LABELS["legal_base"],
        required=False,
        widget=_area(2),
        help_text=_("Satu per baris, misalnya UU 7/2017 Pasal 98. Kosongkan bila tidak pasti."),
    )
    studies = _checks(
        LABELS["studies"],
        (),
        help_text=_("Hanya penelitian yang sudah ada dalam pustaka; selain itu, sebut dalam alasan."),
    )
    title_en = forms.CharField(label=_("Judul dalam bahasa Inggris"), max_length=LONGEST["title"], required=False)
    description_en = forms.CharField(label=_("Uraian dalam bahasa Inggris"), required=False, widget=_area(4))
    mechanism_en = forms.CharField(label=_("Cara kerja dalam bahasa Inggris"), required=False, widget=_area(3))
    done_when_en = forms.CharField(label=_("Tanda selesai dalam bahasa Inggris"), required=False, widget=_area(2))
    why = forms.CharField(
        label=_("Alasan usulan"),
        required=False,
        max_length=1000,
        widget=_area(3),
        help_text=_("Apa yang kurang dalam pustaka, atau apa yang Anda alami dengan tindakan ini. Tanpa nama orang."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *given: Any, curating: bool = False, **more: Any) -> None:
        more["initial"] = {"key": uuid4(), **more.get("initial", {})}
        super().__init__(*given, **more)
        known = [(code, f"{code} {here(each.names)}") for code, each in engine.known().items()]
        choices = {
            "main": [("", "–"), *known],
            "others": known,
            "stages": [(stage.code, here(stage.names)) for stage in engine.stage_list()],
            "levels": [(code, here(texts)) for code, texts in terms().levels.items()],
            "form": [("", "–"), *((code, here(texts)) for code, texts in terms().forms.items())],
            "studies": [(code, each.citation) for code, each in studies().items()],
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]
        if curating:
            why = self.fields["why"]
            why.label = _("Alasan perubahan")
            why.help_text = _(
                "Tampil dalam riwayat tindakan yang dapat dibaca siapa pun. Kosong berarti alasan pengusul."
            )
        else:
            self.fields["title_en"].help_text = _("Bagian bahasa Inggris boleh diserahkan kepada pusat.")

    @classmethod
    def initial_of(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Give what the form shows of a table."""
        first, *others = content["indicators"] or [""]
        return {
            **{f"{name}_{lang}": content[name].get(lang, "") for name in _TEXTS for lang in ("id", "en")},
            **{name: content[name] for name in ("stages", "levels", "form", "effort")},
            "studies": content.get("studies", []),
            "legal_base": "\n".join(content["legal_base"]),
            "main": first,
            "others": others,
        }

    def content(self) -> dict[str, Any]:
        """Give what was written, as the services take it."""
        said = self.cleaned_data
        main = said.get("main", "")
        return {
            "indicators": [code for code in (main, *said.get("others", ())) if code],
            **{name: said.get(name) for name in ("stages", "levels", "form", "effort", "legal_base", "studies")},
            **{name: {lang: said.get(f"{name}_{lang}", "") for lang in ("id", "en")} for name in _TEXTS},
        }
