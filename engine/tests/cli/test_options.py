"""Completion of editions and their alternatives."""

from types import SimpleNamespace
from typing import Any

import pytest

from ikp.cli.options import _alternatives, _editions

pytestmark = pytest.mark.extras


def test_editions_are_completed_with_their_titles() -> None:
    found = dict(_editions("pil"))
    assert set(found) == {"pilkada-2020", "pilkada-2024"}
    assert all(found.values())


def test_alternatives_are_those_of_the_edition() -> None:
    context: Any = SimpleNamespace(params={"edition": "2024"})
    found = dict(_alternatives(context, "share"))
    assert "share-of-maximum" in found
    assert all(code.startswith("share") for code in found)
    nothing: Any = SimpleNamespace(params={"edition": "pilkada-2020"})
    assert _alternatives(nothing, "") == []
