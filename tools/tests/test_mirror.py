from pathlib import Path

import pytest

from tools.mirror import unmirrored

CODE = "def f() -> None: ...\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("src/ikp/arrays/rank.py", "tests/arrays/test_rank.py", "src/ikp/recipe/__init__.py"):
        path = tmp_path / "engine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CODE)
    (tmp_path / "engine/src/ikp/__init__.py").write_text("from ikp.arrays.rank import f\n")
    (tmp_path / "engine/tests/test_recipe.py").write_text("")
    return tmp_path


def test_a_mirrored_tree_passes(root: Path) -> None:
    assert unmirrored(root, {}) == []


def test_a_package_may_keep_its_tests_inside_its_folder(root: Path) -> None:
    (root / "engine/tests/recipe").mkdir()
    (root / "engine/tests/test_recipe.py").rename(root / "engine/tests/recipe/test_recipe.py")
    assert unmirrored(root, {}) == []


def test_a_module_without_tests_is_named_unless_excused(root: Path) -> None:
    (root / "engine/tests/arrays/test_rank.py").unlink()
    assert unmirrored(root, {}) == ["engine/src/ikp/arrays/rank.py: no engine/tests/arrays/test_rank.py."]
    assert unmirrored(root, {"arrays/rank.py": "tested through the steps"}) == []


def test_an_exception_that_is_none_is_named(root: Path) -> None:
    assert unmirrored(root, {"arrays/rank.py": "why"}) == [
        "tools/mirror.py: arrays/rank.py has its tests; take it out of EXCEPTIONS."
    ]
    assert unmirrored(root, {"gone.py": "why"}) == ["tools/mirror.py: there is no gone.py."]


def test_tests_of_nothing_are_named_but_properties_are_free(root: Path) -> None:
    (root / "engine/tests/properties").mkdir()
    (root / "engine/tests/properties/test_anything.py").write_text("")
    (root / "engine/tests/arrays/test_gone.py").write_text("")
    assert unmirrored(root, {}) == ["engine/tests/arrays/test_gone.py: mirrors no module of the engine."]
