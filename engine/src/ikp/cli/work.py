"""What the commands that read data share: which index is meant, reading, computing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ikp.cli.choose import which_edition
from ikp.cli.language import lang, say, whole
from ikp.errors import DataError, UsageError, problem
from ikp.framework import Framework
from ikp.problems import Problem
from ikp.recipe import Recipe
from ikp.recipe.steps import Events
from ikp.registry import CodeList, Level, Registry

if TYPE_CHECKING:
    from ikp.editions.edition import Edition
    from ikp.editions.stations import Instrument
    from ikp.io import Data
    from ikp.result import IndexResult

__all__ = ["Asked", "Computed", "Index", "carry_out", "index", "read", "warn"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command line says about the index and how to read the data."""

    edition: str | None = None
    level: Level | None = None
    framework: Path | None = None
    recipe: Path | None = None
    alternative: str | None = None
    refit: bool = False
    bounds: Path | None = None
    codes: CodeList = "auto"
    silence: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Index:
    """The index that is meant.

    Parameters
    ----------
    title : str
    framework : Framework
    recipe : Recipe
        As it will be carried out: with its stored bounds, those of another run, or none.
    edition : Edition or None
    level : {'province', 'regency'} or None
        None for an index without a registry.
    registry : Registry or None
        The units of the edition's day, of both levels.
    notes : tuple of str
        What a reader of the results must know at once.
    """

    title: str
    framework: Framework
    recipe: Recipe
    edition: "Edition | None" = None
    level: Level | None = None
    registry: Registry | None = None
    notes: tuple[str, ...] = ()

    def name(self, unit: str) -> str:
        """Give what a unit is called."""
        known = self.registry is not None and unit in self.registry
        return cast(Registry, self.registry)[unit].short_name if known else unit


def index(asked: Asked, level: Level | None = None) -> Index:
    """Find the index: of an edition, or of a framework and a recipe from files.

    Raises
    ------
    UsageError
        If neither or both are given, or options exclude each other.
    """
    if asked.refit and asked.bounds:
        raise UsageError(problem("cli-together", first="--refit", second="--bounds"))
    if asked.edition and (asked.framework or asked.recipe):
        raise UsageError(problem("cli-together", first="--edition", second="--framework/--recipe"))
    found = _of_edition(asked, level) if asked.edition else _of_files(asked)
    recipe, notes = found.recipe, list(found.notes)
    events = recipe.step(Events)
    if asked.silence and events:
        recipe = recipe.with_step(replace(events, silence=cast(Any, asked.silence)))
    if asked.refit:
        recipe = recipe.unfitted()
        notes.append(say("page.refit"))
    # Before the level is known there is no recipe that the bounds could belong to.
    if asked.bounds and (found.level or found.edition is None):
        recipe = _with_bounds(recipe, asked.bounds)
        notes.append(say("page.bounds-of", path=asked.bounds))
    return replace(found, recipe=recipe, notes=tuple(notes))


def _of_edition(asked: Asked, level: Level | None) -> Index:
    from ikp.editions import load
    from ikp.editions.stations import tps_rawan

    stations = tps_rawan()
    if asked.edition == stations.code:
        return _of_stations(stations, asked)
    edition = load(which_edition(cast(str, asked.edition)))
    level = asked.level or level
    found = {each.code: each for each in edition.alternatives}.get(asked.alternative or "")
    notes = (say("page.alternative", name=found.titles[lang()]),) if found else ()
    at = level or cast(Level, edition.levels[0])
    return Index(
        edition.titles[lang()],
        edition.framework(at),
        edition.recipe(at, alternative=asked.alternative),
        edition,
        level,
        edition.registry(),
        notes,
    )


def _of_stations(instrument: "Instrument", asked: Asked) -> Index:
    """Give the index of polling stations: their codes are in no registry, and no score of theirs was published."""
    if asked.level or asked.alternative:
        second = "--level" if asked.level else "--alternative"
        raise UsageError(problem("cli-together", first=f"--edition {instrument.code}", second=second))
    return Index(instrument.titles[lang()], instrument.framework, instrument.recipe, notes=(say("page.stations"),))


def _of_files(asked: Asked) -> Index:
    from ikp.io import read_framework, read_recipe

    if not (asked.framework and asked.recipe):
        raise UsageError(problem("cli-method"))
    framework = read_framework(asked.framework)
    recipe = read_recipe(asked.recipe)
    title = framework.title or framework[framework.root].name(lang())
    return Index(title, framework, recipe)


def _with_bounds(recipe: Recipe, path: Path) -> Recipe:
    """Put what another run has fitted into the steps that are the same but for it.

    Raises
    ------
    DataError
        If a step of that run is not the same: its bounds would mean something else here.
    """
    from ikp.io import read_recipe

    nothing: dict[str, Any] = {"fitted": {}, "evidence": {}}
    earlier = {step.kind: step for step in read_recipe(path).steps if hasattr(step, "fitted")}
    other = [
        step.kind
        for step in recipe.steps
        if step.kind in earlier and replace(step, **nothing) != replace(earlier[step.kind], **nothing)
    ]
    if other:
        raise DataError(problem("cli-bounds", path=path, steps=other))
    for step in recipe.steps:
        if step.kind in earlier:
            fitted: dict[str, Any] = {"fitted": getattr(earlier[step.kind], "fitted", {})}
            recipe = recipe.with_step(replace(step, **fitted))
    return recipe


def read(path: Path, meant: Index, asked: Asked) -> "Data":
    """Read the data for an index, with a bar on long files."""
    from ikp.cli.telling import progress
    from ikp.io import extra_columns, read_data

    edition = meant.edition
    with progress(say("msg.reading", path=path.name)) as advance:
        return read_data(
            path,
            meant.framework,
            meant.registry,
            meant.level,
            asked.codes,
            sheet=asked.sheet,
            events_step=meant.recipe.step(Events),
            period=edition.event_period if edition else None,
            extras=extra_columns(meant.framework, meant.recipe),
            progress=advance,
        )


@dataclass(frozen=True)
class Computed:
    """An index computed from a file.

    Parameters
    ----------
    meant : Index
    data : Data
    recipe : Recipe
        As it was carried out, before anything was fitted on the data.
    result : IndexResult
    absent : list of (str, str)
        Code and name of the units of the registry and the level that the data do not have.
    """

    meant: Index
    data: "Data"
    recipe: Recipe
    result: "IndexResult"
    absent: list[tuple[str, str]]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a reader should be warned of: in the data, and from the computation."""
        return (*self.data.warnings, *self.result.problems)


def carry_out(path: Path, asked: Asked, *, quiet: bool = False) -> Computed:
    """Read a file and compute the index on it, saying how the file was understood unless `quiet`.

    Raises
    ------
    DataError, UsageError
        With every problem that keeps the index from being computed.
    """
    import ikp
    from ikp.cli.telling import tell

    meant = index(asked)
    data = read(path, meant, asked)
    if not quiet:
        for sentence in data.said(lang()):
            tell(sentence, "dim")
    table = data.require()
    if meant.registry is not None and meant.level is None:
        level = level_of(table.units, meant.registry)
        meant = index(asked, level)
        tell(say("msg.level-read", level=say(f"level.{level}")), "dim")
    recipe = meant.recipe.above_indicators() if data.shape == "dimensions" else meant.recipe
    done = Computed(meant, data, recipe, ikp.compute(table, data.framework, recipe), _absent(meant, table.units))
    if not quiet:
        warn(done.problems)
    return done


def warn(problems: Sequence[Problem]) -> None:
    """Show problems to the person, the first few of each kind."""
    from ikp.cli.telling import error_console, problem_lines, tell, thinned

    for alike, more in thinned(problems):
        error_console().print(problem_lines(alike))
        if more:
            tell(say("msg.more-alike", count=whole(more)))


def level_of(units: Sequence[str], registry: Registry) -> Level:
    """Tell the level from the units.

    Raises
    ------
    UsageError
        If they are of both levels, or of none that is known.
    """
    levels = {registry[unit].level for unit in units if unit in registry}
    if len(levels) != 1:
        raise UsageError(problem("cli-level"))
    return levels.pop()


def _absent(meant: Index, units: Sequence[str]) -> list[tuple[str, str]]:
    if meant.registry is None or meant.level is None:
        return []
    there = set(units)
    return [(each.code, each.short_name) for each in meant.registry.level(meant.level) if each.code not in there]
