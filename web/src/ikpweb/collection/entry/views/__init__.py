"""Views of entry."""
