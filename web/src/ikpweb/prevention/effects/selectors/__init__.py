"""Reading what began where, what came of it, and what was assessed."""
