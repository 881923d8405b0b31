"""Everything that changes activities and the counts of months."""
