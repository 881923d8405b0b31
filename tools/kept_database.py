"""Keep a database of a release, so that every later one is tried on it: ``python -m tools.kept_database 1.2.0 HOME``.

HOME is that of a platform of this release on SQLite, best a made-up cycle (``make simulate SCALE=0.02``): a kept
database holds nothing but made-up people. Written to web/tests/operation/databases as SQL, which can be read in
twenty years, with the number of rows of each table beside it.
"""

import gzip
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

__all__ = ["FOLDER", "keep", "open_kept"]

FOLDER = Path(__file__).resolve().parents[1] / "web" / "tests" / "operation" / "databases"


def keep(database: Path, name: str, folder: Path = FOLDER) -> Path:
    """Write a database as compressed SQL, the same bytes for the same rows."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.sql.gz"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        text = "\n".join(connection.iterdump())
        counts = _counts(connection)
    target.write_bytes(gzip.compress(text.encode(), mtime=0))
    (folder / f"{name}.json").write_text(json.dumps(counts, indent=1) + "\n", "utf-8")
    return target


def open_kept(kept: Path, database: Path) -> dict[str, int]:
    """Make a database of what was kept; gives the rows that each table had.

    Raises
    ------
    ValueError
        When it does not hold what it held.
    """
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(gzip.decompress(kept.read_bytes()).decode())
        found = _counts(connection)
    told: dict[str, int] = json.loads(kept.with_name(kept.name.removesuffix(".sql.gz") + ".json").read_text("utf-8"))
    if found != told:
        message = f"{kept.name} holds other rows than were kept."
        raise ValueError(message)
    return told


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}  # noqa: S608


if __name__ == "__main__":
    print(keep(Path(sys.argv[2]) / "ikp.sqlite3", sys.argv[1]))
