import json
from pathlib import Path

import pytest

from engine.tests.io.data_files import PAGE, current
from ikp.errors import DataError, UsageError
from ikp.io import read_recipe
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Normalise

GOOD = """name = "mine"
[[step]]
kind = "normalise"
[step.default]
method = "minmax"
to = [0, 1]

[[step]]
kind = "aggregate"
"""


def write(folder: Path, text: str, name: str = "R.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_toml(tmp_path: Path) -> None:
    recipe = read_recipe(write(tmp_path, GOOD))
    assert recipe.name == "mine"
    step = recipe.step(Normalise)
    assert step is not None
    assert step.default.to == (0.0, 1.0)


def test_reads_json_and_the_recipe_of_a_run(tmp_path: Path) -> None:
    recipe = Recipe([Normalise(fitted={"a": (1.0, 2.0)}), Aggregate()], "mine")
    plain = write(tmp_path, json.dumps(recipe.to_dict()), "R.json")
    run = write(tmp_path, json.dumps({"created": "today", "recipe": recipe.to_dict()}), "run.json")
    assert read_recipe(plain).digest == read_recipe(run).digest == recipe.digest


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("name = \n", "file-syntax", 1),
        (GOOD + '[[step]]\nkind = "weigh"\n', "recipe-step", None),
        (GOOD.replace('"minmax"', '"min-max"'), "recipe-value", 2),
        (GOOD.replace("to =", "two ="), "recipe-key", 2),
        ('[[step]]\nkind = "normalise"\n', "recipe-required", None),
        ('[[step]]\nkind = "aggregate"\n[[step]]\nkind = "normalise"\n', "recipe-order", 3),
        ("", "file-empty", None),
    ],
)
def test_every_problem_has_its_place(tmp_path: Path, text: str, code: str, line: int | None) -> None:
    with pytest.raises(DataError) as caught:
        read_recipe(write(tmp_path, text))
    found = next(each for each in caught.value.problems if each.code == code)
    assert found.line == line
    assert str(found.file).endswith("R.toml")


def test_broken_json_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_recipe(write(tmp_path, '{\n"step": [\n', "R.json"))
    assert caught.value.problems[0].line == 3


def test_what_is_no_recipe(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no recipe"):
        read_recipe(write(tmp_path, '{"framework": {}}', "run.json"))
    with pytest.raises(UsageError, match=r"ends in \.yaml"):
        read_recipe(write(tmp_path, "step:", "R.yaml"))
    with pytest.raises(UsageError, match="There is no file"):
        read_recipe(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('name = "é"'.encode("latin-1"))
    with pytest.raises(DataError, match="UTF-8"):
        read_recipe(tmp_path / "latin.toml")


def test_the_tables_of_settings_are_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == current(), "make them anew: python -m engine.tests.io.data_files"
