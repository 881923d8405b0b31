"""Screens of curation."""
