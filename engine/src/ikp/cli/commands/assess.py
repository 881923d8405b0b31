"""``ikp assess``: the statistical audit of an index, as a page and as tables."""

from typing import TYPE_CHECKING, Annotated

import typer

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
    from ikp.cli.output import Report
    from ikp.cli.work import Computed
    from ikp.uncertainty.coherence import Assessment

__all__ = ["run"]

#: Findings of one kind that are shown to the eye.
_SHOWN = 5


def run(
    *,
    data: Data,
    edition: Edition = None,
    level: LevelOrNone = None,
    framework: FrameworkFile = None,
    recipe: RecipeFile = None,
    output: OutFolder = None,
    alternative: Alternative = None,
    refit: Refit = False,
    bounds: Bounds = None,
    codes: Codes = "auto",
    silence: Silence = None,
    sheet: Sheet = None,
    weak: Annotated[float, typer.Option("--weak", min=-1, max=1, metavar="R")] = 0.3,
    redundant: Annotated[float, typer.Option("--redundant", min=-1, max=1, metavar="R")] = 0.92,
    conflict: Annotated[float, typer.Option("--conflict", min=-1, max=1, metavar="R")] = -0.4,
    reliability: Annotated[float, typer.Option("--reliability", min=0, max=1, metavar="ALPHA")] = 0.7,
    replicates: Annotated[int, typer.Option("--replicates", min=1, metavar="N")] = 1000,
    seed: Seed = 1,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    import numpy as np

    from ikp.cli.audit import tables
    from ikp.cli.auditing import write_audit
    from ikp.cli.commands.compute import said_files
    from ikp.cli.language import say
    from ikp.cli.output import Report, form
    from ikp.cli.telling import progress
    from ikp.cli.work import Asked, carry_out
    from ikp.uncertainty.coherence import Limits, assess

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
    report = Report(form(as_json, as_csv), "assess")
    limits = Limits(conflict=conflict, weak=weak, redundant=redundant, reliability=reliability)
    done = carry_out(data, asked)
    with progress(say("msg.assess.working")):
        rng = np.random.default_rng(seed)
        audit = assess(done.result, rng, recipe=done.recipe, limits=limits, replicates=replicates)
        found = tables(audit, done.meant.edition, done.meant.level)
    files = write_audit(done, audit, found, output, replicates=replicates, seed=seed) if output else []
    _show(report, done, audit)
    for name, rows in found.items():
        if name == "findings":
            report.keep(name, rows, list(rows[0]) if rows else ["kind"])
        else:
            report.document[name] = rows
    report.document["files"] = [str(file) for file in files]
    said_files(report, files)
    report.close()


def _show(report: "Report", done: "Computed", audit: "Assessment") -> None:
    from ikp.cli.language import lang, say, whole
    from ikp.cli.report.assessment import sentence
    from ikp.uncertainty.coherence import findings

    result, found = done.result, findings(audit)
    names = {code: code for code in result.framework.by_code}
    report.document |= {
        "edition": done.meant.edition.code if done.meant.edition else None,
        "title": done.meant.title,
        "level": done.meant.level,
        "synthetic": result.table.synthetic,
        "language": lang(),
    }
    report.title(f"{'SINTETIS – ' if result.table.synthetic else ''}{say('audit.title', title=done.meant.title)}")
    for note in done.meant.notes:
        report.line(f"⚠ {note}")
    units = audit.spreads[result.framework.root].n
    counts = {"count": whole(len(found)), "units": whole(units), "indicators": whole(len(result.framework.indicators))}
    report.line(say("msg.assess.lead", **counts) if found else say("msg.assess.none"))
    kinds: dict[str, list[str]] = {}
    for each in found:
        kinds.setdefault(each.kind, []).append(sentence(each, names))
    for said in kinds.values():
        report.bullets(said[:_SHOWN])
        if len(said) > _SHOWN:
            report.line(say("msg.assess.more", count=whole(len(said) - _SHOWN)), "dim", indent=4)
