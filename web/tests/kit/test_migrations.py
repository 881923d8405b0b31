from collections.abc import Sequence

import pytest
from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from ikpweb.kit.migrations import CreateTables, Statements


def two() -> list[CreateModel]:
    key = ("id", models.BigAutoField(primary_key=True))
    index = models.Index(fields=["said"], name="kit_second_said")
    points = models.ForeignKey("kit.First", models.CASCADE)
    return [
        CreateModel("First", [key, ("name", models.CharField(max_length=9))]),
        CreateModel(
            "Second",
            [key, ("first", points), ("said", models.CharField(max_length=9))],
            options={"indexes": [index]},
        ),
    ]


def collecting() -> BaseDatabaseSchemaEditor:
    """Give an editor that writes its statements down and carries none out."""
    editor: BaseDatabaseSchemaEditor = connection.schema_editor(collect_sql=True, atomic=False)
    editor.deferred_sql = []
    return editor


def carried_out(steps: Sequence[Operation]) -> tuple[ProjectState, list[str]]:
    state, editor = ProjectState(), collecting()
    for each in steps:
        before = state.clone()
        each.state_forwards("kit", state)
        each.database_forwards("kit", editor, before, state)
    return state, editor.collected_sql


@pytest.mark.django_db
def test_the_tables_are_those_of_one_step_after_another() -> None:
    single, statements = carried_out(two())
    together, same = carried_out([CreateTables(two())])
    assert statements == same
    assert len([each for each in same if each.startswith("CREATE TABLE")]) == 2
    assert single == together


@pytest.mark.django_db
def test_tables_are_dropped_the_last_first() -> None:
    step, after, editor = CreateTables(two()), ProjectState(), collecting()
    step.state_forwards("kit", after)
    step.database_backwards("kit", editor, after, ProjectState())
    dropped = [each for each in editor.collected_sql if each.startswith("DROP TABLE")]
    assert [name in each for name, each in zip(("kit_second", "kit_first"), dropped, strict=True)] == [True, True]


@pytest.mark.django_db
def test_statements_are_those_of_the_vendor_and_touch_no_model() -> None:
    step = Statements(lambda vendor: [f"SELECT '{vendor}'"], lambda vendor: [f"SELECT 'not {vendor}'"])
    state, said = carried_out([step])
    assert (state.models, said) == ({}, [f"SELECT '{connection.vendor}';"])
    editor = collecting()
    step.database_backwards("kit", editor, state, state)
    assert editor.collected_sql == [f"SELECT 'not {connection.vendor}';"]
