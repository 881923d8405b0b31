"""The commands of `ikp-web` that the documentation names are known, and those that can run in a scratch folder do."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import chdir
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.utils import translation
from ikpweb.audit.actor import Actor
from ikpweb.audit.services import checkpoint, record

from tools.commands import Command, commands, inline

ROOT = Path(__file__).resolve().parents[3]
ALL = [each for each in commands(ROOT) if each.program == "ikp-web"]
TYPED = {each.words: each for each in ALL if not each.reason and not each.tutorial}

#: Commands that come before Django is set up, with their options.
_OWN = {"serve": {"--host", "--port", "--workers", "--alone"}, "prepare": set[str]()}


def options(parser: ArgumentParser) -> Iterator[str]:
    """Give the options of a command and of those below it."""
    for action in parser._actions:
        yield from action.option_strings
        for below in (action.choices or {}).values() if isinstance(action.choices, dict) else ():
            yield from options(below)


def unknown(command: Command) -> list[str]:
    """Name what `ikp-web` does not know of a command."""
    name, *rest = command.words[1:]
    if name in _OWN:
        known = _OWN[name]
    elif name not in get_commands():
        return [f"{command.place}: there is no command {name!r}"]
    else:
        known = {*options(load_command_class(get_commands()[name], name).create_parser("ikp-web", name))}
    asked = {word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
    return [f"{command.place}: {name} has no option {option}" for option in sorted(asked - known)]


def test_every_command_and_option_that_a_page_names_is_known() -> None:
    named = [*ALL, *(each for each in inline(ROOT) if each.program == "ikp-web")]
    assert len(named) > 30
    assert [what for each in named for what in unknown(each)] == []


def test_what_is_not_known_is_found() -> None:
    assert unknown(Command("a.md", 1, ("ikp-web", "audit", "verify", "--chekpoints"))) != []
    assert unknown(Command("a.md", 1, ("ikp-web", "invte"))) != []
    assert unknown(Command("a.md", 1, ("ikp-web", "serve", "--prot"))) != []


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Stand in a folder with a checkpoint under the names that the pages use."""
    record("test", Actor("orang:1", 1, "15"), "thing:1", {})
    assert checkpoint() is not None
    (tmp_path / "kept").mkdir()
    for name in ("kept/1.json", "ikp-titik-periksa-7.json"):
        call_command("audit", "export", "--out", str(tmp_path / name), stdout=StringIO())
    with chdir(tmp_path):
        yield tmp_path


@pytest.mark.django_db
@pytest.mark.parametrize("words", TYPED, ids=" ".join)
def test_ikp_web_does_what_a_page_types(words: tuple[str, ...], folder: Path) -> None:
    given = [each for word in words[1:] for each in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]
    said = StringIO()
    try:
        call_command(*given, stdout=said, stderr=said)
    except CommandError:
        if given[0] != "doctor":  # ends so where something is wrong, and a test's home is no server
            raise
    assert said.getvalue().strip()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_command_says_what_it_does(language: str) -> None:
    for name, app in get_commands().items():
        if str(app).startswith("ikpweb"):
            with translation.override(language):
                told = load_command_class(app, name).create_parser("ikp-web", name).format_help()
            assert name in told


@pytest.mark.parametrize("name", sorted(name for name, app in get_commands().items() if app.startswith("ikpweb.")))
def test_a_command_begins_without_reading_every_page(name: str) -> None:
    """Django's looks at the code import all views, and with them the engine: 145 MB in each process."""
    assert load_command_class(get_commands()[name], name).requires_system_checks == []
