"""``ikp sensitivity``: which choice matters, and what would change a unit's category."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ikp.cli.commands.uncertainty import Perturb, Workers
from ikp.cli.options import (
    Alternative,
    Bounds,
    Codes,
    CsvFlag,
    Data,
    Edition,
    FrameworkFile,
    JsonFlag,
    LevelOrNone,
    OutFolder,
    RecipeFile,
    Refit,
    Seed,
    Sheet,
    Silence,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ikp.cli.output import Report
    from ikp.cli.work import Computed
    from ikp.uncertainty.sensitivity import Flip, Sensitivity

__all__ = ["run"]

#: Factors that are shown to the eye of each target, and nodes of each change of weights.
_SHOWN = 12
_DRAWS = 128
#: Longer descriptions of a factor are cut for the eye.
_LONG = 44


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
    samples: Annotated[int, typer.Option("--samples", "-N", metavar="N")] = 256,
    seed: Seed = 0,
    perturb: Perturb = None,
    each_weight: Annotated[bool, typer.Option("--each-weight")] = False,
    unit: Annotated[list[str] | None, typer.Option("--unit", "-u", metavar="UNIT")] = None,
    tolerance: Annotated[float, typer.Option("--tolerance", min=0, max=1, metavar="WIDTH")] = 0.05,
    output: OutFolder = None,
    workers: Workers = None,
    codes: Codes = "auto",
    silence: Silence = None,
    sheet: Sheet = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.commands.compute import said_files
    from ikp.cli.commands.uncertainty import perturbations_of
    from ikp.cli.language import say
    from ikp.cli.output import Report, form
    from ikp.cli.sensing import alone_rows, flip_rows, index_rows, target_rows
    from ikp.cli.telling import progress
    from ikp.cli.work import Asked, carry_out, warn
    from ikp.uncertainty.sensitivity import alone, flips, sensitivity

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
    report = Report(form(as_json, as_csv), "sensitivity")
    done = carry_out(data, asked)
    rows = [_row(each, done) for each in unit or []]
    vary = perturbations_of(done, perturb)
    table, tree, events = done.data.require(), done.data.framework, done.data.events
    with progress(say("msg.sensitivity.working")) as advance:
        found = sensitivity(
            table,
            tree,
            done.recipe,
            vary,
            samples,
            units=[done.result.units[row] for row in rows],
            each_weight=each_weight,
            seed=seed,
            events=events,
            tolerance=tolerance,
            workers=workers,
            progress=advance,
        )
    warn([each for each in found.problems if each not in done.problems])
    with progress(say("msg.sensitivity.alone")) as advance:
        single = alone(table, tree, done.recipe, vary, draws=_DRAWS, seed=seed, events=events, progress=advance)
    changes = {row: flips(done.result, row) for row in rows}
    tables = {
        "sensitivity": index_rows(found),
        "targets": target_rows(found),
        "one_at_a_time": alone_rows(single),
        "flips": [each for row, listed in changes.items() for each in flip_rows(done.result, row, listed)],
    }
    files = _write(done, found, tables, output) if output else []
    _head(report, done, found)
    _indices(report, found, tables["sensitivity"])
    _alone(report, tables["one_at_a_time"])
    _flips(report, done, changes)
    report.document |= {name: listed for name, listed in tables.items() if name != "sensitivity"}
    report.document["files"] = [str(file) for file in files]
    said_files(report, files)
    report.close()


def _row(text: str, done: "Computed") -> int:
    """Find a unit by code or name; in a panel its last row."""
    from ikp.errors import UsageError, problem

    registry, level = done.meant.registry, done.meant.level
    code = text
    if registry is not None and level is not None:
        resolved = registry.resolve([text], level=level, codes="auto")
        if resolved.problems:
            raise UsageError(resolved.problems)
        code = resolved.units[0]
    result = done.result
    rows = [i for i, each in enumerate(result.units) if each == code or result.names[i] == code]
    if not rows:
        known = [f"{name} ({each})" for name, each in zip(result.names[:8], result.units[:8], strict=True)]
        raise UsageError(problem("cli-unit", unit=text, known=[*known, "…"]))
    return rows[-1]


def _write(
    done: "Computed", found: "Sensitivity", tables: dict[str, list[dict[str, Any]]], folder: "Path"
) -> "list[Path]":
    from datetime import UTC, datetime

    from ikp.cli.invocation import command_line
    from ikp.cli.rows import as_csv
    from ikp.cli.sensing import HEADINGS
    from ikp.cli.writing import run_of
    from ikp.io import write_results

    synthetic = done.result.table.synthetic
    extra: dict[str, str | bytes] = {
        f"{name}.csv": as_csv(HEADINGS[name], rows, synthetic=synthetic) for name, rows in tables.items() if rows
    }
    run = run_of(done, command_line(), datetime.now(UTC)) | {
        "seed": found.seed,
        "samples": found.indices.n,
        "runs": found.indices.runs,
        "perturbations": found.model.perturbations.to_dict(),
    }
    return list(write_results(done.result, folder, run=run, extra=extra))


def _head(report: "Report", done: "Computed", found: "Sensitivity") -> None:
    from ikp.cli.language import number, say, whole

    meant, numbers = done.meant, found.indices
    report.document |= {
        "edition": meant.edition.code if meant.edition else None,
        "title": meant.title,
        "level": meant.level,
        "synthetic": done.result.table.synthetic,
        "seed": found.seed,
        "samples": numbers.n,
        "runs": numbers.runs,
        "confidence": numbers.confidence,
        "tolerance": numbers.tolerance,
    }
    label = "SINTETIS – " if done.result.table.synthetic else ""
    level = say(f"level.{meant.level or 'none'}")
    report.title(f"{label}{meant.title} – {level}")
    report.line(say("msg.sensitivity.runs", runs=whole(numbers.runs), shift=number(float(numbers.mean[0]))))
    if not numbers.variance[0]:
        report.line(say("msg.sensitivity.still"))
        return
    report.line(say("msg.sensitivity.interaction", share=number(100 * max(0.0, float(numbers.interaction[0])), 0)))
    if not numbers.converged[0]:
        words = {"width": number(float(numbers.width[0])), "tolerance": number(numbers.tolerance)}
        report.line(say("msg.sensitivity.wide", **words), "dim")


def _indices(report: "Report", found: "Sensitivity", rows: list[dict[str, Any]]) -> None:
    from ikp.cli.language import number, say, word
    from ikp.cli.tables import Column

    report.keep("sensitivity", rows, list(rows[0]))
    names = dict(zip(found.model.table.units, found.model.table.names or found.model.table.units, strict=True))
    columns = [
        Column("factor", fold=True),
        Column("about", fold=True, drop=2),
        Column("first", "number"),
        Column("first_between", right=True, drop=3),
        Column("total", "number"),
        Column("total_between", right=True, drop=1),
    ]
    likely = _likely(found)
    for k, target in enumerate(found.targets):
        # Machines get all; the eye gets of each unit the category that it is most likely in.
        if not found.indices.variance[k] or (target.kind == "category" and k not in likely):
            continue
        share = number(100 * float(found.indices.mean[k]), 0)
        words = {"name": names.get(target.unit), "category": word("category", target.label), "share": share}
        report.title(say(f"msg.sensitivity.{target.kind}", **words))
        own = [row for row in rows if (row["target"], row["unit"], row["category"]) == _key(target)]
        shown = [
            {
                **row,
                "factor": _spoken(row["factor"]),
                "about": _short(row["about"]),
                "first_between": _between(row["first_low"], row["first_high"]),
                "total_between": _between(row["total_low"], row["total_high"]),
            }
            for row in own
        ]
        report.laid_out(shown, columns, _SHOWN)


def _likely(found: "Sensitivity") -> set[int]:
    """Give the places of each unit's most likely category."""
    best: dict[str, int] = {}
    for k, target in enumerate(found.targets):
        if target.kind == "category":
            other = best.get(target.unit)
            if other is None or found.indices.mean[k] > found.indices.mean[other]:
                best[target.unit] = k
    return set(best.values())


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _key(target: Any) -> tuple[str, str, str]:
    return target.kind, target.unit, target.label


def _spoken(path: str) -> str:
    """Name a factor: its place, what varies, and the node of a single weight."""
    from ikp.cli.language import word

    place, kind, *node = path.split(" ")
    return " ".join([place.removeprefix("vary[").removesuffix("]") + ".", word("vary", kind), *node])


def _between(low: float, high: float) -> str:
    from ikp.cli.language import number

    return f"{number(low)}–{number(high)}"


def _alone(report: "Report", rows: list[dict[str, Any]]) -> None:
    from ikp.cli.language import say
    from ikp.cli.tables import Column

    report.title(say("msg.sensitivity.alone"))
    shown = [
        {
            **row,
            "factor": _spoken(row["factor"]),
            "about": row["option"] or _short(row["about"]),
            "shift_between": _between(row["rank_shift_p05"], row["rank_shift_p95"]) if row["draws"] > 1 else "",
        }
        for row in rows
    ]
    columns = [
        Column("factor", fold=True),
        Column("about", fold=True),
        Column("rank_shift", "number"),
        Column("shift_between", right=True, drop=1),
        Column("recategorised", "share", digits=0),
    ]
    report.laid_out(shown, columns, 2 * _SHOWN)


def _flips(report: "Report", done: "Computed", changes: "dict[int, tuple[Flip, ...]]") -> None:
    from ikp.cli.language import say

    for row, listed in changes.items():
        if listed:
            report.title(say("msg.sensitivity.flips", name=done.result.names[row]))
            report.bullets(_told(listed))
            report.line(say("msg.sensitivity.held"), "dim")


def _told(listed: "tuple[Flip, ...]") -> list[str]:
    """Say the change of data for each category, and the smallest change of weights."""
    from ikp.cli.language import number, say, word

    said, seen = [], set()
    for each in listed:
        category = word("category", each.to.label)
        if each.kind == "data" and not each.moves:
            said.append(say("msg.sensitivity.never", category=category))
        elif each.moves and (each.kind == "data" or each.to.label not in seen):
            if each.kind == "data":
                moves = "; ".join(_moved(move) for move in each.moves[:_SHOWN])
                text = say("msg.sensitivity.data", category=category, moves=moves)
            else:
                seen.add(each.to.label)
                moves = "; ".join(
                    f"{move.code} {number(100 * move.now, 1)} → {number(100 * move.needed, 1)} %" for move in each.moves
                )
                share = number(100 * each.size, 1)
                text = say("msg.sensitivity.weights", category=category, share=share, parent=each.parent, moves=moves)
            said.append(text if each.exact else say("msg.sensitivity.met", text=text))
    return said


def _moved(move: Any) -> str:
    from ikp.cli.language import number

    own = ""
    if move.raw_needed == move.raw_needed:
        own = f" ({number(move.raw_now)} → {number(move.raw_needed)})"
    return f"{move.code} {number(move.now, 1)} → {number(move.needed, 1)}{own}"
