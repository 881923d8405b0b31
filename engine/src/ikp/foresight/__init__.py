"""Foresight: what is probably still to be reported, what is unusual, what may come, and whether it came."""
