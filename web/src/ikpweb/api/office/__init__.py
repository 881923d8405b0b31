"""The interface for an office's own programs and pages: signed in, never cached, never across sites."""
