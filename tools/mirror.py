"""The tests of the engine mirror its source: a module's tests stand where its name says.

`engine/src/ikp/arrays/rank.py` is tested by `engine/tests/arrays/test_rank.py`. A module
without code of its own (a package that only passes names on, a table of words) needs no
file; the few others that have none are listed here with the reason.
"""

import ast
from collections.abc import Mapping
from pathlib import Path

__all__ = ["EXCEPTIONS", "FREE", "unmirrored"]

#: Module, relative to `engine/src/ikp`, and where its tests are instead.
EXCEPTIONS: Mapping[str, str] = {
    "recipe/parse.py": "the schema is read through Recipe.from_dict, in test_recipe.py",
    "result.py": "a result is made by compute alone, so it is tested in test_computing.py",
}

#: Folders of tests that look across the source rather than at one module.
FREE = ("properties", "reference", "cases")


def unmirrored(root: Path, exceptions: Mapping[str, str] = EXCEPTIONS) -> list[str]:
    """Find modules without tests, tests without a module, and exceptions that are none."""
    source, tests = root / "engine/src/ikp", root / "engine/tests"
    modules = {path.relative_to(source): path for path in source.rglob("*.py")}
    found = {path.relative_to(tests) for path in tests.rglob("test_*.py")}
    errors, known = [], set()
    for module, path in sorted(modules.items()):
        places = _tests_of(module)
        known |= places
        excused = module.as_posix() in exceptions
        if places & found and excused:
            errors.append(f"tools/mirror.py: {module} has its tests; take it out of EXCEPTIONS.")
        elif not places & found and not excused and _has_code(path):
            errors.append(
                f"engine/src/ikp/{module}: no {' or '.join(f'engine/tests/{each}' for each in sorted(places))}."
            )
    errors += [f"tools/mirror.py: there is no {name}." for name in exceptions if Path(name) not in modules]
    errors += [
        f"engine/tests/{test}: mirrors no module of the engine."
        for test in sorted(found - known)
        if test.parts[0] not in FREE
    ]
    return errors


def _tests_of(module: Path) -> set[Path]:
    """Say where the tests of a module may stand; those of a package beside its folder or inside it."""
    if module.name != "__init__.py":
        return {module.with_name(f"test_{module.name}")}
    package = module.parent
    name = f"test_{package.name or 'ikp'}.py"
    return {package / name, package.with_name(name)} if package.name else {Path(name)}


def _has_code(path: Path) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    return any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) for node in ast.walk(tree))
