"""A setting that does not fit."""

__all__ = ["SettingError"]


class SettingError(Exception):
    """A setting does not fit; the message says which and how to mend it."""
