"""Commands of collection."""
