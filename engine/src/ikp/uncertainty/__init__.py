"""How sure a score is: what may vary, what that does to scores, ranks and categories, and which choice matters.

The names are loaded when first used; no module may share its name with one of them.
"""

from importlib import import_module

__all__: list[str] = []

_HOMES: dict[str, str] = {}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'ikp.uncertainty' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"ikp.uncertainty.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
