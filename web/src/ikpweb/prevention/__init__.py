"""Prevention: from the index to a programme, its partners and its effect."""
