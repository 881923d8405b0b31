"""The help of commands: laid out to the width of the terminal, options by what they are about."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ikp.cli.language import say
from ikp.cli.telling import console

__all__ = ["show"]

_INDEX = ("edition", "level", "framework", "recipe", "alternative", "refit", "bounds", "reading")
_READING = ("codes", "silence", "sheet", "data")
_GENERAL = ("lang", "debug", "help", "version", "install_completion", "show_completion")


def show(command: Any, ctx: Any) -> None:
    """Print the help of a command, or of ikp itself."""
    out = console()
    commands = getattr(command, "commands", {})
    params = command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    words = [say("help.command-metavar")] if commands else [_argument(param) for param in arguments]
    usage = " ".join([ctx.command_path, say("help.options-metavar"), *words])
    out.print(Text.assemble((say("help.usage"), "bold"), f" {usage}"))
    for paragraph in command.help.split("\n\n"):
        out.print(Padding(Text(paragraph), (1, 0, 0, 0), expand=False))
    _section(out, "help.commands", ((name, each.help.partition("\n\n")[0]) for name, each in commands.items()))
    _section(out, "help.arguments", ((_argument(param), param.help) for param in arguments))
    for heading, options in _groups(params):
        _section(out, heading, ((_option(param, ctx), _explained(param)) for param in options))
    _section(out, "help.examples", ((line, "") for line in command.epilog.split("\n")))


def _groups(params: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Sort the options by what they are about; what belongs nowhere else is about the output."""
    options = [param for param in params if param.param_type_name == "option" and not param.hidden]
    known = {*_INDEX, *_READING, *_GENERAL}
    yield "help.index", [param for param in options if param.name in _INDEX]
    yield "help.reading", [param for param in options if param.name in _READING]
    yield "help.output", [param for param in options if param.name not in known]
    yield "help.general", [param for param in options if param.name in _GENERAL]


def _section(out: Console, heading: str, rows: Iterable[tuple[str, str]]) -> None:
    listed = list(rows)
    if not listed:
        return
    out.print(Text(f"\n{say(heading)}", style="bold"))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    if any(text for _, text in listed):
        grid.add_column(overflow="fold")
    for name, text in listed:
        grid.add_row(Text(name, style="cyan" if text else ""), *([Text(text)] if text else []))
    out.print(Padding(grid, (0, 0, 0, 2), expand=False))


def _argument(param: Any) -> str:
    name = str(param.display_name_raw)
    return name if param.required else f"[{name}]"


def _option(param: Any, ctx: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    if param.is_flag:
        return names
    return f"{names} {param.metavar or param.display_type(ctx).strip('<>')}"


def _explained(param: Any) -> str:
    default = param.default
    shown = isinstance(default, (str, int)) and not isinstance(default, bool) and default != ""
    return f"{param.help} {say('help.default', value=default)}" if shown else str(param.help)
