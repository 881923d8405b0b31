"""Why two editions can, or cannot, be compared: every reason by code, in Indonesian and English."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from ikp.problems import Lang

__all__ = ["PARTS", "REASONS", "STEPS", "Effect", "Reason"]

#: What a reason does to the verdict. ``nothing``: no comparison at all; ``scores``: only ranks
#: and standardised scores; ``categories``: the categories do not mean the same; ``note``: a
#: reader should know it.
Effect = Literal["nothing", "scores", "categories", "note"]


@dataclass(frozen=True, slots=True)
class _Kind:
    effect: Effect
    sentence: Mapping[Lang, str]


REASONS: Mapping[str, _Kind] = MappingProxyType(
    {
        "level-differs": _Kind(
            "nothing",
            {
                "en": "{a} scores units of the level {level_a}, {b} of the level {level_b}.",
                "id": "{a} menilai daerah tingkat {level_a}, {b} tingkat {level_b}.",
            },
        ),
        "units-none": _Kind(
            "nothing",
            {
                "en": "No unit has a score or a category in both {a} and {b}.",
                "id": "Tidak ada daerah yang memiliki skor atau kategori baik di {a} maupun di {b}.",
            },
        ),
        "synthetic-mixed": _Kind(
            "nothing",
            {
                "en": "{synthetic} holds synthetic data and {real} does not.",
                "id": "{synthetic} berisi data SINTETIS, sedangkan {real} tidak.",
            },
        ),
        "framework-unknown": _Kind(
            "nothing",
            {
                "en": "It is not known what {edition} measures, and no concordance says so.",
                "id": "Tidak diketahui apa yang diukur {edition}, dan tidak ada konkordansi yang menerangkannya.",
            },
        ),
        "nodes-none": _Kind(
            "nothing",
            {
                "en": "{a} and {b} have no dimension or indicator in common.",
                "id": "{a} dan {b} tidak memiliki dimensi atau indikator yang sepadan.",
            },
        ),
        "framework-differs": _Kind(
            "scores",
            {
                "en": "The frameworks differ: {share_a} of the weight of {a} and {share_b} of that of {b} "
                "have the same or a similar counterpart ({same_a} and {same_b} the same).",
                "id": "Konstruksinya berbeda: {share_a} bobot {a} dan {share_b} bobot {b} "
                "memiliki padanan yang sama atau serupa ({same_a} dan {same_b} yang sama).",
            },
        ),
        "weights-differ": _Kind(
            "scores",
            {
                "en": "The weights differ (share of the parent, {a} → {b}): {nodes}.",
                "id": "Bobotnya berbeda (bagian dari induknya, {a} → {b}): {nodes}.",
            },
        ),
        "preparation-differs": _Kind(
            "scores",
            {
                "en": "The values are prepared in different ways: {steps}.",
                "id": "Nilainya disiapkan dengan cara yang berbeda: {steps}.",
            },
        ),
        "normalisation-differs": _Kind(
            "scores",
            {
                "en": "The values are normalised by different rules.",
                "id": "Nilainya dinormalkan dengan aturan yang berbeda.",
            },
        ),
        "aggregation-differs": _Kind(
            "scores",
            {
                "en": "The scores are aggregated by different rules.",
                "id": "Skornya diagregasi dengan aturan yang berbeda.",
            },
        ),
        "bounds-differ": _Kind(
            "scores",
            {
                "en": "The rules are the same, but their bounds are not: {nodes}. "
                "Each edition was fitted on data of its own.",
                "id": "Aturannya sama, tetapi batasnya berbeda: {nodes}. "
                "Batas setiap edisi dihitung dari datanya sendiri.",
            },
        ),
        "bounds-unknown": _Kind(
            "scores",
            {
                "en": "{edition} does not say from which value to which the step {step} stretches its scale, so it is "
                "not known what its ends mean.",
                "id": "{edition} tidak menyebut dari nilai berapa sampai berapa skalanya direntangkan pada langkah "
                "{step}, sehingga arti kedua ujungnya tidak diketahui.",
            },
        ),
        "relative-scale": _Kind(
            "scores",
            {
                "en": "{methods}: a score says where a unit stands among the units of its own edition.",
                "id": "{methods}: skor hanya menunjukkan kedudukan daerah di antara daerah lain pada edisi yang sama.",
            },
        ),
        "scale-unpublished": _Kind(
            "scores",
            {
                "en": "{edition} does not publish: {parts}. Nobody can show that the other edition does the same.",
                "id": "{edition} tidak memublikasikan: {parts}. Kesamaannya dengan edisi lain tidak dapat dibuktikan.",
            },
        ),
        "category-rule-differs": _Kind(
            "categories",
            {
                "en": "The rules that make the categories differ.",
                "id": "Aturan kategorinya berbeda.",
            },
        ),
        "cutoffs-differ": _Kind(
            "categories",
            {
                "en": "The categories begin at other scores: {cutoffs_a} in {a}, {cutoffs_b} in {b}.",
                "id": "Batas kategorinya berbeda: {cutoffs_a} di {a}, {cutoffs_b} di {b}.",
            },
        ),
        "cutoffs-unknown": _Kind(
            "categories",
            {
                "en": "It is not known at which scores the categories of {a} or {b} begin.",
                "id": "Batas kategori {a} atau {b} tidak diketahui.",
            },
        ),
        "labels-differ": _Kind(
            "categories",
            {
                "en": "The categories have different names: {labels_a} in {a}, {labels_b} in {b}.",
                "id": "Nama kategorinya berbeda: {labels_a} di {a}, {labels_b} di {b}.",
            },
        ),
        "registry-differs": _Kind(
            "note",
            {
                "en": "Units were split between the editions and put together again: {units}.",
                "id": "Ada daerah yang dimekarkan di antara kedua edisi dan digabungkan kembali: {units}.",
            },
        ),
        "registry-unchecked": _Kind(
            "note",
            {
                "en": "{a} and {b} use the registries of different days, and it was not checked which units "
                "were split between them.",
                "id": "{a} dan {b} memakai daftar wilayah dari tanggal yang berbeda, dan pemekaran di antaranya "
                "belum diperiksa.",
            },
        ),
        "synthetic-both": _Kind(
            "note",
            {
                "en": "Both editions hold synthetic data.",
                "id": "Kedua edisi berisi data SINTETIS.",
            },
        ),
    }
)

PARTS: Mapping[str, Mapping[Lang, str]] = MappingProxyType(
    {
        "indicators": {"en": "the indicators", "id": "indikator"},
        "weights": {"en": "the weights", "id": "bobot"},
        "normalisation": {"en": "the normalisation", "id": "normalisasi"},
        "aggregation": {"en": "the aggregation", "id": "agregasi"},
    }
)

#: What steps are called in Indonesian; in English they are called as in a recipe.
STEPS: Mapping[str, str] = MappingProxyType(
    {
        "events": "menjumlahkan kejadian",
        "screen": "menyaring",
        "denominate": "membagi",
        "impute": "mengisi",
        "treat": "menjinakkan pencilan",
        "normalise": "menormalkan",
        "weight": "membobot",
        "aggregate": "menggabungkan",
        "categorise": "mengategorikan",
    }
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with what its sentence names in braces.

    ``parts`` are codes of `PARTS`; the sentence says them in its language.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sentence("en")

    @property
    def effect(self) -> Effect:
        return REASONS[self.code].effect

    def sentence(self, lang: Lang = "en") -> str:
        """Say it in one sentence."""
        said = {name: _say(name, value, lang) for name, value in self.params.items()}
        return REASONS[self.code].sentence[lang].format_map(said)


def _say(name: str, value: object, lang: Lang) -> object:
    if name == "parts" and isinstance(value, tuple):
        return ", ".join(PARTS[part][lang] for part in value)
    if name == "step" and lang == "id":
        return STEPS.get(str(value), value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value
