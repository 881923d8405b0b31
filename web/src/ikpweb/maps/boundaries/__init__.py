"""Boundaries that an operator brings: read, joined to units, checked, and drawn small for the screen."""
