"""What the walk of strangers needs to know of each app's addresses; see `test_strangers.py`.

A module here stands for an app and may hold these tables, each by the name of a route:

- `PUBLIC`: open to everybody, and why.
- `OWN`: about who asks alone, whoever that is; nobody is sent to the sign-in, and why no other can see it.
- `COMMON`: the parameters name something of all offices; every member may open it and sees the own part.
- `FILLS`: how to fill the parameters so that they name something of the office that is visited.
- `BODIES`: what to send where something is changed, so whole that only the door can refuse it.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ikpweb.accounts.members import Member

from web.tests.factories import member, person

__all__ = ["MARKERS", "Fill", "Route", "World", "routes", "tables"]

#: What only the visited office may see; every fill that makes something puts one of these into it.
MARKERS = ("Rahasia Telanaipura", "pemungutan suara terhenti satu jam")

#: Gives the parameters of a route.
Fill = Callable[["World"], dict[str, Any]]


class World:
    """An office with a head and an enterer; what an app adds is made when a route first asks for it."""

    office = "15.71"

    @cached_property
    def head(self) -> Member:
        return member("head", self.office, who=person("rahasia.kepala@contoh.id", name=f"{MARKERS[0]} Kepala"))

    @cached_property
    def enterer(self) -> Member:
        return member("enterer", self.office, who=person("rahasia.pengisi@contoh.id", name=f"{MARKERS[0]} Pengisi"))

    def __getattr__(self, name: str) -> Any:
        """Make what a table asks for by the function of that name in its module, once."""
        for module in _modules():
            make = getattr(module, f"make_{name}", None)
            if make is not None:
                self.__dict__[name] = made = make(self)
                return made
        raise AttributeError(name)


@dataclass(frozen=True)
class Route:
    """An address of the platform."""

    name: str
    pattern: str
    parameters: frozenset[str]


def routes() -> list[Route]:
    """Give all addresses, as Django knows them: nothing is listed by hand."""
    return list(_walk(get_resolver(), "", "", frozenset()))


def _walk(resolver: URLResolver, space: str, before: str, given: frozenset[str]) -> Iterator[Route]:
    for each in resolver.url_patterns:
        names = given | set(each.pattern.regex.groupindex)
        pattern = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Route(f"{space}{each.name or pattern}", pattern, frozenset(names))
        else:
            yield from _walk(each, f"{space}{each.namespace}:" if each.namespace else space, pattern, names)


def tables(name: str) -> dict[str, Any]:
    """Join a table of all apps."""
    joined: dict[str, Any] = {}
    for module in _modules():
        joined |= getattr(module, name, {})
    return joined


def _modules() -> list[Any]:
    return [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
