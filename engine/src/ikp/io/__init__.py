"""The only room that touches the disk: frameworks, recipes, data, results.

CSV, TOML and JSON are read with the standard library; XLSX and Parquet need the extra
``ikp[files]``, whose packages are imported when such a file is met and not before.
"""

from ikp.io.atomic import atomic_file, atomic_folder
from ikp.io.data import Data, extra_columns, read_data
from ikp.io.frameworks import read_framework, write_framework
from ikp.io.recipes import read_recipe
from ikp.io.results import write_results
from ikp.io.tables import read_rows
from ikp.io.template import write_template
from ikp.io.writeevents import write_events

__all__ = [
    "Data",
    "atomic_file",
    "atomic_folder",
    "extra_columns",
    "read_data",
    "read_framework",
    "read_recipe",
    "read_rows",
    "write_events",
    "write_framework",
    "write_results",
    "write_template",
]
