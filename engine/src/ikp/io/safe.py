"""Texts that are safe to open in a spreadsheet."""

__all__ = ["plain", "safe"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    A name of a unit may come from anyone; ``=HYPERLINK(…)`` in a CSV runs when it is opened.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(text: str) -> str:
    """Take the apostrophe of `safe` away again."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
