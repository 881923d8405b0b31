"""Rows that the database itself keeps from being changed.

A trigger refuses UPDATE and DELETE (and TRUNCATE on PostgreSQL) on tables that are only ever
added to, so that neither a slip in the code nor a hand at the database's prompt can rewrite
what was written. Somebody who owns the database can remove a trigger: that shows in the
chain of digests, which is checked against checkpoints kept elsewhere.
"""

from collections.abc import Callable
from functools import partial

from ikpweb.kit.migrations import Statements

__all__ = ["append_only", "guarding", "laying", "lifting"]

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION ikp_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'Rows of % are only ever added.', TG_TABLE_NAME; END $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ikp_append_only();
CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ikp_append_only();
"""


def laying(table: str, vendor: str) -> list[str]:
    """Give the statements that make the database refuse changes of a table's rows."""
    if vendor == "postgresql":
        return [_POSTGRESQL.format(table=table)]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'Rows of {table} are only ever added.'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def lifting(table: str, vendor: str) -> list[str]:
    """Give the statements that take the guard away: for a migration that must change the table itself."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_{kind} ON {table}" for kind in ("kept", "whole")]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]


def append_only(table: str) -> Statements:
    """Give the migration step that lays the guard on a table.

    SQLite makes a table anew when a column is added, and the guard goes with the old one:
    a later migration of the table ends with this step again.
    """
    return guarding(partial(laying, table), partial(lifting, table))


def guarding(laying: Callable[[str], list[str]], lifting: Callable[[str], list[str]]) -> Statements:
    """Give the migration step that lays a guard, taking off an earlier one first.

    Parameters
    ----------
    laying, lifting : callable
        From the vendor of the database to statements.
    """
    return Statements(lambda vendor: lifting(vendor) + laying(vendor), lifting)
