"""Screens of plans."""
