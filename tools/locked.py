"""The lock files hold what is asked for: nobody may add a requirement and forget `make lock`."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["missing", "unlocked"]

#: Each lock and the list that is compiled into it together with the engine's own requirements.
LOCKS = {"requirements.lock": "requirements.in", "benchmarks/requirements.lock": "benchmarks/requirements.in"}


def unlocked(root: Path) -> list[str]:
    """Find requirements that a lock lacks, or holds in a version that does not fit."""
    engine = list(_of_the_engine(root / "engine/pyproject.toml"))
    errors = []
    for lock, listed in LOCKS.items():
        held = dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", (root / lock).read_text("utf-8"), re.MULTILINE))
        for need in [*engine, *_listed(root / listed)]:
            version = held.get(re.sub(r"[-_.]+", "-", need.name).lower())
            if version is None or not need.specifier.contains(version, prereleases=True):
                errors.append(f"{lock}: holds {version or 'no version'} of {need}. Run `make lock`.")
    return errors


def _of_the_engine(pyproject: Path) -> Iterator[Requirement]:
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    for text in [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]:
        need = Requirement(text)
        if need.name != project["name"]:
            yield need


def _listed(path: Path) -> Iterator[Requirement]:
    for line in path.read_text("utf-8").splitlines():
        text = line.split("#")[0].strip()
        if text:
            yield Requirement(text)


def missing(lock: str) -> list[str]:
    """Find what installed packages of a lock need, with the extras asked for, and the lock does not hold.

    Locks are installed with ``--no-deps``, so nothing that they lack is ever fetched. Packages that are
    not installed here, such as those for other machines, are passed over.
    """
    held = dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", lock, re.MULTILINE))
    waiting = [(name, "") for name in held]
    seen: set[tuple[str, str]] = set()
    errors = []
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            needs = [Requirement(text) for text in requires(name) or []]
        except PackageNotFoundError:
            continue
        for need in needs:
            if need.marker and not need.marker.evaluate({"extra": extra}):
                continue
            wanted = canonicalize_name(need.name)
            version = held.get(wanted)
            if version is None or not need.specifier.contains(version, prereleases=True):
                errors.append(f"{name} needs {need}; the lock holds {version or 'no version'}")
            waiting += [(wanted, each) for each in need.extras]
    return errors
