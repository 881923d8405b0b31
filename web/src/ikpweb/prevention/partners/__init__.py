"""Institutions and organisations an office works with: agreements, their renewal, and what is done under each."""
