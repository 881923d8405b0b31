"""``ikp template``: an empty sheet to fill in."""

from typing import Annotated, Literal

import typer

from ikp.cli.options import Edition, FrameworkFile, LevelOrNone, OutFile, Province

__all__ = ["run"]


def run(
    *,
    output: OutFile,
    edition: Edition = None,
    level: LevelOrNone = None,
    framework: FrameworkFile = None,
    shape: Annotated[Literal["events", "indicators", "dimensions"], typer.Option("--shape")] = "events",
    province: Province = None,
) -> None:
    from ikp.cli.choose import units_of, which_edition
    from ikp.cli.language import lang, say, whole
    from ikp.cli.telling import tell
    from ikp.editions import load
    from ikp.editions.rubrics import rubric_sheet
    from ikp.errors import UsageError, problem
    from ikp.io import read_framework, write_template

    if edition and framework:
        raise UsageError(problem("cli-together", first="--edition", second="--framework"))
    units: dict[str, str] = {}
    guidance = None
    if edition:
        chosen = load(which_edition(edition))
        if level is None:
            raise UsageError(problem("cli-missing", name="--level", command="ikp template"))
        tree = chosen.framework(level)
        units = units_of(chosen.registry(), level, province)
        guidance = rubric_sheet(chosen.rubrics(), tree, lang())
    elif framework:
        tree = read_framework(framework)
    else:
        raise UsageError(problem("cli-tree"))
    write_template(output, tree, units, shape=shape, lang=lang(), guidance=guidance)
    tell(say("msg.template.done", path=output, units=whole(len(units)), shape=say(f"shape.{shape}")))
    again = f"--edition {edition} --level {level}" if edition else f"--framework {framework} --recipe R.toml"
    tell(say("msg.template.next", command=f"ikp check {output} {again}"), "dim")
