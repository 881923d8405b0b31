"""The platform of ikp: the index engine with people, offices, evidence and the public around it."""
