"""Steps of migrations that do not make Django draw every model anew.

Django renders all models that touch a changed one before each step that asks for them; with a
hundred tables around `User` that is nearly all of them, nearly every time. A first start took
twelve seconds for this alone.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

__all__ = ["CreateTables", "Statements"]


class CreateTables(Operation):
    """Make the tables of models, in their order; the models are rendered once, for all of them.

    Parameters
    ----------
    models : sequence of CreateModel
        A model comes after those of the same room that it points to.
    """

    serialization_expand_args = ("models",)

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = list(models)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to the state, and let it render them when they are asked for."""
        state.__dict__.pop("apps", None)
        for each in self.models:
            each.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make the tables."""
        for each in self.models:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the tables, the last first."""
        for each in reversed(self.models):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what the step does."""
        return f"Create {len(self.models)} tables"


class Statements(Operation):
    """Carry out statements that depend on the vendor of the database and on no model.

    Parameters
    ----------
    forwards, backwards : callable
        From the vendor to statements.
    """

    reduces_to_sql = True

    def __init__(self, forwards: Callable[[str], list[str]], backwards: Callable[[str], list[str]]) -> None:
        self.forwards, self.backwards = forwards, backwards

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change no model."""

    def database_forwards(self, _app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_states: Any) -> None:
        """Carry out the statements."""
        self._carry_out(schema_editor, self.forwards)

    def database_backwards(self, _app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_states: Any) -> None:
        """Take back what they did."""
        self._carry_out(schema_editor, self.backwards)

    def describe(self) -> str:
        """Say what the step does."""
        return "Statements of the database"

    @staticmethod
    def _carry_out(editor: BaseDatabaseSchemaEditor, statements: Callable[[str], list[str]]) -> None:
        for each in statements(editor.connection.vendor):
            editor.execute(each, params=None)
