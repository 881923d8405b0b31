"""Screens of partners and agreements."""
