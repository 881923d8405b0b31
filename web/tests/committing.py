"""Real transactions for tests of people who act at the same time.

A test that commits cannot be rolled back, and emptying all tables would take away what the
engine ships and run into the guards of tables that are only added to. So what was there
before is remembered, and all other rows are removed, as a superuser with triggers asleep.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, connections
from django.test import TransactionTestCase

__all__ = ["CommittingCase", "at_once"]


class CommittingCase(TransactionTestCase):
    """Leaves the database as it was found, whatever its tests commit. PostgreSQL only."""

    def setUp(self) -> None:
        models = apps.get_models(include_auto_created=True)
        self.tables = {model._meta.db_table: model._meta.pk.column for model in models}
        with connection.cursor() as cursor:
            self.kept = {table: _keys(cursor, table, key) for table, key in self.tables.items()}

    def _fixture_teardown(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
            try:
                for table, key in self.tables.items():
                    cursor.execute(f'DELETE FROM "{table}" WHERE NOT "{key}"::text = ANY(%s)', [self.kept[table]])  # noqa: S608
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")


def _keys(cursor: Any, table: str, key: str) -> list[str]:
    cursor.execute(f'SELECT "{key}"::text FROM "{table}"')  # noqa: S608 - names of our own tables
    return [row[0] for row in cursor.fetchall()]


def at_once(*acts: Callable[[], Any], refusals: tuple[type[Exception], ...]) -> list[Any]:
    """Do several things at the same moment, each on its own connection; give results, or the refusals raised.

    Any other exception, such as a deadlock, fails the test.
    """
    start = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=30)
            results[place] = act()
        except Exception as problem:  # noqa: BLE001 - handed to the test's own thread
            results[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, refusals):
            raise result
    return results
