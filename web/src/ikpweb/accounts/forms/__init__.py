"""Forms of sign-in and of the members of an office."""
