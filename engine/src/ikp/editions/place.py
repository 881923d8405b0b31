"""Where the data of a country lie: those of Indonesia in this package, those of another in a folder of its own.

A folder holds what the package holds for Indonesia, and only what there is: *registry.csv*, a folder with
*edition.toml* for every edition, and perhaps *published*, *stages*, *outcomes* and *projections*.
"""

import os
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from ikp.io.tables import read_rows

__all__ = ["COUNTRY", "data", "table"]

#: The variable of the environment that names the folder of another country; empty or absent is Indonesia.
COUNTRY: Final = "IKP_COUNTRY"


@cache
def data() -> Path | Traversable:
    """Give the folder of the country's data; it is asked for once, so that one process has one country."""
    folder = os.environ.get(COUNTRY, "")
    return Path(folder).expanduser().resolve() if folder else files("ikp.editions") / "data"


def table(*parts: str) -> list[dict[str, str]]:
    """Give the rows of a table of the country, none where it has no such table.

    Parameters
    ----------
    parts : str
        Names of folders and of the file, such as ``stages``, ``calendar.csv``.
    """
    file = data().joinpath(*parts)
    return read_rows(file) if file.is_file() else []
