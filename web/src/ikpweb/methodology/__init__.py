"""Editions in the database: what was measured, how, and how sure each constant is."""
