"""Pages of election day: the board, keys of offices, and the list of stations."""
