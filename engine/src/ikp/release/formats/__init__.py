"""A release in the forms that people use: tables, workbook, shapes, SDMX, a record for catalogues."""

from ikp.release.formats.dcat import CONTEXT, Distribution, as_dcat, record
from ikp.release.formats.figures import COLUMNS, Column, Figures, figures_of
from ikp.release.formats.forms import FORMS, Asked, Form, export, read_verified
from ikp.release.formats.shapes import read_cells, read_shapes

__all__ = [
    "COLUMNS",
    "CONTEXT",
    "FORMS",
    "Asked",
    "Column",
    "Distribution",
    "Figures",
    "Form",
    "as_dcat",
    "export",
    "figures_of",
    "read_cells",
    "read_shapes",
    "read_verified",
    "record",
]
