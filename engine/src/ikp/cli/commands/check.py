"""``ikp check``: every problem of a data file, and how to mend it."""

import typer

from ikp.cli.options import (
    Alternative,
    Codes,
    CsvFlag,
    Data,
    Edition,
    FrameworkFile,
    JsonFlag,
    LevelOrNone,
    RecipeFile,
    Sheet,
    Silence,
)

__all__ = ["run"]


def run(
    *,
    data: Data,
    edition: Edition = None,
    level: LevelOrNone = None,
    framework: FrameworkFile = None,
    recipe: RecipeFile = None,
    alternative: Alternative = None,
    codes: Codes = "auto",
    silence: Silence = None,
    sheet: Sheet = None,
    as_json: JsonFlag = False,
    as_csv: CsvFlag = False,
) -> None:
    from ikp.cli.failures import PROBLEMS
    from ikp.cli.language import lang, say, whole, word
    from ikp.cli.output import Report, form
    from ikp.cli.telling import PROBLEM_KEYS, problem_lines, problem_row
    from ikp.cli.work import Asked, index, read

    asked = Asked(
        edition=edition,
        level=level,
        framework=framework,
        recipe=recipe,
        alternative=alternative,
        codes=codes,
        silence=silence,
        sheet=sheet,
    )
    meant = index(asked)
    found = read(data, meant, asked)
    report = Report(
        form(as_json, as_csv),
        "check",
        file=found.file,
        shape=found.shape,
        said=list(found.said(lang())),
        errors=len(found.errors),
        warnings=len(found.warnings),
    )
    shape = f" – {word('shape', found.shape)}" if found.shape else ""
    report.title(f"{data.name}{shape}")
    for sentence in found.said(lang()):
        report.line(sentence)
    report.line()
    report.show(problem_lines(found.problems))
    report.keep("problems", [problem_row(each) for each in found.problems], PROBLEM_KEYS)
    counts = {"errors": whole(len(found.errors)), "warnings": whole(len(found.warnings))}
    report.line(say("msg.check.bad" if found.errors else "msg.check.good", **counts), "bold")
    report.close()
    if found.errors:
        raise typer.Exit(PROBLEMS)
