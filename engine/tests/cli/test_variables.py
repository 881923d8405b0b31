"""Whatever the engine reads from the environment is told."""

import ast
from pathlib import Path

import ikp
from ikp.cli.variables import VARIABLES

SOURCES = [path.read_text("utf-8") for path in Path(ikp.__file__).parent.rglob("*.py") if path.name != "variables.py"]


def test_every_variable_that_is_read_is_told_and_no_other() -> None:
    named = {
        each.value
        for source in SOURCES
        if "environ" in source
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    own = {name for name in named if name.startswith("IKP_") and name.replace("_", "").isalnum() and name.isupper()}
    assert own <= VARIABLES.keys()
    assert VARIABLES.keys() <= named
