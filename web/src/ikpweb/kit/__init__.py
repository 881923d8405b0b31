"""Small helpers without models."""
