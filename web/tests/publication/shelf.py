"""A state of the database and the folder of releases, made once in a session and laid out for each test that reads it.

To compute and freeze takes most of a second, to lay the rows out again some hundredths. A test rolls them
back as any rows, and damages a copy of the files; what it does to the freeze itself, it freezes itself.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

__all__ = ["Shelf", "rolled_back", "rows", "shelved"]

#: Columns and rows of each table.
Rows = Mapping[str, tuple[Sequence[str], Sequence[tuple[Any, ...]]]]


@dataclass(frozen=True)
class Shelf:
    """What was added: rows by table, and the folder of releases (empty where no release was frozen)."""

    added: Rows
    folder: Path

    def lay(self, folder: Path) -> None:
        """Lay it all out; before anything else is written, for it brings its own keys and its end of the log."""
        with connection.cursor() as cursor:
            for table, (columns, values) in self.added.items():
                names = ", ".join(map(connection.ops.quote_name, columns))
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608
        if self.folder.exists():
            shutil.copytree(self.folder, folder)


def rows() -> Rows:
    """Read every table, to the value as the database has it."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            found[table] = [column[0] for column in cursor.description], cursor.fetchall()
    return found


def shelved(before: Rows, folder: Path) -> Shelf:
    """Give what was added since; a row of before that is other now could not be laid out, and is refused."""
    added = {}
    for table, (columns, values) in rows().items():
        known = set(map(repr, before[table][1]))
        new = [row for row in values if repr(row) not in known]
        assert len(values) - len(new) == len(known), f"a row of {table} was changed"
        if new:
            added[table] = columns, new
    return Shelf(added, folder)


@contextmanager
def rolled_back(folder: Path) -> Iterator[None]:
    """Write to the database and to this folder of releases, and leave no row of it behind."""
    with pytest.MonkeyPatch.context() as patched, transaction.atomic():
        patched.setattr("ikpweb.publication.building.releases_folder", lambda: folder)
        yield
        transaction.set_rollback(True)
