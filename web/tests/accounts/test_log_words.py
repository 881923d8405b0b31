"""Every action that the code writes down has words on the screen."""

import re
from pathlib import Path

import ikpweb
import pytest
from ikpweb.accounts.log_words import WORDS, said

_ACTION = re.compile(r"@audited\(\s*\"([a-z_.-]+)\"")


def written() -> set[str]:
    texts = (path.read_text("utf-8") for path in Path(ikpweb.__file__).parent.rglob("*.py"))
    return {action for text in texts for action in _ACTION.findall(text)}


def test_every_action_has_words_and_every_word_an_action() -> None:
    assert set(WORDS) == written(), "Put the action into words, in accounts/log_words.py."


@pytest.mark.parametrize(
    ("action", "words"),
    [("cycle.opened", "membuka putaran"), ("cycle.opened.denied", "ditolak: membuka putaran"), ("a.b", "a.b")],
)
def test_a_refusal_says_so_and_what_is_unknown_is_shown_as_it_is(action: str, words: str) -> None:
    assert said(action) == words
