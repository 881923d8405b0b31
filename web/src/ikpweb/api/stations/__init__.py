"""The door of election day: reports of polling stations come in by a key of an office, and nothing goes out."""
