"""Proposed plans: which actions of the library where, for the budget and the days there are, and why."""
