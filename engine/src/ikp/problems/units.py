"""Problems with unit codes and names."""

from ikp.problems.kind import Kind

UNITS: dict[str, Kind] = {}
