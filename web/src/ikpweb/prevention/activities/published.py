"""The published numbers of activities by form, as data with their sources in ``published.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ikpweb.prevention.activities.models import Form

__all__ = ["Published", "published"]

Texts = Mapping[Any, str]


@dataclass(frozen=True, slots=True)
class Published:
    """What was printed of an area and a period.

    Parameters
    ----------
    area : str
        Code of a province; ``0`` is the nation.
    period, note : mapping
        By language.
    total : int
    forms : mapping
        Empty where only the total was printed.
    source : str
        Address.
    since, until : date, optional
        Where days were printed.
    """

    area: str
    period: Texts
    total: int
    forms: Mapping[str, int]
    source: str
    since: date | None = None
    until: date | None = None
    note: Texts = field(default_factory=dict)

    @property
    def row(self) -> Sequence[int | None]:
        """The forms in their order; None where none was printed."""
        return [self.forms.get(form) for form in Form.values]


@cache
def published() -> Sequence[Published]:
    """Give all, in the order of the file."""
    told = tomllib.loads((files("ikpweb.prevention.activities") / "published.toml").read_text("utf-8"))
    return tuple(Published(**each) for each in told["count"])
