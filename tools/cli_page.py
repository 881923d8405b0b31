"""Make `docs/reference/cli.md` from the help of the commands themselves."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from typer.main import get_command

from ikp.cli import app
from ikp.cli.language import LANGS, speak
from ikp.problems import Lang

__all__ = ["commands", "every_param", "page", "undocumented"]

_HEADS = {
    "en": """\
# The command line

<!-- Made from the commands' own help by `make pages`; change the texts in engine/src/ikp/cli/text/. -->

Every command, argument and option of `ikp`, in the words of its own `--help`. The options of
`ikp` itself stand once, under the first heading; `--lang` and `--debug` go with every command.
The same page [in Indonesian](cli-id.md).
""",
    "id": """\
# Baris perintah

<!-- Made from the commands' own help by `make pages`; change the texts in engine/src/ikp/cli/text/. -->

Semua perintah, argumen, dan opsi `ikp`, menurut `--help` masing-masing. Opsi `ikp` sendiri
tercantum sekali, di bawah judul pertama; `--lang` dan `--debug` berlaku untuk semua perintah.
Halaman yang sama [dalam bahasa Inggris](cli.md).
""",
}


class _Command(Protocol):
    """What this page needs of a command; Typer's and Click's both have it."""

    name: str
    help: str | None
    epilog: str | None
    hidden: bool

    def get_params(self, ctx: Any) -> Sequence[Any]: ...
    def make_context(self, name: str, args: list[str], **extra: Any) -> Any: ...


def page(lang: Lang) -> str:
    """Write the page in one language."""
    return "\n".join([_HEADS[lang], *(_section(path, command) for path, command in commands(lang))])


def undocumented() -> list[str]:
    """Find commands, arguments and options that say nothing about themselves in one of the languages."""
    errors = []
    for lang in LANGS:
        for path, command in commands(lang):
            if not (command.help or "").strip():
                errors.append(f"`{path}` has no help ({lang}).")
            silent = [param.opts[0] for param in _params(path, command) if not (param.help or "").strip()]
            errors += [f"`{path}`: {name} has no help ({lang})." for name in silent]
    return errors


def commands(lang: Lang) -> Iterator[tuple[str, _Command]]:
    """Give every command with the words that call it, `ikp` itself first; its help is in `lang`."""
    speak(lang)
    group: Any = get_command(app)
    group.translate()
    yield from _walk("ikp", group)


def _walk(path: str, command: Any) -> Iterator[tuple[str, _Command]]:
    yield path, command
    if hasattr(command, "list_commands"):
        context = _context(path, command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if not child.hidden:
                yield from _walk(f"{path} {name}", child)


def _context(path: str, command: _Command) -> Any:
    # Resilient parsing: nothing is demanded and nothing is run.
    return command.make_context(path, [], resilient_parsing=True)


def every_param(path: str, command: _Command) -> Sequence[Any]:
    """Give all arguments and options of a command."""
    return command.get_params(_context(path, command))


#: Said once, under `ikp`; and --help, which explains itself.
_EVERYWHERE = {"--lang", "--debug"}


def _params(path: str, command: _Command) -> list[Any]:
    skipped = {"--help"} if path == "ikp" else {"--help", *_EVERYWHERE}
    params = command.get_params(_context(path, command))
    return [param for param in params if not getattr(param, "hidden", False) and skipped.isdisjoint(param.opts)]


def _section(path: str, command: _Command) -> str:
    lines = [f"## `{path}`", "", _paragraphs(command.help), ""]
    if command.epilog:  # the examples, a line each
        lines += ["```text", *command.epilog.split("\n\n"), "```", ""]
    for kind in ("argument", "option"):
        params = [param for param in _params(path, command) if param.param_type_name == kind]
        if params:
            lines += [f"| {kind} | |", "|---|---|"]
            lines += [_row(param.get_help_record(_context(path, command))) for param in params]
            lines.append("")
    return "\n".join(lines)


def _paragraphs(text: str | None) -> str:
    return "\n\n".join(" ".join(block.split()) for block in (text or "").split("\n\n"))


def _row(record: tuple[str, str]) -> str:
    name, text = (part.replace("|", "\\|") for part in record)
    text = re.sub(r"\[([^\[\]]*)\]$", r"(\1)", " ".join(text.split()))  # what typer adds: [default: 1], [required]
    return f"| `{name}` | {text} |"
