"""Prove that this environment holds the engine without its extras: run by CI before the core's tests.

The point of the check is the environment, not the code: were one of the extras here by
accident, the tests of the core would pass whatever the core imports.
"""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path

__all__ = ["present"]

ENGINE = Path(__file__).resolve().parents[1] / "engine"
#: Distributions whose module has another name.
_MODULES = {"scikit-learn": "sklearn", "vl-convert-python": "vl_convert"}


def present(engine: Path = ENGINE) -> list[str]:
    """Name the engine's extras that can be imported here."""
    project = tomllib.loads((engine / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[\[>]", need)[0] for needs in project["optional-dependencies"].values() for need in needs}
    modules = {_MODULES.get(name, name) for name in wanted if name != project["name"]}
    return sorted(name for name in modules if importlib.util.find_spec(name))


def main() -> int:
    """Say what should not be here; 1 if there is anything, or if the engine comes from the checkout."""
    import ikp

    where = Path(ikp.__file__)
    if where.is_relative_to(ENGINE):
        print("ikp is imported from the checkout, so the installed package would not be tested.")
        return 1
    found = present()
    print(f"extras that must not be here: {', '.join(found)}" if found else f"ikp alone, {sys.version.split()[0]}: ok")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
