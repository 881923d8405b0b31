"""Cycles, and what offices enter in them: declarations, events, evidence, each with its history."""
