"""Problems with files: encoding, columns, numbers, dates, spreadsheets."""

from ikp.problems.kind import Kind

FILES: dict[str, Kind] = {}
