"""Why a unit has its score: from data, or from the dimension scores that were printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ikp.cli.constants import cutoffs
from ikp.cli.language import lang, number, say, word
from ikp.cli.work import Asked, Index, carry_out, index
from ikp.errors import UsageError, problem
from ikp.recipe import Recipe
from ikp.result import IndexResult
from ikp.table import IndicatorTable
from ikp.uncertainty.sensitivity.nodechanges import Change, Neighbour, changes, neighbours

if TYPE_CHECKING:
    from ikp.editions.published import Published

__all__ = ["Explained", "from_data", "from_print"]


@dataclass(frozen=True)
class Explained:
    """What there is to say about one unit's score.

    Parameters
    ----------
    title, edition : str
    unit, name : str
    score, coverage : float
    rank, units : number, int, or None
        Rank, and of how many.
    category, group : str
    parts : list of dict
        The children of the index: node, name, score, weight (in the index), contribution.
    drivers : list of dict
        The indicators, the largest contribution first; empty where the data hold dimensions.
    neighbours, changes : sequences
        The next categories, and what would reach them.
    limits : (float, float)
        The range that the parts can take.
    provenance : mapping
        Where it comes from, by the keys of the texts ``msg.provenance.…``.
    sources, notes : sequences of str
    printed : float or None
        The total in print, where the score was recomputed from print.
    synthetic : bool
    """

    title: str
    edition: str | None
    unit: str
    name: str
    score: float
    coverage: float
    rank: float | None
    units: int | None
    category: str
    group: str
    parts: list[dict[str, Any]]
    drivers: list[dict[str, Any]]
    neighbours: Sequence[Neighbour]
    changes: Sequence[Change]
    limits: tuple[float, float]
    provenance: Mapping[str, str]
    sources: Sequence[str] = ()
    notes: Sequence[str] = ()
    printed: float | None = None
    synthetic: bool = False


def from_data(unit: str, path: Path, asked: Asked) -> Explained:
    """Explain a unit's score in the index that is computed from a file.

    Raises
    ------
    UsageError
        If the unit is unknown, or has no score.
    """
    done = carry_out(path, asked)
    result, meant = done.result, done.meant
    row = _row(unit, meant, result, asked)
    origin = {
        "data": f"{path.name} ({say(f'shape.{done.data.shape}')}), {result.digests['data'][:12]}",
        "recipe": f"{result.recipe.name or meant.title}, {result.digests['recipe'][:12]}",
    }
    found = _explain(result, meant, row, done.recipe)
    scored = int(np.count_nonzero(~np.isnan(result.score())))
    return replace(found, rank=float(result.rank()[row]), units=scored, provenance={**origin, **found.provenance})


def from_print(unit: str, asked: Asked) -> Explained:
    """Explain a unit's published score from its printed dimension scores.

    Raises
    ------
    UsageError
        If the dimensions of the unit were not all printed: the error names those that were.
    """
    import ikp

    meant = index(asked)
    edition = meant.edition
    if edition is None:
        raise UsageError(problem("cli-missing", name="--data", command="ikp explain"))
    code = _code(unit, meant, asked)
    if meant.registry is not None and meant.level is None:
        meant = index(asked, meant.registry[code].level)
    complete = {each.unit: each for each in edition.published(str(meant.level)) if _complete(each, meant)}
    if code not in complete:
        names = [f"{each.name} ({each.unit})" for each in complete.values()]
        raise UsageError(problem("cli-printed", unit=meant.name(code), known=names or "–"))
    printed = complete[code]
    dimensions = meant.framework.children(meant.framework.root)
    known = {**printed.implied, **printed.dimensions}
    table = IndicatorTable([code], dimensions, [[known[each] for each in dimensions]], names=[printed.name])
    recipe = meant.recipe.above_indicators()
    result = ikp.compute(table, meant.framework.cut(dimensions), recipe)
    found = _explain(result, meant, 0, recipe)
    implied = [each for each in dimensions if each not in printed.dimensions]
    notes = [say("msg.explain.implied", nodes=", ".join(implied))] if implied else []
    notes += [printed.note] if printed.note else []
    return replace(
        found,
        rank=None if printed.rank is None else float(printed.rank),
        printed=printed.total if printed.has_total else None,
        notes=[*found.notes, *notes],
        provenance={"data": say("msg.explain.from-print"), **found.provenance},
        sources=[*printed.sources, *found.sources],
    )


def _complete(each: "Published", meant: Index) -> bool:
    dimensions = meant.framework.children(meant.framework.root)
    return bool(each.unit) and all(code in each.dimensions or code in each.implied for code in dimensions)


def _code(unit: str, meant: Index, asked: Asked) -> str:
    """Read the unit as the registry does; without one its text is its code."""
    if meant.registry is None:
        return unit
    found = meant.registry.resolve([unit], level=meant.level, codes=asked.codes)
    if found.problems:
        raise UsageError(found.problems)
    return found.units[0]


def _row(unit: str, meant: Index, result: IndexResult, asked: Asked) -> int:
    """Find the unit among those with a score; in a panel its last row."""
    code = _code(unit, meant, asked)
    rows = [i for i, each in enumerate(result.units) if each == code or result.names[i] == code]
    if not rows or np.isnan(result.score()[rows[-1]]):
        scored = [f"{result.names[i]} ({result.units[i]})" for i in np.flatnonzero(~np.isnan(result.score()))[:8]]
        raise UsageError(problem("cli-unit", unit=meant.name(code), known=[*scored, "…"]))
    return rows[-1]


def _explain(result: IndexResult, meant: Index, row: int, recipe: Recipe) -> Explained:
    framework, root = result.framework, result.framework.root
    children = framework.children(root)
    limits = (0.0, 100.0)
    scores = np.array([result.score(code)[row] for code in children])
    if np.nanmin(scores) < limits[0] or np.nanmax(scores) > limits[1]:
        every = np.concatenate([result.score(code) for code in children])
        limits = (float(np.nanmin(every)), float(np.nanmax(every)))
    deep = tuple(children) != tuple(framework.indicators)
    drivers = _shares(result, framework.indicators, row) if deep else []
    for each in drivers:
        each["value"] = _known(result.table.column(each["node"])[result.table.row_of[result.units[row]]])
    drivers.sort(key=lambda each: -abs(each["contribution"] or 0.0))
    found = changes(result, row, children, limits)
    if deep:
        # A single indicator is the smallest thing that can change; the few that would do it most easily are shown.
        found += changes(result, row, framework.indicators, limits)
    used = [each for each in cutoffs(framework, result.recipe, recipe) if each.node == root]
    return Explained(
        title=meant.title,
        edition=meant.edition.code if meant.edition else None,
        unit=result.units[row],
        name=result.names[row],
        score=float(result.score()[row]),
        coverage=float(result.coverage()[row]),
        rank=None,
        units=None,
        category=str(result.category()[row]),
        group=str(result.category_groups()[row]),
        parts=_shares(result, children, row),
        drivers=drivers,
        neighbours=neighbours(result, row),
        changes=found,
        limits=limits,
        provenance=_provenance(result, meant, children, used),
        sources=tuple(dict.fromkeys(each.source for each in used if each.source)),
        notes=meant.notes,
        synthetic=result.table.synthetic,
    )


def _shares(result: IndexResult, codes: Sequence[str], row: int) -> list[dict[str, Any]]:
    """Split the index among nodes; rows sum to the score."""
    shares = result.contributions_to_index(codes)[row]
    return [
        {
            "node": code,
            "name": result.framework[code].name(lang()),
            "score": _known(result.score(code)[row]),
            "weight": float(result.effective_weights[code]),
            "contribution": _known(share),
        }
        for code, share in zip(codes, shares, strict=True)
    ]


def _provenance(result: IndexResult, meant: Index, children: Sequence[str], used: Sequence[Any]) -> dict[str, str]:
    sure = dict.fromkeys(
        word("certainty", node.certainty) for code in children if (node := meant.framework[code]).certainty
    )
    weights = ", ".join(f"{code} {number(100 * result.weights[code], 0)} %" for code in children[:8])
    found = {"weights": f"{weights} ({', '.join(sure)})" if sure else weights}
    for cut in used:
        certainty = f", {word('certainty', cut.certainty)}" if cut.certainty else ""
        found["cutoffs"] = f"{cut.spoken} ({say(f'origin.{cut.origin}')}{certainty})"
    return {**found, "engine": f"ikp {result.engine_version}"}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
