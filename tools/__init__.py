"""Checks of our own, for the rules that no linter knows; `python -m tools.check` runs them all."""
