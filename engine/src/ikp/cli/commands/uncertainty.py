"""``ikp uncertainty``: how sure scores, ranks and categories are."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.options import (
    All,
    Alternative,
    Bounds,
    Codes,
    CsvFlag,
    Data,
    Edition,
    FrameworkFile,
    JsonFlag,
    LevelOrNone,
    Limit,
    OutFolder,
    RecipeFile,
    Refit,
    Seed,
    Sheet,
    Silence,
)

if TYPE_CHECKING:
    from ikp.cli.output import Report
    from ikp.cli.work import Computed
    from ikp.uncertainty import Outcome, Perturbations
    from ikp.uncertainty.propagating import Crew

__all__ = ["perturbations_of", "run"]

Replicates = Annotated[int, typer.Option("--replicates", "-r", metavar="N")]
Perturb = Annotated[Path | None, typer.Option("--perturb", metavar="P.toml")]
Pair = Annotated[list[str] | None, typer.Option("--pair", metavar="UNIT,UNIT")]
Memory = Annotated[float, typer.Option("--memory", metavar="GIB")]
Workers = Annotated[int | None, typer.Option("--workers", min=1, metavar="N")]
Scheduler = Annotated[str | None, typer.Option("--scheduler", metavar="tcp://HOST:PORT")]
Resume = Annotated[Path | None, typer.Option("--resume", metavar="OUT/")]
Against = Annotated[bool, typer.Option("--published")]


def run(
    *,
    data: Data,
    edition: Edition = None,
    level: LevelOrNone = None,
    framework: FrameworkFile = None,
    recipe: RecipeFile = None,
    alternative: Alternative = None,
    refit: Refit = False,
    bounds: Bounds = None,
    replicates: Replicates = 1000,
    seed: Seed = 0,
    perturb: Perturb = None,
    pair: Pair = None,
    published: Against = False,
    output: OutFolder = None,
    resume: Resume = None,
    memory: Memory = 1.0,
    workers: Workers = None,
    scheduler: Scheduler = None,
    codes: Codes = "auto",
    silence: Silence = None,
    sheet: Sheet = None,
    limit: Limit = None,
    all_rows: All = False,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.commands.compute import said_files
    from ikp.cli.language import say
    from ikp.cli.output import LIMIT, Report, form
    from ikp.cli.telling import progress
    from ikp.cli.work import Asked, carry_out, warn
    from ikp.io import read_state, write_outcome
    from ikp.uncertainty import propagate

    report = Report(form(as_json, as_csv), "uncertainty")
    asked = Asked(
        edition=edition,
        level=level,
        framework=framework,
        recipe=recipe,
        alternative=alternative,
        refit=refit,
        bounds=bounds,
        codes=codes,
        silence=silence,
        sheet=sheet,
    )
    done = carry_out(data, asked)
    vary = perturbations_of(done, perturb)
    with progress(say("msg.uncertainty.working", count=replicates)) as advance:
        outcome = propagate(
            done.data.require(),
            done.data.framework,
            done.recipe,
            vary,
            replicates,
            seed=seed,
            events=done.data.events,
            published=_published(done) if published else None,
            pairs=_pairs(pair or [], done),
            memory=int(memory * 2**30),
            workers=workers,
            crew=_crew(scheduler),
            progress=advance,
            resume=read_state(resume) if resume else None,
        )
    warn([each for each in outcome.problems if each not in done.problems])
    run_of = {"edition": done.meant.edition.code if done.meant.edition else None, "level": done.meant.level}
    files = write_outcome(outcome, output, run=run_of) if output else []
    show(report, done, outcome, limit or (None if all_rows else LIMIT))
    report.document["files"] = [str(file) for file in files]
    said_files(report, list(files))
    report.close()


def _crew(scheduler: str | None) -> "Crew | None":
    """Give the cluster that is asked for; its packages are loaded for nobody else."""
    if scheduler is None:
        return None
    from ikp.cluster import Cluster

    return Cluster(scheduler)


def perturbations_of(done: "Computed", path: Path | None) -> "Perturbations":
    """Find what varies: a file's, else the edition's, else the usual; without what the data leave no room for."""
    from functools import partial

    from ikp.cli.work import warn
    from ikp.io import read_perturbations
    from ikp.uncertainty import Perturbations, fitting, usual

    edition, level = done.meant.edition, done.meant.level or ""
    make = Perturbations.from_dict if edition is None else partial(edition.perturbations, level)
    if path is not None:
        told = read_perturbations(path, make)
    else:
        told = usual() if edition is None else edition.perturbations(level)
    aggregates = done.data.shape == "dimensions"
    vary, problems = fitting(told, done.data.framework, done.recipe, aggregates=aggregates)
    warn(problems)
    return vary


def _published(done: "Computed") -> dict[str, str]:
    """Give the published categories of the edition, by unit."""
    from ikp.errors import UsageError, problem

    edition, level = done.meant.edition, done.meant.level
    if edition is None or level is None:
        raise UsageError(problem("cli-method"))
    found = {each.unit: each.category for each in edition.published(level) if each.unit and each.category}
    if not found:
        raise UsageError(problem("cli-nothing", edition=edition.code, level=level))
    return found


def _pairs(told: list[str], done: "Computed") -> list[tuple[str, str]]:
    """Read pairs of units, by code or by name."""
    from ikp.errors import UsageError, problem

    pairs = [[part.strip() for part in text.split(",")] for text in told]
    if any(len(pair) != 2 for pair in pairs):
        raise UsageError(problem("cli-value", name="--pair", expected="UNIT,UNIT"))
    names = [name for pair in pairs for name in pair]
    registry, level = done.meant.registry, done.meant.level
    if registry is not None and level is not None:
        found = registry.resolve(names, level=level, codes="auto")
        if found.problems:
            raise UsageError(found.problems)
        units = list(found.units)
    else:
        table = done.data.require()
        known = dict(zip(table.names or table.units, table.units, strict=True))
        units = [known.get(name, name) for name in names]
    return list(zip(units[::2], units[1::2], strict=True))


def show(report: "Report", done: "Computed", outcome: "Outcome", limit: int | None) -> None:
    """Show an outcome: what varied, then a row per unit from the highest score on, then the pairs."""
    from ikp.cli.language import number, say, whole
    from ikp.cli.tables import Column
    from ikp.io import outcome_rows

    meant = done.meant
    rows = sorted(outcome_rows(outcome), key=lambda row: (row["rank"] is None, row["rank"]))
    report.document |= {
        "edition": meant.edition.code if meant.edition else None,
        "title": meant.title,
        "level": meant.level,
        "synthetic": outcome.central.table.synthetic,
        "replicates": outcome.replicates,
        "seed": outcome.seed,
        "varied": [each.kind for each in outcome.perturbations.vary],
        "exact": outcome.exact,
    }
    label = "SINTETIS – " if outcome.central.table.synthetic else ""
    level = say(f"level.{meant.level or 'none'}")
    report.title(f"{label}{meant.title} – {level}")
    report.line(say("msg.uncertainty.varied", count=whole(outcome.replicates), seed=outcome.seed))
    for each in outcome.perturbations.vary:
        note = f": {each.note}" if each.note else ""
        report.line(f"– {say(f'vary.{each.kind}')}{note}", indent=2)
    report.line()
    calls = dict(zip(outcome.units, outcome.names, strict=True))
    # "5–95": the interval as one cell for the eye; machines get the columns of uncertainty.csv.
    low, high = (column for column in rows[0] if column.startswith("score_p") and column != "score_p50")
    shown: list[dict[str, Any]] = [
        {
            **row,
            "name": calls[row["unit"]],  # the title says SINTETIS
            "score_between": _between(row[low], row[high], 1),
            "rank_between": _between(row[low.replace("score", "rank")], row[high.replace("score", "rank")], 0),
        }
        for row in rows
    ]
    report.table(
        "rows",
        shown,
        [
            Column("rank", "whole"),
            Column("rank_between", right=True),
            Column("unit", drop=3),
            Column("name", fold=True),
            Column("score", "number"),
            Column("score_between", right=True),
            *(Column(f"p_{label}", "share", digits=0) for label in outcome.labels),
            Column("p_change", "share", digits=0, drop=1),
        ],
        main=True,
        machine=rows,
        limit=limit,
    )
    report.document["pairs"] = []
    for (a, b), (above, below, equal) in zip(outcome.pairs, outcome.above.tolist(), strict=True):
        report.document["pairs"].append({"first": a, "second": b, "p_above": above, "p_below": below, "p_equal": equal})
        first, second = meant.name(a), meant.name(b)
        report.line(say("msg.uncertainty.pair", first=first, second=second, share=number(100 * above, 1)))
    if not outcome.exact:
        error = number(float(outcome.score_error.max()), 3)
        places = number(float(outcome.rank_error.max()), 1)
        report.line(say("msg.uncertainty.histograms", score=error, rank=places), "dim")


def _between(low: float | None, high: float | None, digits: int) -> str:
    from ikp.cli.language import number

    return "" if low is None or high is None else f"{number(low, digits)}–{number(high, digits)}"
