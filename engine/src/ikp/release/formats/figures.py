"""What a release says, read from its files into typed rows; every format is written from these and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ikp.framework import Framework
from ikp.release.archive import Bundle
from ikp.release.contents import Unit
from ikp.release.reading import Cell, Table, framework_of, inputs_of, means_of, scores_of, table_of, units_of
from ikp.release.verifying import about

__all__ = ["COLUMNS", "Cell", "Column", "Figures", "Table", "figures_of"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the rows: its name, whether it holds texts or numbers, and what it means."""

    name: str
    kind: Literal["text", "number"]
    id: str
    en: str


#: What every row of figures holds, in this order.
COLUMNS: tuple[Column, ...] = (
    Column("level", "text", "Tingkat daerah.", "Level of the unit."),
    Column(
        "reading",
        "text",
        "own: dari masukan daerah itu sendiri; mean: rata-rata skor daerah di bawahnya.",
        "own: from the unit's own inputs; mean: mean of the scores of the units below.",
    ),
    Column("unit", "text", "Kode daerah menurut daftar wilayah.", "Code of the unit, as the registry has it."),
    Column("name", "text", "Nama daerah.", "Name of the unit."),
    Column("parent", "text", "Kode daerah di atasnya.", "Code of the unit above."),
    Column(
        "node",
        "text",
        "Kode dalam konstruksi: indeks, dimensi, subdimensi, atau indikator.",
        "Code in the framework: the index, a dimension, a subdimension or an indicator.",
    ),
    Column("node_id", "text", "Namanya dalam bahasa Indonesia.", "Its name in Indonesian."),
    Column("node_en", "text", "Namanya dalam bahasa Inggris.", "Its name in English."),
    Column(
        "value",
        "number",
        "Masukan sebagaimana diterima; kosong bila tidak ada atau bukan masukan.",
        "Input as it was accepted; empty where there is none or the node is no input.",
    ),
    Column("value_reason", "text", "Mengapa tidak ada masukan.", "Why there is no input."),
    Column("score", "number", "Skor 0 sampai 100, tidak dibulatkan.", "Score from 0 to 100, unrounded."),
    Column("rank", "number", "1 adalah skor tertinggi.", "1 is the highest score."),
    Column("category", "text", "Kategori kerawanan.", "Category of vulnerability."),
    Column(
        "category_label",
        "text",
        "Label kategori, bila lebih rinci dari kategorinya.",
        "Label of the category, where it is finer than the category.",
    ),
    Column(
        "coverage",
        "number",
        "Bagian indikator di bawahnya yang diketahui, tertimbang, 0 sampai 1.",
        "Weighted share of the indicators below that are known, 0 to 1.",
    ),
    Column("reason", "text", "Mengapa tidak ada skor.", "Why there is no score."),
    Column("label", "text", "SINTETIS: data buatan.", "SINTETIS: the data are made up."),
)


@dataclass(frozen=True)
class Figures:
    """A release, read.

    Parameters
    ----------
    about : mapping
        What *release.json* says.
    digest : str
        SHA-256 of MANIFEST.
    units : mapping of str to Unit
        The registry.
    frameworks : mapping of str to Framework
        By level.
    rows : sequence of tuple
        In the order of `COLUMNS`; one per reading, unit and node. A number that is missing is
        None and its reason stands beside it; texts are as they were meant, without the
        apostrophe that keeps a spreadsheet from running them.
    tables : mapping of str to Table
        The other tables by name, such as ``coverage`` and ``results/regency-intervals``.
    method, changes : str
        Markdown.
    """

    about: Mapping[str, Any]
    digest: str
    units: Mapping[str, Unit]
    frameworks: Mapping[str, Framework]
    rows: Sequence[tuple[Cell, ...]]
    tables: Mapping[str, Table]
    method: str
    changes: str

    @property
    def name(self) -> str:
        """Name of the release."""
        return str(self.about["name"])

    @property
    def label(self) -> str:
        """*SINTETIS* where the data are made up, else nothing."""
        return str(self.about.get("label", ""))

    def title(self, lang: str) -> str:
        """Give the title in a language, with *SINTETIS* before it where the data are made up."""
        titles = self.about.get("titles", {})
        title = str(titles.get(lang) or next(iter(titles.values()), self.name))
        return f"{self.label} – {title}" if self.label else title

    def of(self, level: str, reading: str = "own") -> list[dict[str, Cell]]:
        """Give the rows of a level in one reading, by the names of the columns."""
        names = [column.name for column in COLUMNS]
        return [dict(zip(names, row, strict=True)) for row in self.rows if row[0] == level and row[1] == reading]


def figures_of(bundle: Bundle) -> Figures:
    """Read a release. Whether it was changed is for `ikp.release.verify` to say, before.

    Raises
    ------
    UsageError
        If it is no release, or one that a newer engine wrote.
    DataError
        If a table of it cannot be read.
    """
    told = about(bundle)
    units = units_of(bundle)
    frameworks = {str(level): framework_of(bundle, str(level)) for level in told["levels"]}
    label = str(told.get("label", ""))
    rows = [row for level, tree in frameworks.items() for row in _rows(bundle, level, tree, units, label)]
    flat = {f"{kind}/{level}" for level in frameworks for kind in ("data", "results")}
    flat |= {f"results/{level}-means" for level in frameworks}
    return Figures(
        told,
        bundle.digest,
        units,
        frameworks,
        rows,
        {
            name.removesuffix(".csv"): table_of(bundle, name)
            for name in sorted(bundle.files)
            if name.endswith(".csv") and name.removesuffix(".csv") not in flat
        },
        bundle["METHOD.md"].decode(),
        bundle["CHANGES.md"].decode(),
    )


def _rows(
    bundle: Bundle, level: str, tree: Framework, units: Mapping[str, Unit], label: str
) -> Iterator[tuple[Cell, ...]]:
    inputs = {(each.unit, each.node): each for each in inputs_of(bundle, level)}
    names = {node.code: (node.names.get("id", node.name()), node.names.get("en", node.name())) for node in tree.nodes}
    for reading, rows in (("own", scores_of(bundle, level)), ("mean", means_of(bundle, level, tree.root))):
        for row in rows:
            given = inputs.get((row.unit, row.node)) if reading == "own" else None
            known = units.get(row.unit)
            yield (
                *(level, reading, row.unit, known.name if known else "", known.parent if known else "", row.node),
                *names.get(row.node, ("", "")),
                *((given.value, given.reason) if given else (None, "")),
                *(row.score, row.rank, row.category, row.label, row.coverage, row.reason, label),
            )
