"""The frame of all commands: language, exit codes, closed pipes and interruptions.

The texts of commands and options are keys of the catalogue of texts; they are put into
the spoken language when the program starts, before anything is parsed. ``--lang`` and
``--debug`` may stand before or after the command.
"""

import os
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ikp.cli import failures, invocation
from ikp.cli.language import LANGS, say, settle, speak
from ikp.cli.text import TEXT
from ikp.errors import UsageError, problem

__all__ = ["COMMANDS", "app", "main"]

#: Name of each command, in the order of the help; its module in `ikp.cli.commands` has the same name.
COMMANDS = (
    "demo",
    "editions",
    "edition",
    "published",
    "check",
    "compute",
    "explain",
    "uncertainty",
    "whatif",
    "sensitivity",
    "assess",
    "rollup",
    "nowcast",
    "alarms",
    "scan",
    "project",
    "backtest",
    "effect",
    "compare",
    "validate",
    "verify",
    "replay",
    "export",
    "template",
    "demo-data",
)


class _Helpful:
    """Help of our own: in the spoken language and at once, where Typer's takes twice the time."""

    def get_help(self, ctx: Any) -> str:
        from ikp.cli.helping import show

        show(self, ctx)
        return ""

    def get_params(self, ctx: Any) -> list[Any]:
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]  # of Typer's classes below
        label = "main" if isinstance(self, TyperGroup) else self.name  # type: ignore[attr-defined]
        for param in params:
            own = f"opt.{label}.{param.name}"
            param.help = say(own if own in TEXT else f"opt.{param.name}")
        return params


class Command(_Helpful, TyperCommand):
    """A command; refuses superfluous words in plain language."""

    def invoke(self, ctx: Any) -> Any:
        if ctx.args:
            raise UsageError(problem("cli-superfluous", words=ctx.args, command=ctx.command_path))
        return super().invoke(ctx)


class Group(_Helpful, TyperGroup):
    """All commands: settles the language, carries out the command, and turns what goes wrong into an exit code."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.translate()

    def translate(self) -> None:
        """Put the help of all commands and options into the spoken language."""
        shared = [param for param in self.params if param.name in ("lang", "debug")]
        for command in (self, *self.commands.values()):
            label = "main" if command is self else str(command.name)
            command.help = say(f"cmd.{label}")
            command.epilog = say(f"cmd.{label}.examples")
            command.params = [*(param for param in command.params if param not in shared), *shared]

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(name, self.commands, n=2)
            raise UsageError(problem("cli-command", name=name, near=near or list(self.commands)))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:  # before Typer makes a failure of it
            failures.hush()
            raise typer.Exit from error

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        arguments = list(sys.argv[1:] if args is None else args) or ["--help"]

        def run() -> int:
            speak(settle(arguments))
            invocation.note(arguments)
            self.translate()
            code = TyperGroup.main(
                self, arguments, prog_name or "ikp", complete_var, False, windows_expand_args, **extra
            )
            return code if isinstance(code, int) else 0

        code = failures.guard(run, debug="--debug" in arguments or bool(os.environ.get("IKP_DEBUG")))
        if standalone_mode:
            sys.exit(code)
        return code


app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False)


def _show_version(asked: bool) -> None:
    if asked:
        from ikp import __version__

        print(f"ikp {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    lang: Annotated[
        str, typer.Option("--lang", expose_value=False, metavar="|".join(LANGS), autocompletion=lambda: list(LANGS))
    ] = "",
    debug: Annotated[bool, typer.Option("--debug", expose_value=False)] = False,
    version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_show_version)] = False,
) -> None:
    """Declare what all commands share; `Group` acts on it before anything is parsed."""


def _add(name: str) -> None:
    module = import_module(f"ikp.cli.commands.{name.replace('-', '_')}")
    run: Callable[..., None] = module.run
    app.command(name, cls=Command, context_settings={"allow_extra_args": True})(run)


for _name in COMMANDS:
    _add(_name)


def main() -> None:
    """Run ``ikp`` on the arguments of the process."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show ▲ gets a question mark, never a traceback.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    app(prog_name="ikp")
