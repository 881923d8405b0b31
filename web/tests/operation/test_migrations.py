"""Migrations that two releases can stand on: they add; what goes away was given up by an earlier release."""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from types import ModuleType, SimpleNamespace
from typing import Any

from django.db import models
from django.db.migrations import operations as does
from django.db.migrations.loader import MigrationLoader

#: What an earlier release still reads is gone, or has another name.
TAKES_AWAY = (
    does.RemoveField,
    does.DeleteModel,
    does.RenameField,
    does.RenameModel,
    does.AlterModelTable,
)


def refused(migration: Any, module: Any) -> Iterator[str]:
    """Say what of a migration breaks the release before it, while both stand on one database."""
    for each in _flat(migration.operations):
        name = f"{migration.app_label}.{migration.name}: {each.describe()}"
        if isinstance(each, TAKES_AWAY):
            yield from _after(name, getattr(module, "AFTER", ""))
        elif isinstance(each, does.AddField) and not _fills_itself(each.field):
            yield f"{name}: the release before does not know the column: give it null=True or db_default"
        elif isinstance(each, does.AlterField) and not each.field.null and not _fills_itself(each.field):
            yield from _after(name, getattr(module, "AFTER", ""))


def _flat(operations: Any) -> Iterator[Any]:
    for each in operations:
        if isinstance(each, does.SeparateDatabaseAndState):
            yield from _flat(each.database_operations)
        else:
            yield each


def _fills_itself(field: Any) -> bool:
    return bool(field.null or field.has_db_default() or field.many_to_many)


def _after(name: str, given_up: str) -> Iterator[str]:
    if not re.fullmatch(r"\d+\.\d+\.\d+", given_up):
        yield f'{name}: name the release that no longer reads it (AFTER = "1.2.0"), or leave it for a later one'
    elif tuple(map(int, given_up.split("."))) > tuple(map(int, version("ikp-web").split(".")[:3])):
        yield f"{name}: {given_up} is not released yet, and the release before still reads it"


def ours() -> Iterator[tuple[Any, ModuleType]]:
    """Give the migrations of our apps but those that make the tables in the first place."""
    for migration in MigrationLoader(None).disk_migrations.values():
        module = import_module(type(migration).__module__)
        if module.__name__.startswith("ikpweb.") and not migration.initial:
            yield migration, module


def test_no_migration_takes_away_what_the_release_before_reads() -> None:
    assert [problem for migration, module in ours() for problem in refused(migration, module)] == []


def made(*operations: Any) -> Any:
    return SimpleNamespace(app_label="app", name="0002_made_up", operations=operations)


def test_what_would_break_is_found() -> None:
    gone = made(does.RemoveField("thing", "name"))
    assert len([*refused(gone, SimpleNamespace())]) == 1
    assert len([*refused(gone, SimpleNamespace(AFTER="99.0.0"))]) == 1
    assert [*refused(gone, SimpleNamespace(AFTER="0.0.1"))] == []
    hidden = made(does.SeparateDatabaseAndState(database_operations=[does.RenameField("thing", "a", "b")]))
    assert len([*refused(hidden, SimpleNamespace())]) == 1
    needed = made(does.AddField("thing", "count", models.IntegerField(default=0)))
    assert "db_default" in next(refused(needed, SimpleNamespace()))
    for field in (models.IntegerField(null=True), models.IntegerField(db_default=0)):
        assert [*refused(made(does.AddField("thing", "count", field)), SimpleNamespace())] == []
