"""The command that makes a page again."""

import pytest

from ikp.cli.invocation import command_line, note

pytestmark = pytest.mark.extras


def test_the_command_can_be_typed_again() -> None:
    note(["compute", "my data.csv", "-o", "out/"])
    assert command_line() == "ikp compute 'my data.csv' -o out/"
