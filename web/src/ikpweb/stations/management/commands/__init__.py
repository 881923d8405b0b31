"""Commands of election day."""
