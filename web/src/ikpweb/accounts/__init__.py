"""People and how they sign in; offices and roles follow with the collection."""
