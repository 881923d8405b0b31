from pathlib import Path

import pytest

from tools.alone import ENGINE, present

PROJECT = """\
[project]
name = "ikp"
[project.optional-dependencies]
files = ["json>=2", "no-such-module>=1"]
cli = ["ikp[files]", "wave>=1"]
"""


def test_what_can_be_imported_is_named(tmp_path: Path) -> None:
    # Modules of the standard library stand for extras that are there.
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    assert present(tmp_path) == ["json", "wave"]


@pytest.mark.extras
def test_here_every_extra_of_the_engine_is_there() -> None:
    tables, terminal = ["openpyxl", "polars", "xlsxwriter"], ["jinja2", "rich", "typer", "vl_convert"]
    assert present(ENGINE) == sorted(
        [*tables, *terminal, "cryptography", "dask", "esda", "libpysal", "pysdmx", "sklearn"]
    )
