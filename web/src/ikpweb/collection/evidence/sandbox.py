"""Opening files of strangers where they can do no harm: in a process of its own, with little time and memory.

Pillow and pdfium are written in C, and what comes from outside may be made to break them. The
process that opens it (`sandboxed.py`) knows no setting and no secret of the platform, and ends
after one answer; whatever happens to it, the platform goes on.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["MEMORY", "run"]

#: Enough to draw the largest picture that is taken.
MEMORY = 1_500_000_000
_CHILD = Path(__file__).with_name("sandboxed.py")


def run(what: str, path: Path, *, seconds: int = 15, **asked: Any) -> dict[str, Any]:
    """Do one thing with a file, and give the answer; empty when the process broke, or took too long.

    Parameters
    ----------
    what : str
        ``picture``, ``pdf``: look; ``draw``, ``strip``, ``pages``: make a picture or a copy.
    seconds : int
        After which it is ended.
    **asked
        What the work needs, such as ``form``, ``page``, ``out``.
    """
    order = {"what": what, "path": str(path), "seconds": seconds, "memory": MEMORY, **asked}
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and nothing of a user in the command
            [sys.executable, "-I", str(_CHILD)],
            input=json.dumps(order, default=str),
            capture_output=True,
            text=True,
            timeout=seconds + 2,
            env={"LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
            check=False,
        )
        found: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {}
    return found
