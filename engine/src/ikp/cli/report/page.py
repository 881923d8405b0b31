"""The report page: what it shows, gathered from a result, and put into its template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ikp.cli import method
from ikp.cli.constants import Constant, Cutoff
from ikp.cli.language import lang, number, say, whole, word
from ikp.cli.report import charts
from ikp.cli.tables import CATEGORY_MARKS
from ikp.cli.telling import thinned
from ikp.problems import Problem
from ikp.result import IndexResult
from ikp.table import Missing

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Context", "environment", "render"]

#: More units than this are drawn as the highest `TOP` only; the table holds them all.
DRAWN, TOP = 40, 30


@dataclass(frozen=True)
class Context:
    """What a page says about a result besides the result itself.

    Parameters
    ----------
    title, level : str
        What the index is called, and the level of its units (empty where there is none).
    shape : str
        Of the data: events, indicators or dimensions.
    command : str
        The command line that makes the page again.
    created : datetime
    said : sequence of str
        How the data were understood.
    problems : sequence of Problem
        Of the data and of the computation.
    absent : sequence of str
        Units of the registry that the data do not have.
    constants : sequence of Constant
        Those that are assumed.
    cutoffs : sequence of Cutoff
        Cut-offs in use, each with its origin.
    notes : sequence of str
        What must be said at the top: refitted, an alternative, the bounds of another run.
    """

    title: str
    level: str
    shape: str
    command: str
    created: datetime
    said: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    absent: Sequence[str] = ()
    constants: Sequence[Constant] = ()
    cutoffs: Sequence[Cutoff] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    @staticmethod
    def origin(result: IndexResult) -> str:
        """Give the name of the data file, without the folders of somebody's machine."""
        return PurePath(result.table.origin).name

    def method(self, result: IndexResult) -> list[str]:
        """Say how the index is made, in five lines."""
        return method.lines(result.framework, result.recipe, self.shape)


def render(result: IndexResult, context: Context) -> str:
    """Write the page in the spoken language."""
    here = files("ikp.cli.report")
    template = environment().from_string((here / "page.html.j2").read_text("utf-8"))
    return template.render(page=_Page(result, context), style=(here / "page.css").read_text("utf-8"))


def environment() -> "Environment":
    """Make the environment of a page's template; everything that is not a drawing of ours is escaped."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    shared = (files("ikp.cli.report") / "macros.html.j2").read_text("utf-8")
    found = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=DictLoader({"macros.html.j2": shared}),
    )
    found.filters["host"] = lambda url: urlsplit(url).hostname
    found.globals.update(
        address=address, say=say, word=word, number=number, whole=whole, marks=CATEGORY_MARKS, lang=lang()
    )
    return found


class _Page:
    """The page as its template reads it."""

    def __init__(self, result: IndexResult, context: Context) -> None:
        self.result = result
        self.context = context
        self.scores = result.score()
        self.order = np.lexsort((np.array(result.names), -np.nan_to_num(self.scores, nan=-np.inf)))
        self.groups = result.category_groups()

    # --- units -----------------------------------------------------------------------
    @cached_property
    def dimensions(self) -> dict[str, str]:
        framework = self.result.framework
        return {code: framework[code].name(lang()) for code in framework.children(framework.root)}

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """All units: those with a score from the highest on, then those without."""
        result, ranks, labels, coverage = (
            self.result,
            self.result.rank(),
            self.result.category(),
            self.result.coverage(),
        )
        parts = {code: result.score(code) for code in self.dimensions}
        return [
            {
                "unit": result.units[i],
                "name": self.label(i),
                "score": float(self.scores[i]),
                "rank": float(ranks[i]),
                "category": labels[i],
                "group": self.groups[i],
                "coverage": float(coverage[i]),
                "parts": [float(parts[code][i]) for code in self.dimensions],
                "reason": Missing(int(result.reason()[i])).name.lower(),
            }
            for i in self.order
        ]

    def label(self, i: int) -> str:
        """Name a row; in a panel with its period."""
        name = self.result.names[i]
        return name if self.result.periods is None else f"{name} ({self.result.periods[i]})"

    @cached_property
    def scored(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if not np.isnan(row["score"])]

    @cached_property
    def unscored(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if np.isnan(row["score"])]

    @cached_property
    def shown(self) -> list[dict[str, Any]]:
        return self.scored if len(self.scored) <= DRAWN else self.scored[:TOP]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Units by category, from the highest label on."""
        labels = [row["category"] for row in self.scored if row["category"]]
        return {label: labels.count(label) for label in dict.fromkeys(labels)}

    @property
    def group_of(self) -> Mapping[str, str]:
        return {row["category"]: row["group"] for row in self.scored}

    @cached_property
    def mean(self) -> float:
        return float(np.mean([row["score"] for row in self.scored]))

    @cached_property
    def sd(self) -> float:
        return float(np.std([row["score"] for row in self.scored], ddof=1)) if len(self.scored) > 1 else float("nan")

    # --- charts ----------------------------------------------------------------------
    @cached_property
    def limits(self) -> tuple[float, float]:
        """The ends of the scale: 0 and 100 where all scores lie between them, else their own."""
        scores = [self.scores, *(self.result.score(code) for code in self.dimensions)]
        return scale(np.concatenate(scores))

    @cached_property
    def cutoffs(self) -> tuple[float, ...]:
        return self.result.cutoffs()

    @cached_property
    def ranking(self) -> charts.Drawing:
        return charts.ranking(self.shown, self.cutoffs, self.limits)

    @cached_property
    def bins(self) -> list[charts.Bin]:
        low, high = self.limits
        edges = np.linspace(low, high, 21)
        values = np.array([row["score"] for row in self.scored])
        groups = np.array([row["group"] for row in self.scored], dtype=object)
        place = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 19)
        return [
            charts.Bin(
                float(edges[k]),
                float(edges[k + 1]),
                {group: int(np.sum((place == k) & (groups == group))) for group in dict.fromkeys(groups)},
            )
            for k in range(20)
        ]

    @cached_property
    def distribution(self) -> charts.Drawing:
        return charts.distribution(self.bins, self.cutoffs)

    @cached_property
    def spread(self) -> list[dict[str, Any]]:
        """Lowest, median, mean and highest score of each dimension that has any."""
        found = []
        for code, name in self.dimensions.items():
            known = self.result.score(code)
            known = known[~np.isnan(known)]
            if known.size:
                found.append(
                    {
                        "code": code,
                        "name": name,
                        "lowest": float(known.min()),
                        "median": float(np.median(known)),
                        "mean": float(known.mean()),
                        "highest": float(known.max()),
                    }
                )
        return found

    @cached_property
    def strips(self) -> charts.Drawing:
        strokes = [
            {"code": code, "score": float(score)}
            for code in self.dimensions
            for score in self.result.score(code)
            if not np.isnan(score)
        ]
        return charts.dimensions([*strokes, *self.spread], self.dimensions, self.limits)

    @cached_property
    def heat(self) -> charts.Drawing:
        cells = [
            {"unit": row["name"], "code": code, "score": score}
            for row in self.shown
            for code, score in zip(self.dimensions, row["parts"], strict=True)
        ]
        return charts.heat(cells, self.dimensions, self.limits, len(self.shown))

    @cached_property
    def covered(self) -> list[tuple[str, int]]:
        """How many units are known to which share, in steps of a tenth."""
        known = self.result.coverage()
        tenth = np.clip(np.floor(known * 10 + 1e-9).astype(int), 0, 10)
        names = [*(f"{10 * k}–{10 * k + 10} %" for k in range(10)), "100 %"]
        return [(name, int(np.sum(tenth == k))) for k, name in enumerate(names)]

    @property
    def complete(self) -> bool:
        return bool(np.all(self.result.coverage() >= 1 - 1e-12))

    @cached_property
    def coverage(self) -> charts.Drawing:
        return charts.coverage(self.covered)

    # --- words -----------------------------------------------------------------------
    @property
    def problems(self) -> list[tuple[list[Problem], int]]:
        """The first problems of each kind, and how many more there are."""
        return thinned(self.context.problems, most=10)


def address(source: str) -> str:
    """Give the web address that a source begins with; empty where it is none."""
    word = source.partition(" ")[0]
    return word if word.startswith(("https://", "http://")) else ""


def scale(scores: NDArray[np.float64]) -> tuple[float, float]:
    """Give the ends of the axis for some scores: 0 and 100 where they all lie between, else their own range."""
    known = scores[~np.isnan(scores)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 100.0)
    if low >= 0 and high <= 100 and high > 1:
        return 0.0, 100.0
    room = 0.05 * (high - low or 1.0)
    return low - room, high + room
