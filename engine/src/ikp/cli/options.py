"""Options that several commands share. Their help stands in the catalogue of texts, by the parameter's name."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

__all__ = [
    "All",
    "Alternative",
    "Bounds",
    "Category",
    "Codes",
    "CsvFlag",
    "Data",
    "Edition",
    "EditionCode",
    "FrameworkFile",
    "JsonFlag",
    "Level",
    "LevelOrNone",
    "Limit",
    "OutFile",
    "OutFolder",
    "Province",
    "RecipeFile",
    "Refit",
    "Search",
    "Seed",
    "Sheet",
    "Silence",
]


def _editions(incomplete: str) -> list[tuple[str, str]]:
    """Complete codes of editions."""
    from ikp.cli.language import lang
    from ikp.editions import available, load

    return [(code, load(code).titles[lang()]) for code in available() if code.startswith(incomplete)]


def _alternatives(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Complete the named alternatives of the edition that was chosen, or of all."""
    from ikp.cli.language import lang
    from ikp.editions import available, load

    chosen: Any = ctx.params.get("edition")
    found = [each for code in ([chosen] if chosen else available()) for each in load(code).alternatives]
    return [(each.code, each.titles[lang()]) for each in found if each.code.startswith(incomplete)]


LevelName = Literal["province", "regency"]

JsonFlag = Annotated[bool, typer.Option("--json")]
CsvFlag = Annotated[bool, typer.Option("--csv")]

EditionCode = Annotated[str, typer.Argument(metavar="EDITION", autocompletion=_editions)]
Edition = Annotated[str | None, typer.Option("--edition", "-e", metavar="EDITION", autocompletion=_editions)]
Level = Annotated[LevelName, typer.Option("--level", "-l")]
LevelOrNone = Annotated[LevelName | None, typer.Option("--level", "-l")]
Alternative = Annotated[str | None, typer.Option("--alternative", metavar="NAME", autocompletion=_alternatives)]

Data = Annotated[Path, typer.Argument(metavar="DATA", show_default=False)]
Sheet = Annotated[str | None, typer.Option("--sheet", metavar="NAME")]
Codes = Annotated[Literal["auto", "kemendagri", "bps", "name"], typer.Option("--codes", metavar="LIST")]
Silence = Annotated[Literal["missing", "nil"] | None, typer.Option("--silence")]
FrameworkFile = Annotated[Path | None, typer.Option("--framework", metavar="F.csv")]
RecipeFile = Annotated[Path | None, typer.Option("--recipe", metavar="R.toml")]
Bounds = Annotated[Path | None, typer.Option("--bounds", metavar="RUN.json")]
Refit = Annotated[bool, typer.Option("--refit")]

OutFolder = Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT/")]
OutFile = Annotated[Path, typer.Option("--output", "-o", metavar="FILE")]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N")]

Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N")]
All = Annotated[bool, typer.Option("--all", "-a")]
Province = Annotated[str | None, typer.Option("--province", metavar="UNIT")]
Category = Annotated[str | None, typer.Option("--category", metavar="NAME")]
Search = Annotated[str | None, typer.Option("--search", metavar="TEXT")]
