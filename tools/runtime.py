"""Print the part of the lock file that a server needs: `python -m tools.runtime`.

What the platform and the engine ask for, with the extras that a server uses; no tools of
developers, no database that a wheel carries.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from tools.sublock import LOCK, sublock

__all__ = ["named", "runtime"]

ROOT = Path(__file__).resolve().parents[1]
#: What a server is installed with; extras that these name come along.
INSTALLED = ("ikp[cli,release,spatial,forecast]", "ikp-web[s3]")


def named(root: Path = ROOT) -> Iterator[str]:
    """Give the names of packages that the two packages of this repository ask for."""
    ours = {}
    for folder in ("engine", "web"):
        project = tomllib.loads((root / folder / "pyproject.toml").read_text("utf-8"))["project"]
        ours[project["name"]] = project
    waiting = [Requirement(text) for text in INSTALLED]
    seen: set[str] = set()
    while waiting:
        need = waiting.pop()
        name = re.sub(r"[-_.]+", "-", need.name).lower()
        if str(need) in seen:
            continue
        seen.add(str(need))
        if name in ours:
            waiting += map(Requirement, ours[name]["dependencies"])
            for extra in need.extras:
                waiting += map(Requirement, ours[name]["optional-dependencies"][extra])
        else:
            yield name


def runtime(lock: str) -> str:
    """Cut what a server needs out of the text of a lock file."""
    return sublock(lock, named())


if __name__ == "__main__":
    print(runtime(LOCK.read_text("utf-8")), end="")
