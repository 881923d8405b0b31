"""Pages of sign-in and of the office area."""
