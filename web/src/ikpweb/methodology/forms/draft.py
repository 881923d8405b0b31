"""Forms of a draft: what it is, its nodes, rubrics, cut-offs and recipes."""

import re
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ikpweb.kit.categories import word
from ikpweb.kit.country import country
from ikpweb.methodology.content import Content, Node, below, branch, depth
from ikpweb.methodology.engine import Cutoffs
from ikpweb.methodology.forms.fields import CERTAINTIES, Day, Lines, SeenForm, area, bilingual, long_text, texts_of
from ikpweb.methodology.models import Edition

__all__ = ["AboutForm", "CutoffsForm", "DiscardForm", "MoveForm", "NodeForm", "RecipeForm", "RubricForm", "StartForm"]

_GRADES = tuple(range(1, country().grades + 1))


class StartForm(forms.Form):
    """A new draft."""

    code = forms.SlugField(label=_("Kode"), max_length=40, help_text=_("Huruf kecil, angka, dan tanda hubung: 2029"))
    based_on = forms.ModelChoiceField(queryset=Edition.objects.none(), label=_("Bertolak dari"), empty_label=None)
    title_id = forms.CharField(label=_("Judul"), max_length=200)
    title_en = forms.CharField(label=_("Judul dalam bahasa Inggris"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of an edition without a method only results are known: there is nothing to begin from.
        self.fields["based_on"].queryset = Edition.objects.filter(methods__isnull=False).distinct()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            raise forms.ValidationError(_("Pakai huruf kecil, angka, dan tanda hubung saja."))
        return code


class AboutForm(SeenForm):
    """What an edition is."""

    title_id = forms.CharField(label=_("Judul"), max_length=200)
    title_en = forms.CharField(label=_("Judul dalam bahasa Inggris"), max_length=200)
    period = forms.CharField(
        label=_("Masa yang dihitung"),
        max_length=200,
        required=False,
        help_text=_("Seperti akan dibaca umum, misalnya: Pemilu 2024 dan Pemilihan 2024"),
    )
    registry_date = Day(label=_("Daerah yang ada pada tanggal"))
    legal_base = Lines(label=_("Dasar hukum"), help_text=_("Satu peraturan atau keputusan per baris."))
    sources = Lines(label=_("Sumber"), help_text=_("Satu per baris: alamat, atau judul dan halaman."))
    notes_id = Lines(label=_("Catatan untuk pembaca"))
    notes_en = Lines(label=_("Catatan dalam bahasa Inggris"))

    @staticmethod
    def initial_of(content: Content) -> dict[str, Any]:
        """Give what a draft says now."""
        plain = {name: content[name] for name in ("period", "registry_date", "legal_base", "sources")}
        bilingual(plain, "title", content["titles"])
        return plain | {f"notes_{lang}": content["notes"].get(lang, []) for lang in ("id", "en")}

    def fields_of(self) -> dict[str, Any]:
        """Give what was said, as fields of the content."""
        given = self.cleaned_data
        return {
            "titles": texts_of(given, "title"),
            "period": given["period"].strip(),
            "registry_date": given["registry_date"].isoformat(),
            "legal_base": given["legal_base"],
            "sources": given["sources"],
            "notes": {lang: given[f"notes_{lang}"] for lang in ("id", "en")},
        }


class NodeForm(SeenForm):
    """A node of the framework."""

    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
        label=_("Kode"),
        max_length=20,
        help_text=_("Pendek dan hanya sekali dipakai, misalnya I62"),
        error_messages={"invalid": _("Pakai huruf, angka, tanda hubung, dan garis bawah saja.")},
    )
    name_id = forms.CharField(label=_("Nama"), max_length=300)
    name_en = forms.CharField(label=_("Nama dalam bahasa Inggris"), max_length=300)
    definition_id = long_text(_("Definisi"))
    definition_en = long_text(_("Definisi dalam bahasa Inggris"))
    weight = forms.FloatField(
        label=_("Bobot"),
        min_value=0,
        help_text=_("Dibandingkan dengan saudaranya; hanya perbandingannya yang berarti."),
    )
    direction = forms.TypedChoiceField(
        label=_("Arah"),
        coerce=int,
        choices=((1, _("Lebih tinggi berarti lebih rawan")), (-1, _("Lebih tinggi berarti kurang rawan"))),
    )
    certainty = forms.ChoiceField(label=_("Kepastian bobot"), choices=CERTAINTIES, initial="assumed")
    source = forms.CharField(label=_("Sumber bobot"), max_length=1000, required=False)
    measure = forms.CharField(label=_("Satuan"), max_length=100, required=False)
    note = long_text(_("Catatan"), 2)

    field_order = ("seen", "code", "measure")

    @staticmethod
    def initial_of(node: Node) -> dict[str, Any]:
        """Give what a node says now."""
        plain = {name: node[name] for name in ("code", "weight", "direction", "certainty", "source", "measure", "note")}
        plain["certainty"] = plain["certainty"] or "assumed"
        bilingual(plain, "name", node["names"])
        bilingual(plain, "definition", node["definitions"])
        return plain

    def fields_of(self) -> dict[str, Any]:
        """Give what was said, as fields of a node."""
        given = self.cleaned_data
        plain = {
            name: given[name] for name in ("code", "weight", "direction", "certainty", "source", "measure", "note")
        }
        return {**plain, "names": texts_of(given, "name"), "definitions": texts_of(given, "definition")}


class MoveForm(SeenForm):
    """Another parent for a node."""

    parent = forms.ChoiceField(label=_("Pindahkan ke bawah"))

    def __init__(self, *args: Any, content: Content, code: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = {code, *(node["code"] for node in below(content, code))}
        height = branch(content, code)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)  # noqa: S101 - tells the type
        parent.choices = [
            (node["code"], f"{'– ' * steps}{node['code']} {node['names'].get(language, '')}")
            for node in content["nodes"]
            if node["code"] not in inside and (steps := depth(content, node["code"])) + 1 + height <= 3
        ]


class RubricForm(SeenForm):
    """What counts as an event of an indicator, and what makes its grades."""

    counts_id = long_text(_("Yang dihitung"))
    counts_en = long_text(_("Yang dihitung, dalam bahasa Inggris"))
    excludes_id = long_text(_("Yang tidak dihitung"), 2)
    excludes_en = long_text(_("Yang tidak dihitung, dalam bahasa Inggris"), 2)
    where_id = long_text(_("Tempat mencari"), 2)
    where_en = long_text(_("Tempat mencari, dalam bahasa Inggris"), 2)
    evidence = Lines(
        label=_("Bukti yang lazim"),
        help_text=_("Satu per baris, Indonesia | Inggris: Putusan Bawaslu | Ruling of Bawaslu"),
    )
    certainty = forms.ChoiceField(
        label=_("Rubrik siapa"),
        choices=(("assumed", _("Susunan kami (asumsi)")), ("published", _("Resmi, dengan sumber"))),
    )
    source = forms.CharField(label=_("Sumber rubrik"), max_length=1000, required=False)
    note_id = long_text(_("Catatan"), 2)
    note_en = long_text(_("Catatan dalam bahasa Inggris"), 2)

    _TEXTS = ("counts", "excludes", "where", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for grade in _GRADES:
            self.fields[f"grade{grade}_id"] = long_text(_("Tingkat %(grade)s") % {"grade": grade}, 2)
            self.fields[f"grade{grade}_en"] = long_text(
                _("Tingkat %(grade)s, dalam bahasa Inggris") % {"grade": grade}, 2
            )
        grades = [f"grade{grade}_{lang}" for grade in _GRADES for lang in ("id", "en")]
        texts = ["counts_id", "counts_en", "excludes_id", "excludes_en", *grades, "where_id", "where_en"]
        self.order_fields(["seen", *texts, "note_id", "note_en", "certainty", "source", "evidence"])

    @classmethod
    def initial_of(cls, rubric: dict[str, Any]) -> dict[str, Any]:
        """Give what a rubric says now."""
        plain: dict[str, Any] = {"certainty": rubric.get("certainty") or "assumed", "source": rubric.get("source", "")}
        for name in cls._TEXTS:
            bilingual(plain, name, rubric.get(name, {}))
        for grade, texts in enumerate(rubric.get("grades", []), start=1):
            bilingual(plain, f"grade{grade}", texts)
        plain["evidence"] = [f"{each.get('id', '')} | {each.get('en', '')}" for each in rubric.get("evidence", [])]
        return plain

    def clean_evidence(self) -> list[dict[str, str]]:
        found = []
        for line in self.cleaned_data["evidence"]:
            own, mark, other = (part.strip() for part in line.partition("|"))
            if not (own and mark and other):
                raise forms.ValidationError(
                    _("Tulis kedua bahasa, dengan garis tegak di antaranya: %(line)s") % {"line": line}
                )
            found.append({"id": own, "en": other})
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("certainty") == "published" and not given.get("source", "").strip():
            self.add_error("source", _("Rubrik resmi memerlukan sumbernya."))
        return given

    def rubric_of(self) -> dict[str, Any]:
        """Give what was said, as a rubric."""
        given = self.cleaned_data
        return {
            **{name: texts_of(given, name) for name in self._TEXTS},
            "grades": [texts_of(given, f"grade{grade}") for grade in _GRADES],
            "evidence": given["evidence"],
            "certainty": given["certainty"],
            "source": given["source"].strip(),
        }


class CutoffsForm(SeenForm):
    """Between which scores the categories of a level lie."""

    DATA, FIXED = "data", "fixed"
    mode = forms.ChoiceField(
        label=_("Batas kategori"),
        widget=forms.RadioSelect,
        choices=((DATA, _("Dihitung dari data putaran menurut aturan resep")), (FIXED, _("Angka tetap"))),
    )
    certainty = forms.ChoiceField(label=_("Kepastian angka yang diubah"), choices=CERTAINTIES, initial="assumed")
    source = forms.CharField(label=_("Sumber angka yang diubah"), max_length=1000, required=False)

    def __init__(self, *args: Any, cutoffs: list[Cutoffs], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cutoffs = cutoffs
        for node in cutoffs:
            for place, (low, high) in enumerate(pairwise(node.labels)):
                name = node.names.get(language) or node.code
                ends = f"{word(low)} / {word(high)}"
                field = forms.FloatField(label=f"{node.code} {name}: {ends}", required=False)
                value = node.values[place] if place < len(node.values) else None
                self.fields[f"cut-{node.code}-{place}"] = field
                self.initial.setdefault(f"cut-{node.code}-{place}", value)
        self.order_fields(["seen", "mode", *(name for name in self.fields if name.startswith("cut-"))])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        fitted: dict[str, tuple[float, ...]] = {}
        if given.get("mode") == self.FIXED:
            for node in self.cutoffs:
                names = [f"cut-{node.code}-{place}" for place in range(len(node.labels) - 1)]
                values = [given.get(name) for name in names]
                if all(value is None for value in values):
                    continue  # not known: its scores get no category
                if any(value is None for value in values):
                    self.add_error(names[0], _("Isi semua batasnya, atau kosongkan semuanya."))
                else:
                    fitted[node.code] = tuple(float(value) for value in values if value is not None)
            if not fitted and not self.errors:
                self.add_error("mode", _("Isi sedikitnya batas indeksnya."))
        return {**given, "fitted": fitted}


class RecipeForm(SeenForm):
    """A recipe as the engine reads it."""

    recipe = forms.CharField(label=_("Resep (JSON)"), widget=area(28), max_length=200_000)


class DiscardForm(forms.Form):
    """Why a draft is given up."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=area(2))
