"""Computing a release again from its own inputs and method, and finding the first difference."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
from numpy.typing import NDArray

from ikp.computing import ENGINE_VERSION, compute
from ikp.errors import DataError, UsageError, problem
from ikp.io.frameworks import read_framework
from ikp.io.recipes import read_recipe
from ikp.io.tables import read_rows
from ikp.release.archive import Bundle
from ikp.release.verifying import about
from ikp.result import IndexResult
from ikp.table import IndicatorTable, Missing

__all__ = ["TOLERANCE", "Difference", "Replay", "Replayed", "computed", "replay"]

#: Scores of another engine, library or processor may differ by less than this.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where a release and its computation part.

    Parameters
    ----------
    level, unit, node : str
    step : {'normalise', 'aggregate', 'rank', 'categorise', 'mean'}
        The step of the method that gives what differs.
    published, computed : str
    """

    level: str
    unit: str
    node: str
    step: str
    published: str
    computed: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """One level of a release, computed again; `largest` is the largest difference of a score, 0 when to the bit."""

    level: str
    units: int
    scores: int
    largest: float
    difference: Difference | None


@dataclass(frozen=True)
class Replay:
    """A release, computed again.

    Parameters
    ----------
    name : str
    engine, here : str
        Versions of the engine that published it and of the one that computed it now.
    levels : tuple of Replayed
    """

    name: str
    engine: str
    here: str
    levels: tuple[Replayed, ...]

    @property
    def same(self) -> bool:
        """Whether ranks and categories are identical and scores agree."""
        return all(each.difference is None for each in self.levels)

    @property
    def largest(self) -> float:
        """The largest difference of a score; 0 when all are the same to the bit."""
        return max((each.largest for each in self.levels), default=0.0)

    @property
    def difference(self) -> Difference | None:
        """The first difference."""
        return next((each.difference for each in self.levels if each.difference), None)


def replay(bundle: Bundle) -> Replay:
    """Compute a release again.

    Parameters
    ----------
    bundle : Bundle

    Returns
    -------
    Replay
        Every level that carries inputs. Ranks and categories must be identical and scores agree to
        `TOLERANCE`; `Replay.largest` is 0 when they do to the bit, as the same engine gives them on
        the same kind of processor.

    Raises
    ------
    UsageError
        If it is no release, one of a newer engine, or one without inputs.
    DataError
        If its tables or its method cannot be read.
    """
    told = about(bundle)
    levels = [str(level) for level in told.get("levels", {}) if f"data/{level}.csv" in bundle.files]
    if not levels:
        raise UsageError(problem("release-no-inputs", name=told.get("name", "–")))
    engine = told.get("engine", {})
    found: list[Replayed] = []
    scores: dict[str, float] = {}
    for level in levels:
        result = computed(bundle, level)
        found.append(_compared(bundle, level, result))
        scores |= dict(zip(result.units, result.score().tolist(), strict=True))
    found += [each for level in told["levels"] if (each := _means(bundle, str(level), scores)) is not None]
    return Replay(str(told.get("name", "")), str(engine.get("version", "")), ENGINE_VERSION, tuple(found))


def computed(bundle: Bundle, level: str) -> IndexResult:
    """Compute one level of a release from its own inputs and method.

    Raises
    ------
    UsageError
        If it is no release, or has no inputs of this level.
    DataError
        If its tables or its method cannot be read.
    """
    framework = read_framework(bundle.inside(f"method/{level}/framework.json"))
    recipe = read_recipe(bundle.inside(f"method/{level}/recipe.json"))
    return compute(_table(bundle, level, synthetic=bool(about(bundle).get("synthetic"))), framework, recipe)


def _table(bundle: Bundle, level: str, *, synthetic: bool) -> IndicatorTable:
    name = f"data/{level}.csv"
    rows = _rows(bundle, name)
    units, codes = _order(rows, "unit"), _order(rows, "node")
    place, column = {unit: i for i, unit in enumerate(units)}, {code: j for j, code in enumerate(codes)}
    if len(rows) != len(units) * len(codes):
        raise DataError(problem("release-table", name=name, rows=len(rows), wanted=len(units) * len(codes)))
    values: NDArray[np.float64] = np.full((len(units), len(codes)), nan)
    reasons = np.zeros(values.shape, dtype=np.uint8)
    for row in rows:
        cell = place[row["unit"]], column[row["node"]]
        values[cell] = _number(row["value"], name)
        if row["reason"]:
            reasons[cell] = _reason(row["reason"], name)
    beside = _rows(bundle, f"data/{level}-units.csv") if f"data/{level}-units.csv" in bundle.files else []
    columns = _beside(beside, "denominator:")
    return IndicatorTable(
        units,
        codes,
        values,
        reasons,
        groups=_beside(beside, "group:"),
        denominators={key: [_number(each, name) for each in cells] for key, cells in columns.items()},
        origin=bundle.place,
        synthetic=synthetic,
    )


def _beside(rows: Sequence[Mapping[str, str]], kind: str) -> dict[str, list[str]]:
    names = [name for name in (rows[0] if rows else ()) if name.startswith(kind)]
    return {name.removeprefix(kind): [row[name] for row in rows] for name in names}


def _compared(bundle: Bundle, level: str, result: IndexResult) -> Replayed:
    """Compare with what is published: children before parents, so that the step that differs first is named."""
    name = f"results/{level}.csv"
    told = {(row["unit"], row["node"]): row for row in _rows(bundle, name)}
    framework = result.framework
    nodes = [*framework.indicators, *framework.aggregates]
    if set(told) != {(unit, node) for unit in result.units for node in nodes}:
        raise DataError(problem("release-table", name=name, rows=len(told), wanted=len(result.units) * len(nodes)))
    largest, first = 0.0, None
    for node in nodes:
        scores = result.score(node)
        printed = np.array([_number(told[unit, node]["score"], name) for unit in result.units])
        apart = np.where(np.isnan(scores) & np.isnan(printed), 0.0, np.abs(scores - printed))
        largest = max(largest, float(np.nan_to_num(apart, nan=np.inf).max(initial=0.0)))
        step = "normalise" if node in framework.indicators else "aggregate"
        wrong = np.flatnonzero(~(apart <= TOLERANCE))
        if first is None and wrong.size:
            i = int(wrong[0])
            first = Difference(level, result.units[i], node, step, _said(printed[i]), _said(scores[i]))
    first = first or next(_orders(level, result, told, nodes), None)
    return Replayed(level, len(result.units), len(told), largest, first)


def _orders(
    level: str, result: IndexResult, told: Mapping[tuple[str, str], Mapping[str, str]], nodes: Sequence[str]
) -> Iterator[Difference]:
    """Find ranks, categories, coverage and reasons that differ though the scores do not."""
    for node in nodes:
        columns = {
            "rank": ("rank", [_whole(each) for each in result.rank(node).tolist()]),
            "category": ("categorise", result.category_groups(node).tolist()),
            "category_label": ("categorise", result.category(node).tolist()),
            "reason": ("aggregate", [Missing(why).name.lower() if why else "" for why in result.reason(node).tolist()]),
        }
        for field, (step, values) in columns.items():
            for unit, value in zip(result.units, values, strict=True):
                printed = told[unit, node][field]
                if printed != str(value):
                    yield Difference(level, unit, node, step, printed or "–", str(value) or "–")


def _means(bundle: Bundle, level: str, scores: Mapping[str, float]) -> Replayed | None:
    """Compute the second reading again: the plain mean of the units below, none where one of them has no score."""
    name = f"results/{level}-means.csv"
    if name not in bundle.files:
        return None
    below: dict[str, list[float]] = {}
    for row in _rows(bundle, "registry.csv"):
        if row["parent"]:
            below.setdefault(row["parent"], []).append(scores.get(row["unit"], nan))
    largest, first = 0.0, None
    rows = _rows(bundle, name)
    for row in rows:
        children = below.get(row["unit"], [nan])
        mean, printed = sum(children) / len(children), _number(row["score"], name)
        apart = 0.0 if isnan(mean) and isnan(printed) else abs(mean - printed)
        largest = max(largest, np.inf if isnan(apart) else apart)
        if first is None and not apart <= TOLERANCE:
            first = Difference(level, row["unit"], "–", "mean", _said(printed), _said(mean))
    return Replayed(f"{level} (mean)", len(rows), len(rows), largest, first)


# --- cells ------------------------------------------------------------------------------
def _rows(bundle: Bundle, name: str) -> list[dict[str, str]]:
    return read_rows(bundle.inside(name))


def _order(rows: Sequence[Mapping[str, str]], name: str) -> list[str]:
    return list(dict.fromkeys(row[name] for row in rows))


def _number(text: str, file: str) -> float:
    try:
        return float(text) if text else nan
    except ValueError:
        raise DataError(problem("release-cell", name=file, cell=text)) from None


def _reason(text: str, file: str) -> int:
    try:
        return int(Missing[text.upper()])
    except KeyError:
        raise DataError(problem("release-cell", name=file, cell=text)) from None


def _whole(rank: float) -> str:
    return "" if isnan(rank) else str(int(rank)) if rank.is_integer() else repr(rank)


def _said(value: float) -> str:
    return "–" if isnan(value) else repr(float(value))
