"""The documents that the API answers with."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, Field

from ikpweb.api.told import told
from ikpweb.kit.categories import scale

__all__ = [
    "Comparison",
    "Conflict",
    "Edition",
    "EditionDetail",
    "Figure",
    "Index",
    "Level",
    "Node",
    "Reading",
    "Result",
    "Unit",
    "UnitDetail",
]

Level = Literal["province", "regency"]
Reading = Literal["own", "regencies"]


def _known(category: str) -> str:
    if category not in scale():
        message = f"One of {', '.join(scale())}."
        raise ValueError(message)
    return category


#: One of the country's categories.
Category = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(scale())})]

_CERTAINTY = (
    "published (printed), derived (follows from print) or assumed.",
    "published (tercetak), derived (mengikuti dari yang tercetak), atau assumed (asumsi).",
)


class Names(Schema):
    """A text in both languages."""

    id: str
    en: str


class Available(Schema):
    """What is published of an edition on a level in a reading."""

    level: Level
    reading: Reading = told(
        "own: the unit's own input; regencies: mean of the regencies of the province.",
        "own: masukan daerah sendiri; regencies: rata-rata kabupaten/kota dalam provinsi.",
    )
    units: int = told("Units with a score or a category.", "Daerah yang berskor atau berkategori.")
    scores: int = told("Units with a score.", "Daerah yang skornya terbit.")
    counts: dict[str, int] = told(
        "Units by category, as counted here.", "Jumlah daerah per kategori, dihitung di sini."
    )


class Edition(Schema):
    """An edition of the index."""

    code: str = told("Code of the edition.", "Kode edisi.")
    kind: str = told(
        "full: from indicators; dimensions: from dimension scores; results-only: results alone are known.",
        "full: dari indikator; dimensions: dari skor dimensi; results-only: hanya hasilnya yang diketahui.",
    )
    title: Names
    launched: date | None = told("Day of the launch.", "Tanggal peluncuran.")
    period: str = told("Period of the events or of the collection.", "Masa kejadian atau pengumpulan.")
    units: dict[str, int] = told("Units in the edition, by level.", "Jumlah daerah dalam edisi, per tingkat.")
    available: list[Available]
    legal_base: list[str]
    sources: list[str] = told("Where it is printed.", "Tempat tercetaknya.")
    unpublished: list[str] = told("Parts of the method that are not published.", "Bagian metode yang tidak terbit.")
    digest: str = told("Digest of all that is kept of the edition.", "Sidik jari seluruh isi edisi.")


class EditionDetail(Edition):
    """An edition with what is published of it and what is not."""

    published: list[str] = told("What is published, in the language asked for.", "Yang terbit.")
    missing: list[str] = told("What is not published, in the language asked for.", "Yang tidak terbit.")
    notes: list[str] = told("What a reader should know, in the language asked for.", "Catatan bagi pembaca.")


class Node(Schema):
    """A dimension, subdimension or indicator."""

    code: str
    parent: str | None
    tier: int = told("1 is the indicators.", "1 adalah indikator.")
    name: Names
    weight: float = told("Weight against its siblings.", "Bobot terhadap saudaranya.")
    share: float = told("Share in its parent, of 1.", "Bagian dari induknya, dari 1.")
    direction: int = told(
        "1: higher is more vulnerable; -1: the reverse.", "1: makin tinggi makin rawan; -1: sebaliknya."
    )
    certainty: str | None = told(*_CERTAINTY)
    source: str | None
    definition: str | None = told("In the language asked for, where there is one.", "Definisi, bila ada.")
    note: str | None


class Framework(Schema):
    """The tree of an edition; the root comes first."""

    edition: str
    level: Level
    nodes: list[Node]


class Unit(Schema):
    """A province, a regency or a city."""

    code: str = told("Code of the Ministry of Home Affairs.", "Kode Kemendagri.")
    bps_code: str | None = told("Code of Statistics Indonesia (BPS).", "Kode BPS.")
    level: Level
    kind: str
    name: str
    province_code: str | None = told("Province that it lies in now.", "Provinsi induk sekarang.")
    province: str | None
    province_of_34: str | None = told(
        "Province that it lay in when there were 34.", "Provinsi induk ketika ada 34 provinsi."
    )
    valid_from: date | None = told("Exists since.", "Ada sejak.")
    valid_to: date | None = told("Existed until.", "Ada sampai.")
    legal_base: str | None
    lat: float | None
    lon: float | None
    area_km2: float | None


class Conflict(Schema):
    """A value in print that is not used."""

    quantity: str
    value: str
    source: str
    why: str = told("Why the other value is used.", "Alasan nilai lain yang dipakai.")
    slip: bool = told("Shown to be a misprint.", "Terbukti salah cetak.")


class Result(Schema):
    """What is published about a unit in an edition; null is *not published*, never zero."""

    edition: str
    level: Level
    reading: Reading
    unit: str = told("Code of the unit.", "Kode daerah.")
    name: str
    total: float | None = told("Score, 0 to 100; higher is more vulnerable.", "Skor 0–100; makin tinggi makin rawan.")
    dimensions: dict[str, float] = told("Dimension scores that are published.", "Skor dimensi yang terbit.")
    category: Category | None
    label: str | None = told("The category as printed, such as L6.", "Kategori seperti tercetak, misalnya L6.")
    rank: int | None = told(
        "Among the published scores; 1 is the highest.", "Di antara skor yang terbit; 1 = tertinggi."
    )
    ranked: int = told("Among how many.", "Di antara berapa skor.")
    rank_printed: int | None = told("Rank as printed.", "Peringkat seperti tercetak.")
    certainty: dict[str, str] = told(f"Of every quantity: {_CERTAINTY[0]}", f"Per besaran: {_CERTAINTY[1]}")
    sources: list[str]
    notes: list[str]
    conflicts: list[Conflict]


class UnitDetail(Unit):
    """A unit with its results in every edition, the newest first."""

    parts: list[str] = told("Codes of its regencies and cities.", "Kode kabupaten/kota di dalamnya.")
    results: list[Result]


class Figure(Schema):
    """A figure as somebody printed it."""

    edition: str
    level: str
    unit: str | None
    printed_name: str
    quantity: str
    reading: str
    value: str = told("As printed, with a decimal point.", "Seperti tercetak, dengan titik desimal.")
    certainty: str | None = told(*_CERTAINTY)
    status: str = told(
        "used, conflict (sources disagree), slip (misprint) or implied (follows from print).",
        "used (dipakai), conflict (sumber berselisih), slip (salah cetak), atau implied (tersirat).",
    )
    source: str
    note: str | None


class Reason(Schema):
    """Why two editions can, or cannot, be compared."""

    code: str
    effect: str = told(
        "nothing (no comparison), scores (only ranks), categories (those differ) or note.",
        "nothing (tidak dapat), scores (hanya peringkat), categories (kategorinya berbeda), atau note.",
    )
    sentence: str


class Transitions(Schema):
    """Categories of the units that have one in both: a row per label of A, a column per label of B."""

    labels_a: list[str]
    labels_b: list[str]
    counts: list[list[int]]
    up: list[str]
    down: list[str]
    same: list[str]


class Correlation(Schema):
    """A rank correlation with its interval; null where there is none."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    confidence: float


class Moved(Schema):
    """A unit that has something in both editions; ranks are taken anew on the units with a score in both."""

    unit: str
    name: str
    score_a: float | None
    score_b: float | None
    category_a: str | None
    category_b: str | None
    rank_a: int | None
    rank_b: int | None
    rank_change: int | None = told(
        "Above zero is towards more vulnerability.", "Positif berarti bergeser ke arah lebih rawan."
    )
    change: float | None = told(
        "B minus A; null unless the scores are comparable.", "B dikurangi A; null bila tidak sah."
    )
    standardised_change: float | None


class Unmatched(Schema):
    """A unit that cannot be compared, and why."""

    unit: str
    name: str
    lacks: str = told("Edition that has nothing of it.", "Edisi yang tidak memuatnya.")
    why: str
    sentence: str


class Comparison(Schema):
    """Two editions on one level: the verdict first, then what it allows."""

    a: str
    b: str
    level: Level
    ruling: Literal["comparable", "only_ranks", "not_comparable"]
    categories_comparable: bool
    verdict: str
    reasons: list[Reason]
    transitions: Transitions
    spearman: Correlation
    kendall: Correlation
    units: list[Moved]
    unmatched: list[Unmatched]


class Index(Schema):
    """Where everything is."""

    name: str
    version: str
    engine: str
    links: dict[str, str]


class ParameterError(Schema):
    """A parameter that cannot be read."""

    parameter: str
    message: str


class Problem(Schema):
    """A problem document after RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = told(
        "What is wrong and how to mend it, in the language asked for.", "Apa yang keliru dan cara memperbaikinya."
    )
    code: str = told("Never changes; programs may rely on it.", "Tidak pernah berubah; boleh diandalkan program.")
    instance: str
    errors: list[ParameterError] | None = None
