"""The centre's screens of cycles: prepare, open, move deadlines, close."""
