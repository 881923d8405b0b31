"""The only room that touches the disk: frameworks, recipes, data, results.

CSV, TOML and JSON are read with the standard library; XLSX and Parquet need the extra
``ikp[files]``, whose packages are imported when such a file is met and not before.

The names are loaded when first used: reading the data of an edition needs neither the
steps nor SciPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikp.io.atomic import atomic_file, atomic_folder
    from ikp.io.data import Data, extra_columns, read_data
    from ikp.io.frameworks import read_framework, write_framework
    from ikp.io.outcomes import outcome_rows, read_state, write_outcome
    from ikp.io.perturbations import read_perturbations
    from ikp.io.recipes import read_recipe
    from ikp.io.results import write_results
    from ikp.io.tables import read_rows
    from ikp.io.template import Guidance, write_template
    from ikp.io.writeevents import write_events

__all__ = [
    "Data",
    "Guidance",
    "atomic_file",
    "atomic_folder",
    "extra_columns",
    "outcome_rows",
    "read_data",
    "read_framework",
    "read_perturbations",
    "read_recipe",
    "read_rows",
    "read_state",
    "write_events",
    "write_framework",
    "write_outcome",
    "write_results",
    "write_template",
]

_HOMES = {
    "Data": "data",
    "Guidance": "template",
    "atomic_file": "atomic",
    "atomic_folder": "atomic",
    "extra_columns": "data",
    "outcome_rows": "outcomes",
    "read_data": "data",
    "read_framework": "frameworks",
    "read_perturbations": "perturbations",
    "read_recipe": "recipes",
    "read_rows": "tables",
    "read_state": "outcomes",
    "write_events": "writeevents",
    "write_framework": "frameworks",
    "write_outcome": "outcomes",
    "write_results": "results",
    "write_template": "template",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'ikp.io' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"ikp.io.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
