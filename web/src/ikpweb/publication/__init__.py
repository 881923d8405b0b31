"""Releases: signed, immutable publications of a computed index, that a stranger can verify."""
