"""Plain data (TOML, JSON) to frozen dataclasses and back, driven by their type hints.

The hints are the schema: an unknown key, a missing key or a value of the wrong type
becomes a problem that names its path, and all problems of a recipe are found at once.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from ikp.errors import DataError, problem
from ikp.problems import Problem

__all__ = ["from_plain", "to_plain"]


def from_plain(cls: type[Any], data: object, path: str, problems: list[Problem]) -> Any:
    """Build a dataclass from a mapping; what does not fit goes to `problems`.

    Returns None when something did not fit.
    """
    if not isinstance(data, Mapping):
        problems.append(problem("recipe-value", path=path, value=repr(data), expected="a table of settings"))
        return None
    hints = _hints(cls)  # type: ignore[arg-type]  # mypy takes type[Any] for something without a hash
    problems += [problem("recipe-key", path=f"{path}.{key}", known=sorted(hints)) for key in data if key not in hints]
    found: dict[str, Any] = {}
    before = len(problems)
    for each in fields(cls):
        where = f"{path}.{each.name}"
        if each.name in data:
            found[each.name] = _value(hints[each.name], data[each.name], where, problems)
        elif each.default is MISSING and each.default_factory is MISSING:
            problems.append(problem("recipe-required", path=where, expected=_describe(hints[each.name])))
    return None if len(problems) > before else cls(**found)


@cache
def _hints(cls: type[Any]) -> Mapping[str, Any]:
    """Give what each field holds; names in quotes are looked up, which takes longer than all the rest."""
    return {name: hint for name, hint in get_type_hints(cls).items() if get_origin(hint) is not ClassVar}


class _Unfit(Exception):  # noqa: N818 - a signal inside this module
    """A value does not fit its hint."""


def _value(hint: Any, value: object, path: str, problems: list[Problem]) -> Any:
    try:
        return _fit(hint, value, path, problems)
    except _Unfit:
        problems.append(problem("recipe-value", path=path, value=repr(value), expected=_describe(hint)))
        return None


def _fit(hint: Any, value: object, path: str, problems: list[Problem]) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any:  # settings that belong to somebody else and are checked there
        return value
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in args if arg is not types.NoneType)
        return None if value is None else _value(inner, value, path, problems)
    if is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, value, path, problems)
    if origin is tuple:
        return _tuple(args, value, path, problems)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(args, value, path, problems)
    return _scalar(hint, value)


def _scalar(hint: Any, value: object) -> object:
    if get_origin(hint) is Literal:
        fits = value in get_args(hint)
    elif hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    else:
        fits = isinstance(value, hint) and (hint is bool or not isinstance(value, bool))
    if not fits:
        raise _Unfit
    return value


def _tuple(args: tuple[Any, ...], value: object, path: str, problems: list[Problem]) -> tuple[Any, ...]:
    open_ended = args[-1] is Ellipsis
    if not isinstance(value, (list, tuple)) or not (open_ended or len(value) == len(args)):
        raise _Unfit
    hints = args[:1] * len(value) if open_ended else args
    return tuple(
        _value(hint, here, f"{path}[{place}]", problems)
        for place, (hint, here) in enumerate(zip(hints, value, strict=True), start=1)
    )


def _mapping(args: tuple[Any, ...], value: object, path: str, problems: list[Problem]) -> dict[Any, Any]:
    if not isinstance(value, Mapping):
        raise _Unfit
    return {
        _value(args[0], _as_key(args[0], key), f"{path}.{key}", problems): _value(
            args[1], here, f"{path}.{key}", problems
        )
        for key, here in value.items()
    }


def _as_key(hint: Any, key: object) -> object:
    """TOML and JSON keys are text; a tier's number is read as a number."""
    return int(key) if hint is int and isinstance(key, str) and key.isdecimal() else key


def _describe(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return "one of " + ", ".join(map(str, args))
    if origin in (Union, types.UnionType):
        return " or ".join(_describe(arg) for arg in args if arg is not types.NoneType)
    if origin is tuple:
        return f"a list of {_describe(args[0])}" if args[-1] is Ellipsis else f"a list of {len(args)} values"
    if origin is not None or is_dataclass(hint):
        return "a table of settings"
    return {float: "a number", int: "a whole number", str: "text", bool: "true or false"}.get(hint, str(hint))


def to_plain(value: Any) -> Any:
    """Turn a dataclass into plain data that JSON can hold, leaving out what is at its default."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: to_plain(here) for each in fields(value) if (here := getattr(value, each.name)) != _default(each)
        }
    if isinstance(value, Mapping):
        return {str(key): to_plain(here) for key, here in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(here) for here in value]
    return value


def _default(each: Any) -> Any:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else MISSING


def refuse_all(problems: list[Problem]) -> None:
    """Raise what was found, if anything was."""
    if problems:
        raise DataError(problems)
