"""What a report is made of, as data for its form: headings, paragraphs, lists, tables and pictures."""

from collections.abc import Sequence
from typing import Any

__all__ = ["Block", "bullets", "heading", "note", "paragraph", "picture", "table"]

Block = dict[str, Any]


def heading(text: str, level: int = 2) -> Block:
    """Give a heading; level 1 is the title of the report."""
    return {"kind": "heading", "text": text, "level": level}


def paragraph(*sentences: str) -> Block:
    """Give sentences that belong together; an empty one is left out."""
    return {"kind": "paragraph", "text": " ".join(filter(None, sentences))}


def note(text: str) -> Block:
    """Give what must not be overlooked, in a frame."""
    return {"kind": "note", "text": text}


def bullets(items: Sequence[str], heads: Sequence[str] = ()) -> Block:
    """Give a list; `heads` stand in bold before each."""
    return {"kind": "list", "items": list(items), "heads": list(heads)}


def picture(svg: str, alt: str, caption: str, width: int = 100) -> Block:
    """Give a drawing with the words that stand in for it; `width` is a share of the line, in percent."""
    return {"kind": "picture", "svg": svg, "alt": alt, "caption": caption, "width": width}


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    right: Sequence[int] = (),
    strong: Sequence[int] = (),
    size: float = 8.5,
) -> Block:
    """Give a table.

    Parameters
    ----------
    widths : sequence of float
        Of each column: a share of what is left where 0 < w <= 1 … else centimetres; see the form.
    right, strong : sequence of int
        Columns that are aligned to the right; rows in bold.
    size : float
        Of the letters, in points.
    """
    return {
        "kind": "table",
        "caption": caption,
        "head": list(head),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
        "right": list(right),
        "strong": list(strong),
        "size": size,
    }
