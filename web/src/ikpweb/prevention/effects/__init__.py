"""What changed after prevention, and what can and cannot be told of it."""
