"""Screens of participatory supervision."""
