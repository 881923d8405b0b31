"""What ``ikp project`` and ``ikp backtest`` share: editions or weekly counts as a history, and their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikp.foresight.projection import History
    from ikp.foresight.streams import CountSeries
    from ikp.problems import Problem
    from ikp.registry import CodeList, Level, Registry

__all__ = ["Asked", "history_of", "label_word", "model_word"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How the command line wants the history read."""

    level: "Level | None" = None
    codes: "CodeList" = "auto"
    sheet: str | None = None
    kind: str | None = None
    until: datetime | None = None
    weeks: int | None = None
    ahead: int | None = None
    stage: str | None = None
    neighbours: Path | None = None


def history_of(source: str, asked: Asked) -> "tuple[History, tuple[Problem, ...]]":
    """Give the history of editions (``2019:2024``) or of a file, with warnings.

    Raises
    ------
    UsageError, DataError
        If it is neither, or cannot be read.
    """
    editions = _editions(source)
    if editions:
        return _of_editions(editions, asked.level or "province")
    return _of_file(Path(source), asked), ()


def _editions(source: str) -> list[str]:
    """Give the editions that a text names; none where it is a file."""
    from ikp.cli.choose import which_edition
    from ikp.editions import available

    if Path(source).exists():
        return []
    parts = source.split(":")
    return [which_edition(part) for part in parts] if len(parts) > 1 or source in available() else []


def _of_editions(editions: Sequence[str], level: "Level") -> "tuple[History, tuple[Problem, ...]]":
    from itertools import pairwise

    from ikp.cli.scores import load_scores
    from ikp.compare import compare
    from ikp.editions import concordance, registry
    from ikp.editions.projecting import edition_history
    from ikp.errors import problem

    history, problems = edition_history(editions, level)
    found = list(problems)
    for a, b in pairwise(editions):
        one, two = load_scores(a, level), load_scores(b, level)
        dated = one.registry_date is not None and two.registry_date is not None
        held = compare(one, two, registry=registry() if dated else None, concordance=concordance(a, b))
        if not held.verdict.categories:
            found.append(problem("forecast-incomparable", a=a, b=b))
    return history, tuple(found)


def _of_file(path: Path, asked: Asked) -> "History":
    from ikp.editions.projecting import NEAREST, nearest_units
    from ikp.editions.registry import registry
    from ikp.errors import UsageError, problem
    from ikp.foresight.projection import from_counts
    from ikp.io.points import read_pairs

    known = registry() if asked.level else None
    series = _series(path, known, asked)
    if series.stage is None and asked.weeks is None:
        raise UsageError(problem("forecast-stages", path=path.name))
    units = tuple(dict.fromkeys(series.units))
    near: Mapping[str, Sequence[str]] | None = None
    if asked.neighbours is not None:
        near = _both_ways(read_pairs(asked.neighbours, known, asked.level, asked.codes))
    elif known is not None and asked.level is not None:
        near = nearest_units(units, known, NEAREST[asked.level])
    groups = {unit: known.parent(unit) or unit for unit in units} if known else None
    return from_counts(
        series, groups=groups, neighbours=near, weeks=asked.weeks, ahead=asked.ahead, stage=asked.stage or ""
    )


def _series(path: Path, known: "Registry | None", asked: Asked) -> "CountSeries":
    """Read weekly counts, or count reports by week; one kind of them where it is named."""
    from dataclasses import replace

    import numpy as np

    from ikp.errors import UsageError, problem
    from ikp.foresight.streams import weekly
    from ikp.io.streams import read_counts, read_reports, shape_of

    until = np.datetime64(asked.until.date()) if asked.until else None
    reading = (known, asked.level, asked.codes)
    if shape_of(path, asked.sheet) == "counts":
        series = read_counts(path, *reading, sheet=asked.sheet)
    else:
        reports = read_reports(path, *reading, sheet=asked.sheet)
        series = weekly(reports, until=until if until is not None else reports.entry.max())
    kept = np.ones(series.starts.size, dtype=bool)
    if until is not None:
        kept = series.starts + np.timedelta64(6, "D") <= until
    kind = " ".join(asked.kind.casefold().split()) if asked.kind else None
    if kind is not None and kind not in series.kinds:
        raise UsageError(problem("forecast-kind", kind=kind, known=sorted(set(series.kinds))))
    own = np.array([kind is None or each == kind for each in series.kinds])
    return replace(
        series,
        counts=series.counts[kept][:, own],
        starts=series.starts[kept],
        units=tuple(unit for unit, inside in zip(series.units, own, strict=True) if inside),
        kinds=tuple(each for each, inside in zip(series.kinds, own, strict=True) if inside),
        effort=None if series.effort is None else series.effort[kept][:, own],
        stage=None if series.stage is None else tuple(np.array(series.stage)[kept].tolist()),
    )


def _both_ways(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    near: dict[str, list[str]] = {}
    for a, b in pairs:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    return near


def model_word(name: str) -> str:
    """Name a candidate."""
    from ikp.cli.language import say

    return say(f"projection.{name}")


def label_word(label: str) -> str:
    """Name a category; bands of counts are written with a dash."""
    from ikp.cli.language import word

    return word("category", label) if label.isalpha() else label.replace("-", "–")
