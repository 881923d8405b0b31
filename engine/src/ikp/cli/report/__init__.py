"""The report page of a computation: one file that needs nothing else to be read."""

from ikp.cli.report.page import Context, render

__all__ = ["Context", "render"]
