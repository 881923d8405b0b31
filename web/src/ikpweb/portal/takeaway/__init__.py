"""What people take away: every table under a stable address, with its meaning, sources and version."""
