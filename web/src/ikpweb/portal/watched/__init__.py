"""What the watch found, on screen: the board, a series, an alarm, and the ledger that everybody may read."""
