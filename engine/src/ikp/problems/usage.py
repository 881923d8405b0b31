"""Problems with the command line."""

from ikp.problems.kind import Kind

USAGE: dict[str, Kind] = {}
