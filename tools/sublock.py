"""Print a part of the lock file: the named packages and all that they need, with their hashes.

`python -m tools.sublock numpy scipy >part.lock`. So an environment with less in it is
installed from the same lock, and a second lock file cannot drift from the first.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

__all__ = ["sublock"]

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"


def sublock(lock: str, names: Iterable[str]) -> str:
    """Cut the entries out of the text of a lock file.

    Each entry says in its closing comment ("via …") which packages asked for it; read
    backwards, that is the tree of what a package needs.

    Raises
    ------
    KeyError
        For a name that the lock does not hold.
    """
    entries = {entry[: entry.index("==")]: entry for entry in re.split(r"\n(?=[a-z0-9])", lock) if "==" in entry}
    wanted: set[str] = set()
    queue = list(names)
    while queue:
        name = queue.pop()
        if name not in wanted:
            wanted.add(name)
            entries[name]  # a name that the lock does not hold ends here
            queue += [each for each, entry in entries.items() if name in _asked_by(entry)]
    return "\n".join(entry for name, entry in entries.items() if name in wanted) + "\n"


def _asked_by(entry: str) -> set[str]:
    return set(re.findall(r"^ +# +(?:via )?([a-z0-9-]+)$", entry, re.MULTILINE))


if __name__ == "__main__":
    print(sublock(LOCK.read_text("utf-8"), sys.argv[1:]), end="")
