"""Papers by typst (ADR 0016): a form, the data that it says, and a time give the same bytes on every machine."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

__all__ = ["paper"]


def paper(form: Path, data: Mapping[str, Any], at: datetime) -> bytes:
    """Fill in a form as PDF/UA-1.

    Parameters
    ----------
    form : path
        The ``.typ`` file; it reads ``sys.inputs.data``.
    data : mapping
        Everything that the paper says. It reaches the form as data, never as markup.
    at : datetime
        What the paper calls its time; no clock is asked.

    Raises
    ------
    typst.TypstError
        When the form asks for what a screen reader could not read, such as a picture without words.
    """
    made: bytes = typst.compile(
        form,
        format="pdf",
        root=form.parent,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return made
