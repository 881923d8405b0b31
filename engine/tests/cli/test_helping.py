"""Help by groups: every option of every command stands in exactly one of them."""

from typing import Any

import pytest
from typer.main import get_command

from ikp.cli import app
from ikp.cli.helping import _groups
from ikp.cli.language import say

pytestmark = pytest.mark.extras


def test_every_option_is_shown_once(call: Any) -> None:
    group: Any = get_command(app)
    for name, command in group.commands.items():
        params = command.get_params(command.make_context(name, [], resilient_parsing=True))
        options = [param.name for param in params if param.param_type_name == "option"]
        grouped = [param.name for _, members in _groups(params) for param in members]
        assert sorted(grouped) == sorted(options)
        text = call(name, "--help", columns=60).out
        assert all(text.count(max(param.opts, key=len)) >= 1 for param in params if param.name in options)
        assert max(map(len, text.splitlines())) <= 60


def test_defaults_are_said_and_flags_have_no_value(call: Any) -> None:
    text = call("demo-data", "--help", columns=120).out
    assert "[default: 1]" in text
    assert "--json" not in text
    assert say("help.examples") in text
