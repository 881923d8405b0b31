"""Another person at a higher level decides about what an office entered."""
