"""The open interface for programs."""
