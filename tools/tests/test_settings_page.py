"""The page of settings names every variable that the platform reads."""

import re
from collections import Counter
from pathlib import Path

from ikpweb.config import environment
from ikpweb.config.evidence import EVIDENCE_VARIABLES
from ikpweb.kit.country import VARIABLE as COUNTRY

from ikp.cli.variables import VARIABLES
from tools.settings_page import page


def test_every_variable_that_is_read_is_on_the_page() -> None:
    sources = [path.read_text("utf-8") for path in Path(environment.__file__).parent.glob("*.py")]
    named = Counter(
        name for source in sources for name in re.findall(r'"(IKP_[A-Z0-9_]*[A-Z0-9]|DATABASE_URL)"', source)
    )
    assert set(named) <= environment.VARIABLES.keys()
    # Declared once and read at least once; those of evidence are read all in one line, that of the country beside.
    assert {name for name, times in named.items() if times > 1} | EVIDENCE_VARIABLES.keys() | {
        COUNTRY
    } == environment.VARIABLES.keys()
    platform, _, command = page().partition("## Settings of the command")
    assert all(f"`{name}`" in platform for name in environment.VARIABLES)
    assert all(f"`{name}`" in command for name in VARIABLES)
