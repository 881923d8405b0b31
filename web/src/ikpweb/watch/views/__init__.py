"""Screens of reports, effort and the watch."""
