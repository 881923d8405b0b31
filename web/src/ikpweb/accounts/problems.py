"""What a service of this room refuses, in a sentence for the person who asked."""

__all__ = ["NotNow"]


class NotNow(Exception):  # noqa: N818 - a refusal with a reason, not a failure
    """What was asked does not fit the state of things; the text says why and how to mend it."""
