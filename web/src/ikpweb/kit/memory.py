"""Remember what was read until something changes.

Everything on the public pages follows from rows that change only through audited services, each of
which adds an entry to the log. The entries about public content therefore name the state of the data:
what was read under that name stays true as long as the name is the same.
"""

import functools
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import ParamSpec, TypeVar

__all__ = ["remembered"]

P = ParamSpec("P")
R = TypeVar("R")


def remembered(version: Callable[[], Hashable], size: int = 256) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last results of a function as long as `version` says the same."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        kept: OrderedDict[Hashable, R] = OrderedDict()

        @functools.wraps(function)
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (version(), args, tuple(sorted(kwargs.items())))
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
            result = kept[key] = function(*args, **kwargs)
            while len(kept) > size:
                kept.popitem(last=False)
            return result

        return inner

    return wrap
