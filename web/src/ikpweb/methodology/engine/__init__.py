"""The only place of this app that imports ikp: shipped editions as rows, drafts tried and made into editions."""

from ikpweb.methodology.engine.drafting import (
    Cutoffs,
    Said,
    content_of,
    cutoffs_of,
    edition_from,
    method_rows_of,
    problems,
    read_recipe,
    shipped_extras,
)
from ikpweb.methodology.engine.shipped import edition_codes, edition_row, method_rows

__all__ = [
    "Cutoffs",
    "Said",
    "content_of",
    "cutoffs_of",
    "edition_codes",
    "edition_from",
    "edition_row",
    "method_rows",
    "method_rows_of",
    "problems",
    "read_recipe",
    "shipped_extras",
]
