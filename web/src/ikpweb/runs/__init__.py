"""Scores of units: as published, and as the engine computes them."""
