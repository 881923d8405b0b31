"""Broken files for every reader that takes a file or a body from elsewhere: `python -m tools.fuzzing`."""
