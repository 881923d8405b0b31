"""The files of the checkout, and rules for all of them: no file too long, nothing of one machine and no secret inside.

A file of code that is long is a file with several ideas; it is split by idea. The name of
a package registry would tie the project to one supplier, and a path of somebody's machine
works nowhere else.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

__all__ = ["foreign", "long_files", "tracked"]

WARN, FAIL = 400, 600

_REGISTRY = re.compile(
    r"\b(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|yarnpkg|anaconda|crates)\.(?:org|com|io)\b"
    r"|https?://\S+/simple\b"
    r"|--(?:extra-)?index-url\s+\S*://",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"(?:^|[^\w./])(?:/(?:home|root|Users|work|farm|tmp)/[\w.]|[A-Z]:\\Users\\)")
# The brackets keep the pattern from finding itself.
_UNDONE = re.compile(r"\b(?:TO[D]O|FIX[M]E|raise NotImplemented[E]rror)\b")
# Private keys, keys of clouds and forges, and secrets of ours with a value that was made for use.
_SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE K[E]Y-----|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{30,}|\bxox[abpr]-[0-9A-Za-z-]{20,}"
    r"|\b(?:IKP_SECRET_KEY|IKP_EVIDENCE_S3_SECRET|DJANGO_SECRET_KEY)\s*[=:]\s*[\"']?[\w+/-]{20,}"
)
_RULES = (
    (_SECRET, "holds a secret. Take it out, and make a new one: what was here once is known."),
    (_REGISTRY, "names a package registry. Leave it out: the client knows its own."),
    (_MACHINE, "holds a path of one machine. Name the place relative to the checkout."),
    (_UNDONE, "leaves work undone, by its own word. Do it, or take the word out."),
)


def tracked(root: Path) -> list[Path]:
    """List what git knows, and what it would know after `git add`; sorted, relative to `root`."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted({Path(name) for name in names if name and (root / name).is_file()})


def long_files(root: Path) -> tuple[list[str], list[str]]:
    """Give what is too long, and what soon will be."""
    errors, warnings = [], []
    for path in tracked(root):
        if path.suffix not in {".py", ".sh", ".js", ".css", ".html"}:
            continue
        if path.parent.name == "migrations":  # Django writes them from the models, which are looked at
            continue
        lines = len((root / path).read_text("utf-8").splitlines())
        if lines > FAIL:
            errors.append(f"{path}: {lines} lines, at most {FAIL}. Split it by idea.")
        elif lines > WARN:
            warnings.append(f"{path}: {lines} lines; from {FAIL} on it is refused.")
    return errors, warnings


def foreign(root: Path) -> list[str]:
    """Find names of registries, paths of a machine, secrets, and work left undone."""
    return [f"{path}:{line}: {what}" for path in tracked(root) for line, what in _foreign_lines(root / path)]


def _foreign_lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:  # a picture, a spreadsheet, a file that a test needs in another encoding
        return
    for number, line in enumerate(lines, start=1):
        yield from ((number, what) for pattern, what in _RULES if pattern.search(line))
