"""Published results of all editions, as printed, with every disagreement kept.

One tidy file per edition in ``data/published``: one row per printed figure, with the
columns edition, level, kind, unit, name, reading, quantity, value, status, certainty,
source, note.

- **kind**: ``unit``; ``overseas`` (a voting place abroad); ``doubtful`` (a name that fits
  two units, so it has no code); ``all`` (a fact about all units of the level).
- **reading** of a province: ``own`` input, or the unweighted mean of its ``regencies``.
- **quantity**: ``total``, a dimension (``SP``), ``category``, ``rank`` and, for a dimension,
  ``category:SP``, ``rank:SP``; anything else keeps its name (``indicators_occurred``).
- **status**: ``used``; ``conflict`` (sources disagree, the note says why the other value is
  used); ``slip`` (shown to be a misprint); ``implied`` (not printed, follows from print).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import isnan, nan
from types import MappingProxyType
from typing import Any, Literal, TypeVar, cast

from ikp.editions.place import data, table
from ikp.errors import UsageError, problem

__all__ = [
    "DIMENSIONS",
    "Conflict",
    "Facts",
    "Published",
    "Reading",
    "dimensions",
    "editions",
    "facts",
    "published",
    "rows",
]

T = TypeVar("T")
Reading = Literal["own", "regencies"]

#: Dimension codes of every edition of the IKP; the mapping of Pilkada 2024 shares only the first.
DIMENSIONS = ("SP", "PP", "KT", "PT")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value in print that is not used.

    Parameters
    ----------
    quantity : str
        What it is a value of: ``total``, ``PP``, ``category``.
    value : str
        As printed, with a decimal point.
    source : str
        Where it stands.
    why : str
        Why the other value is used.
    slip : bool
        True where it is shown to be a misprint, False where sources merely disagree.
    """

    quantity: str
    value: str
    source: str
    why: str
    slip: bool


@dataclass(frozen=True)
class Published:
    """What is published about one unit in one reading.

    Parameters
    ----------
    unit : str
        Code; empty where the name is no unit (`kind` says what it is).
    name : str
        As printed.
    level : {'province', 'regency', 'overseas'}
    kind : {'unit', 'overseas', 'doubtful'}
    reading : {'own', 'regencies'}
        A province's own input, or the unweighted mean of its regencies.
    total : float
        NaN where it is not printed; zero is a score.
    dimensions : mapping of str to float
        Those that are printed.
    category, rank, dimension_categories, dimension_ranks
        Empty, or None, where not printed.
    implied : mapping of str to float
        Not printed, but following from what is.
    other : mapping of str to str
        Further printed items, such as ``indicators_occurred`` or ``order`` in a list.
    certainty : mapping of str to str
        ``published`` or ``derived``, of every quantity.
    sources : tuple of str
        Of all quantities together; `rows` has them one by one.
    note : str
        What a reader should know besides, each after the quantities that it is about.
    conflicts : tuple of Conflict
        Values in print that are not used, each with its reason.
    """

    unit: str
    name: str
    level: str
    kind: str
    reading: Reading
    total: float = nan
    dimensions: Mapping[str, float] = field(default_factory=dict)
    category: str = ""
    dimension_categories: Mapping[str, str] = field(default_factory=dict)
    rank: int | None = None
    dimension_ranks: Mapping[str, int] = field(default_factory=dict)
    implied: Mapping[str, float] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    certainty: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    note: str = ""
    conflicts: tuple[Conflict, ...] = ()

    @property
    def has_total(self) -> bool:
        return not isnan(self.total)


@dataclass(frozen=True)
class Facts:
    """What is published about all units of a level together.

    Parameters
    ----------
    level : {'province', 'regency', 'national', 'overseas'}
    units : int or None
        How many units the edition has on this level.
    means : mapping of str to float
        Mean over the units, of ``total`` and of the dimensions.
    counts : mapping of str to int
        Units by category.
    dimension_counts : mapping of str to mapping of str to int
        Units by category of a dimension or subdimension.
    other : mapping of str to str
        Further printed items.
    certainty, sources, note, conflicts
        As in `Published`.
    """

    level: str
    units: int | None = None
    means: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    dimension_counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    certainty: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    note: str = ""
    conflicts: tuple[Conflict, ...] = ()


@cache
def editions() -> tuple[str, ...]:
    """Give the codes of the editions of which anything is published, in the order of the alphabet."""
    folder = data() / "published"
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(each.name.removesuffix(".csv") for each in found if each.name.endswith(".csv")))


@cache
def dimensions(edition: str) -> tuple[str, ...]:
    """Give the dimensions of an edition: the nodes below the root of its framework, else those of the IKP."""
    nodes = table(edition, "framework.csv")
    root = next((row["code"] for row in nodes if not row["parent"]), None)
    return tuple(row["code"] for row in nodes if row["parent"] == root) if root else DIMENSIONS


def published(edition: str, level: str, reading: Reading | None = "own") -> tuple[Published, ...]:
    """Give the published results of an edition on a level, in the order in which they were printed.

    Parameters
    ----------
    edition : str
        One of `editions`.
    level : {'province', 'regency', 'overseas'}
    reading : {'own', 'regencies'} or None
        None gives both readings.

    Raises
    ------
    UsageError
        For an unknown edition.
    """
    groups: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
    for row in rows(edition):
        if row["level"] == level and row["kind"] != "all" and reading in (None, row["reading"]):
            groups.setdefault((row["unit"], row["name"], row["reading"]), []).append(row)
    return tuple(map(_published, groups.values()))


def facts(edition: str, level: str) -> Facts:
    """Give what is published about all units of a level together: means, numbers of units by category.

    Raises
    ------
    UsageError
        For an unknown edition.
    """
    about_all = [row for row in rows(edition) if row["level"] == level and row["kind"] == "all"]
    used = {row["quantity"]: row["value"] for row in about_all if row["status"] == "used"}
    counts: dict[str, dict[str, int]] = {}
    for quantity, value in used.items():
        if quantity.startswith("count:"):
            _, *node, category = quantity.split(":")
            counts.setdefault(node[0] if node else "", {})[category] = int(value)
    units = used.get("units")
    return Facts(
        level,
        units=int(units) if units else None,
        means=_frozen({code: float(value) for code, value in _after("mean", used).items()}),
        counts=_frozen(counts.pop("", {})),
        dimension_counts=_frozen({node: _frozen(by_category) for node, by_category in counts.items()}),
        other=_frozen({q: v for q, v in used.items() if q != "units" and not q.startswith(("mean:", "count:"))}),
        **_provenance(about_all),
    )


@cache
def rows(edition: str) -> tuple[Mapping[str, str], ...]:
    """Give the tidy rows of an edition as they stand in the data, one per printed figure.

    Raises
    ------
    UsageError
        For an unknown edition.
    """
    if edition not in editions():
        raise UsageError(problem("published-unknown", edition=edition, known=editions()))
    return tuple(map(_frozen, table("published", f"{edition}.csv")))


def _published(about: list[Mapping[str, str]]) -> Published:
    first = about[0]
    used = {row["quantity"]: row["value"] for row in about if row["status"] == "used"}
    codes = dimensions(first["edition"])
    plain = {"total", "category", "rank", *codes}
    rank = used.get("rank")
    return Published(
        first["unit"],
        first["name"],
        first["level"],
        first["kind"],
        cast(Reading, first["reading"]),
        total=float(used.get("total", nan)),
        dimensions=_frozen({code: float(used[code]) for code in codes if code in used}),
        category=used.get("category", ""),
        dimension_categories=_frozen(_after("category", used)),
        rank=int(rank) if rank else None,
        dimension_ranks=_frozen({code: int(value) for code, value in _after("rank", used).items()}),
        implied=_frozen({row["quantity"]: float(row["value"]) for row in about if row["status"] == "implied"}),
        other=_frozen({q: v for q, v in used.items() if q not in plain and not q.startswith(("category:", "rank:"))}),
        **_provenance(about),
    )


def _provenance(about: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Gather certainty, sources, notes and conflicts; the rows that are not used speak only as conflicts."""
    kept = [row for row in about if row["status"] in ("used", "implied")]
    conflicts = (
        Conflict(row["quantity"], row["value"], row["source"], row["note"], row["status"] == "slip")
        for row in about
        if row["status"] in ("conflict", "slip")
    )
    said: dict[str, list[str]] = {}
    for row in kept:
        said.setdefault(row["note"], []).append(row["quantity"])
    return {
        "certainty": _frozen({row["quantity"]: row["certainty"] for row in kept}),
        "sources": tuple(dict.fromkeys(source for row in kept for source in row["source"].split("; "))),
        "note": "; ".join(f"{', '.join(quantities)}: {note}" for note, quantities in said.items() if note),
        "conflicts": tuple(conflicts),
    }


def _after(word: str, used: Mapping[str, str]) -> dict[str, str]:
    """Give what stands after ``word:`` in the quantities, with the values."""
    return {q.removeprefix(f"{word}:"): value for q, value in used.items() if q.startswith(f"{word}:")}


def _frozen(mapping: Mapping[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(mapping))
