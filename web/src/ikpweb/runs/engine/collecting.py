"""From accepted rows to scores: the engine's road, and back to the fields of `Run` and `Score`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isnan, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp import Framework, IndicatorTable, Recipe, compute
from ikp.arrays.categories import assign
from ikp.arrays.rank import rank
from ikp.compare import parent_means
from ikp.editions import registry
from ikp.events import Declaration, EventLog
from ikp.recipe.steps import Categorise, Events
from ikp.result import IndexResult, category_rule
from ikp.steps.tabulate import tabulate
from ikp.table import Missing
from ikpweb.methodology.models import Method
from ikpweb.runs.collected import Collected

__all__ = ["Scored", "data_of", "index_of", "means_of_regencies"]

_DECLARED = {
    "nil": Declaration.NIL,
    "no-data": Declaration.NO_DATA,
    "not-applicable": Declaration.NOT_APPLICABLE,
    "": Declaration.NONE,
}


@dataclass(frozen=True)
class Scored:
    """Scores of one level in one reading, as the fields of `Score`, with the digests of what made them."""

    digests: Mapping[str, str]
    engine_version: str
    cutoffs: Mapping[str, Any]
    scores: tuple[dict[str, Any], ...]


def data_of(
    collected: Collected, framework: Framework, recipe: Recipe, *, synthetic: bool
) -> tuple[IndicatorTable, EventLog]:
    """Make the table of indicators and the log behind it; a cell whose only word was rejected is so in the table."""
    units = tuple(collected.units)
    place = {unit: i for i, unit in enumerate(units)}
    codes = framework.indicators
    column = {code: i for i, code in enumerate(codes)}
    rows = [row for row in collected.rows if row.indicator in column]
    log = EventLog(
        units,
        [place[row.unit] for row in rows],
        codes,
        [column[row.indicator] for row in rows],
        [row.count for row in rows],
        grade=[row.grade for row in rows],
        date=np.array([row.day or "NaT" for row in rows], dtype="datetime64[D]"),
        declaration=[_DECLARED[row.answer] for row in rows],
        names=collected.units,
        origin="ikp-web",
        synthetic=synthetic,
    )
    table = tabulate(log, framework, recipe.step(Events), units=units)
    if not collected.rejected or table.reasons is None:
        return table, log
    reasons = np.array(table.reasons)
    for unit, code in collected.rejected:
        reasons[place[unit], column[code]] = Missing.REJECTED
    struck = IndicatorTable(
        table.units,
        table.codes,
        np.array(table.values),
        reasons,
        names=table.names,
        origin=table.origin,
        synthetic=table.synthetic,
    )
    return struck, log


def index_of(collected: Collected, method: Method, *, synthetic: bool) -> Scored:
    """Compute the index of a level from its own accepted rows, by an edition's method at that level."""
    framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
    table, _log = data_of(collected, framework, recipe, synthetic=synthetic)
    result = compute(table, framework, recipe)
    return Scored(dict(result.digests), result.engine_version, _cutoffs(result), tuple(_scores(result)))


def means_of_regencies(regencies: Scored, method: Method, day: date) -> Scored:
    """Give the second reading of the provinces: the plain mean of their regencies' scores, unrounded.

    A province of which a regency has no score has no mean: it would pass a part off as the whole.
    """
    framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
    scores = {row["unit_id"]: nan if row["total"] is None else row["total"] for row in regencies.scores}
    means = parent_means(scores, registry().at(day))
    totals = np.array([mean.score for mean in means])
    labels = _labels(totals, framework, recipe)
    rows = tuple(
        {
            "unit_id": mean.unit,
            "total": _number(mean.score),
            "rank": None if isnan(place) else int(place),
            "category": label,
            "label": label,
            "coverage": 1 - len(mean.lacking) / len(mean.children),
            "lacking": "" if not mean.lacking else Missing.NOT_REPORTED.name.lower(),
        }
        for mean, place, label in zip(means, rank(totals, ties=recipe.ties), labels, strict=True)
    )
    return Scored(dict(regencies.digests), regencies.engine_version, {}, rows)


def _labels(totals: NDArray[np.float64], framework: Framework, recipe: Recipe) -> list[str]:
    """Put totals in the categories of the index, where its cut-offs are known before the data are seen."""
    step = recipe.step(Categorise)
    if step is None:
        return [""] * len(totals)
    rule = category_rule(step, framework, framework.root)
    cutoffs = tuple(step.fitted.get(framework.root) or rule.cutoffs)
    if not cutoffs:
        return [""] * len(totals)
    places = assign(totals, cutoffs, rule.boundary)
    return [rule.groups.get(rule.labels[i], rule.labels[i]) if i >= 0 else "" for i in places]


def _cutoffs(result: IndexResult) -> dict[str, list[float]]:
    return {code: list(result.cutoffs(code)) for code in result.categories}


def _scores(result: IndexResult) -> Iterator[dict[str, Any]]:
    framework = result.framework
    dimensions = framework.children(framework.root)
    parts = {code: result.score(code) for code in dimensions}
    groups = {code: result.category_groups(code) for code in dimensions}
    brought = result.contributions_to_index(framework.indicators)
    columns = (result.units, result.score(), result.rank(), result.coverage(), result.reason())
    labels = (result.category_groups(), result.category())
    for i, (unit, total, place, coverage, why, group, label) in enumerate(zip(*columns, *labels, strict=True)):
        yield {
            "unit_id": unit,
            "total": _number(total),
            "rank": None if isnan(place) else int(place),
            "parts": {code: _number(parts[code][i]) for code in dimensions},
            "category": group,
            "label": label,
            "part_categories": {code: groups[code][i] for code in dimensions},
            "coverage": float(coverage),
            "contributions": {
                code: float(share) for code, share in zip(framework.indicators, brought[i], strict=True) if share > 0
            },
            "lacking": "" if not isnan(total) else Missing(why).name.lower(),
        }


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
