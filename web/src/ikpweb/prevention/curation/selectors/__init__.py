"""Reading what is in force, what was before, what is proposed, and what is coming."""
