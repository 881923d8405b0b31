"""What the tests of the command line share; where its extras are not installed, they are not collected."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

collect_ignore_glob = [] if find_spec("typer") and find_spec("rich") else ["*"]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Speak English in every test, whatever the last one spoke."""
    from ikp.cli.language import speak

    speak("en")
    yield
    speak("en")
