"""ikp: composite indices of election vulnerability, from a table, a framework and a recipe.

The public names stand here and nothing else does. They are loaded when first used, so
that ``ikp --help`` does not wait for NumPy. No module may share its name with one of
them (hence `ikp.computing`): importing it would put the module in the name's place.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikp.computing import compute
    from ikp.errors import DataError, IkpError, UsageError
    from ikp.framework import Framework, Node
    from ikp.problems import Problem
    from ikp.recipe import Recipe
    from ikp.result import IndexResult
    from ikp.table import IndicatorTable, Missing

    __version__: str

__all__ = [
    "DataError",
    "Framework",
    "IkpError",
    "IndexResult",
    "IndicatorTable",
    "Missing",
    "Node",
    "Problem",
    "Recipe",
    "UsageError",
    "__version__",
    "compute",
]

_HOMES = {
    "DataError": "errors",
    "Framework": "framework",
    "IkpError": "errors",
    "IndexResult": "result",
    "IndicatorTable": "table",
    "Missing": "table",
    "Node": "framework",
    "Problem": "problems",
    "Recipe": "recipe",
    "UsageError": "errors",
    "__version__": "computing",
    "compute": "computing",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'ikp' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"ikp.{_HOMES[name]}"), "ENGINE_VERSION" if name == "__version__" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
