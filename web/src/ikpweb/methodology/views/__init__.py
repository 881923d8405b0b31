"""Screens of editions, drafts and weightings."""
