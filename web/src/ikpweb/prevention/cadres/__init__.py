"""Participatory supervision: trainings with their alumni, and outreach, by counts before names."""
