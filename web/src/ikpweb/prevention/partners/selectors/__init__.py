"""Reading partners and agreements: lists, chains of renewals, coverage, and counts for boards."""
