"""The documents of a release."""

from typing import Any, Generic, Literal, TypeVar

from ninja import Schema

from ikpweb.api.paging import Page
from ikpweb.api.schemas import Names
from ikpweb.api.told import told

__all__ = [
    "Changes",
    "Counted",
    "Exclusion",
    "FileOfRelease",
    "FrameworkOfRelease",
    "InputOfRelease",
    "LevelOfRelease",
    "RecipeOfRelease",
    "Release",
    "ReleaseInList",
    "ReleaseList",
    "ReleasePage",
    "Releases",
    "ResultOfRelease",
    "UnitOfRelease",
]

T = TypeVar("T")


class Stamped(Schema):
    """What every answer about a release carries."""

    release: str = told("Name of the release.", "Nama rilis.")
    digest: str = told("SHA-256 of its MANIFEST.", "SHA-256 dari MANIFEST rilis.")
    label: str | None = told("SINTETIS: made-up data.", "SINTETIS: data buatan.")


class ReleasePage(Page[T], Stamped, Generic[T]):
    """A part of a list of a release."""


class ReleaseList(Stamped, Generic[T]):
    """A list of a release, whole."""

    items: list[T]


class ReleaseInList(Schema):
    """A release among others; a withdrawn one with its notice alone."""

    name: str
    code: str
    version: int
    edition: str | None = told("Code of the edition; null when withdrawn.", "Kode edisi; null bila ditarik.")
    title: Names | None = told("Null when withdrawn.", "Null bila ditarik.")
    published: str | None = told(
        "When everybody could read it first; null when withdrawn.", "Saat mulai terbuka; null bila ditarik."
    )
    digest: str
    synthetic: bool = told("Whether its data are made up.", "Apakah datanya buatan.")
    withdrawn: str | None = told("When it was withdrawn.", "Saat ditarik.")
    reason: str | None = told("Why it was withdrawn.", "Alasan ditarik.")
    address: str = told("Where it is read.", "Alamat membacanya.")


class Releases(Schema):
    """All releases, the newest first."""

    items: list[ReleaseInList]


class LevelOfRelease(Schema):
    """What a release carries of a level."""

    level: str
    units: int
    index: str = told("Code of the index in the framework.", "Kode indeks dalam konstruksi.")
    scored: int = told("Units with an index.", "Daerah yang mempunyai indeks.")
    counts: dict[str, int] = told("Units by category of the index.", "Jumlah daerah per kategori indeks.")
    cutoffs: dict[str, list[float]] = told("Upper bounds of categories, by node.", "Batas atas kategori, per simpul.")
    inputs: list[str] = told("Nodes that inputs are given of.", "Simpul yang masukannya diberikan.")
    intervals: bool = told("Whether it carries intervals.", "Apakah memuat rentang.")
    means: bool = told("Whether it carries the second reading.", "Apakah memuat bacaan kedua.")
    digests: dict[str, str]


class Release(Stamped):
    """A release as a whole."""

    code: str
    version: int
    title: Names
    edition: str
    published: str
    publisher: str
    key: str = told("Name of the key that signed it.", "Nama kunci penandatangannya.")
    previous: str | None = told("Digest of the version before.", "Sidik versi sebelumnya.")
    newest: str | None = told("Newest version that is not withdrawn.", "Versi terbaru yang tidak ditarik.")
    policy: dict[str, Any] = told("What is published at which detail.", "Yang diterbitkan dan kerinciannya.")
    engine: dict[str, str]
    levels: list[LevelOfRelease]
    bundle: str = told("Address of the zip.", "Alamat berkas zip.")
    links: dict[str, str]


class UnitOfRelease(Schema):
    """A unit of the registry that the release rests on."""

    code: str
    name: str
    level: str
    parent: str | None


class IntervalOfResult(Schema):
    """How sure an index is, by replicates."""

    share: float = told("Share of the replicates inside, such as 0.9.", "Bagian ulangan di dalamnya, misalnya 0,9.")
    score_low: float | None
    score_high: float | None
    rank_low: float | None
    rank_high: float | None
    chances: dict[str, float | None] = told("Chance of each category.", "Peluang tiap kategori.")


class ResultOfRelease(Schema):
    """A node of a unit; null is not known, never zero."""

    level: str
    reading: Literal["own", "regencies"]
    unit: str
    name: str
    node: str = told("Code in the framework.", "Kode dalam konstruksi.")
    score: float | None = told("0 to 100, unrounded; higher is more vulnerable.", "0–100; makin tinggi makin rawan.")
    rank: float | None = told("1 is the highest score.", "1 = skor tertinggi.")
    category: str | None
    category_label: str | None = told("Where it is finer than the category.", "Bila lebih rinci dari kategori.")
    coverage: float | None = told(
        "Weighted share of the indicators below that are known.", "Bagian tertimbang indikator yang diketahui."
    )
    reason: str | None = told("Why there is no score.", "Alasan tidak ada skor.")
    interval: IntervalOfResult | None = told("Of the index alone.", "Hanya untuk indeks.")


class InputOfRelease(Schema):
    """An input as it was accepted; null with its reason is not known, never zero."""

    level: str
    unit: str
    node: str
    value: float | None
    reason: str | None


class NodeOfRelease(Schema):
    """A dimension, subdimension or indicator."""

    code: str
    parent: str | None
    tier: int = told("1 is the indicators.", "1 adalah indikator.")
    name: Names
    weight: float = told("Weight against its siblings.", "Bobot terhadap saudaranya.")
    direction: int = told("1: higher is more vulnerable; -1: the reverse.", "1: makin tinggi makin rawan.")
    certainty: str | None = told("published, derived or assumed.", "published, derived, atau assumed.")
    source: str | None


class FrameworkOfRelease(Stamped):
    """The tree of a release; the root comes first."""

    level: str
    nodes: list[NodeOfRelease]


class RecipeOfRelease(Stamped):
    """How scores follow from inputs: ordered steps, with all that was fitted."""

    level: str
    recipe_digest: str
    recipe: dict[str, Any] = told("As the engine reads it.", "Seperti dibaca mesin.")


class Counted(Schema):
    """How many inputs were used or left out."""

    level: str
    item: str
    reason: str | None
    count: int


class Exclusion(Schema):
    """What has no part in the index, and why."""

    level: str
    kind: Literal["unit", "indicator", "no-score"] = told(
        "unit, indicator: left out by the recipe; no-score: a unit without an index.",
        "unit, indicator: dikeluarkan resep; no-score: daerah tanpa indeks.",
    )
    code: str
    reason: str | None
    share: float | None = told("Share of what is known, where that decided.", "Bagian yang diketahui, bila menentukan.")


class Changes(Stamped):
    """What changed from version to version."""

    previous: str | None = told("Digest of the version before.", "Sidik versi sebelumnya.")
    text: str = told("Markdown, the newest first.", "Markdown, yang terbaru dahulu.")


class FileOfRelease(Schema):
    """A file of the bundle."""

    name: str
    size: int = told("Bytes.", "Bita.")
    sha256: str
    address: str
