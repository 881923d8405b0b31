"""The page of settings names every variable that the platform reads."""

import re
from pathlib import Path

from ikpweb.config import environment
from ikpweb.config.evidence import EVIDENCE_VARIABLES

from tools.settings_page import page


def test_every_variable_that_is_read_is_on_the_page() -> None:
    source = Path(environment.__file__).read_text("utf-8")
    read = set(re.findall(r'variables\.get\("([A-Z_]+)"\)', source))
    assert read
    read |= EVIDENCE_VARIABLES.keys()  # which are read all in one line, in a file of their own
    assert read == environment.VARIABLES.keys()
    assert all(f"`{name}`" in page() for name in read)
