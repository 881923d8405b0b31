"""Every text stands in both languages and names the same things in them."""

import ast
import re
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest
from typer.main import get_command

import ikp.cli.text
from ikp.cli import app
from ikp.cli.language import LANGS, speak
from ikp.cli.text import TEXT
from ikp.problems.usage import USAGE
from ikp.recipe.steps import STEPS, AggregateRule, CategoryRule, Events, NormaliseRule, Rescale, Treatment, Weight
from ikp.result import Excluded
from ikp.table import Missing

pytestmark = pytest.mark.extras


def _named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", TEXT)
def test_a_text_has_both_languages_and_the_same_parameters(key: str) -> None:
    assert set(TEXT[key]) == set(LANGS)
    assert _named(TEXT[key]["id"]) == _named(TEXT[key]["en"])


def test_no_text_takes_the_place_of_another() -> None:
    """Two modules that claim one key: the later would be said in the help of the other's command."""
    modules = [each for each in vars(ikp.cli.text).values() if isinstance(each, ModuleType)]
    keys = [key for each in modules for key in getattr(each, each.__name__.rpartition(".")[2].upper())]
    assert len(keys) == len(set(keys)) == len(TEXT)


@pytest.mark.parametrize("code", USAGE)
def test_a_problem_of_the_command_line_names_the_same_in_both(code: str) -> None:
    kind = USAGE[code]
    for part in (kind.what, kind.mend):
        assert _named(part["id"]) == _named(part["en"])


@pytest.mark.parametrize(
    ("prefix", "holder", "name"),
    [
        ("method.events", Events, "value"),
        ("method.normalise", NormaliseRule, "method"),
        ("method.weight", Weight, "method"),
        ("method.aggregate", AggregateRule, "method"),
        ("method.rescale", Rescale, "method"),
        ("method.missing", AggregateRule, "missing"),
        ("method.categorise", CategoryRule, "method"),
        ("treatment", Treatment, "method"),
        ("excluded", Excluded, "reason"),
    ],
)
def test_every_method_of_a_recipe_has_words(prefix: str, holder: Any, name: str) -> None:
    for value in get_args(get_type_hints(holder)[name]):
        assert f"{prefix}.{value}" in TEXT


def test_every_reason_for_a_missing_score_has_words() -> None:
    assert all(f"reason.{why.name.lower()}" in TEXT for why in Missing if why)


def test_every_step_that_prepares_data_has_words() -> None:
    prepares = ("screen", "denominate", "impute", "treat")
    assert set(prepares) <= set(STEPS)
    assert all(f"method.step.{kind}" in TEXT for kind in prepares)


@pytest.mark.parametrize("language", LANGS)
def test_every_command_and_option_has_help(language: Any) -> None:
    speak(language)
    group: Any = get_command(app)
    for name, command in {"": group, **group.commands}.items():
        assert command.help == TEXT[f"cmd.{name or 'main'}"][language]
        for param in command.get_params(command.make_context(name or "ikp", [], resilient_parsing=True)):
            texts = [TEXT.get(f"opt.{name}.{param.name}"), TEXT.get(f"opt.{param.name}")]
            assert param.help in [text[language] for text in texts if text], f"{name} {param.name}"


def _said() -> set[str]:
    """Find the keys that the source asks for by name."""
    found = set()
    for path in Path(ikp.cli.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args:
                [key, *_] = node.args
                choices = [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]
                found |= {str(each.value) for each in choices if isinstance(each, ast.Constant)}
    for template in Path(ikp.cli.__path__[0]).rglob("*.j2"):
        found |= set(re.findall(r'say\("([^"]+[^."])"', template.read_text("utf-8")))
    return found


def test_every_text_that_is_asked_for_exists() -> None:
    assert {key for key in _said() if key not in TEXT} == set()
